using VfioActors.Cli.Explorations;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Traces;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cli.Races;

/// <summary>Checks race files.</summary>
/// <param name="terminal">For progress.</param>
/// <param name="shelf">Where traces go.</param>
/// <param name="quiet">Whether progress is not wanted.</param>
internal sealed class RaceCheck(Terminal terminal, TraceShelf shelf, bool quiet)
{
    /// <summary>Checks one variant.</summary>
    /// <param name="defines">The switches that are on.</param>
    public RaceOutcome Run(RaceRequest request, IReadOnlyList<string> defines)
    {
        var scenario = RaceFiles.Load(request.Path);
        var arguments = ArgumentText.Read(
            scenario, [.. request.Parameters], defines, Catalog.With(null));
        ExplorationRequest exploration =
            new(scenario, arguments, Delivery.Pair, request.Strategy, null, request.Options);
        Expedition expedition = new(terminal, shelf, quiet);
        var search = expedition.Explore(exploration);
        return new(scenario, defines, expedition.Investigate(exploration, search));
    }

    /// <summary>Checks each set of switches that the file names.</summary>
    public IReadOnlyList<RaceOutcome> RunVariants(RaceRequest request) =>
        [.. RaceFiles.Load(request.Path).File.Variants.Select(names => Run(request, names))];
}
