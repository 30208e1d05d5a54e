using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Schedules;

namespace VfioActors.Cli.Explorations;

/// <summary>Explores what was asked for, makes small what broke, and writes the traces.</summary>
/// <param name="terminal">For progress.</param>
/// <param name="shelf">Where the traces go.</param>
/// <param name="quiet">Whether progress is not wanted.</param>
internal sealed class Expedition(Terminal terminal, TraceShelf shelf, bool quiet)
{
    /// <summary>Goes.</summary>
    public ExplorationOutcome Go(ExplorationRequest request)
    {
        using ProgressLine progress = new(terminal);
        var options = request.Options with { Progress = quiet ? null : progress.Told };
        var search = Explored(request, options);
        if (!quiet && search.Report.Failures.Count > 0) { progress.Show("making the failures small"); }
        var diagnoses = Investigator.Investigate(
            Made(request),
            search.Report,
            new TraceOrigin(Product.Version, search.Strategy, request.Options.Seed),
            cancellation: terminal.Cancellation);
        var unreached = search.Report.Failures.Where(failure => failure.Property is Witness);
        return new(
            request,
            search,
            [.. diagnoses.Select(DocumentOf), .. unreached.Select(DocumentOf)],
            terminal.Cancellation.IsCancellationRequested);
    }

    private SearchReport Explored(ExplorationRequest request, ExplorationOptions options)
    {
        try
        {
            return Search.Run(() => Made(request), request.Strategy, options, terminal.Cancellation);
        }
        catch (NotSupportedException failure)
        {
            throw new UsageException($"--strategy {request.Strategy} cannot be used here: {failure.Message}");
        }
    }

    private static Setup Made(ExplorationRequest request) =>
        Building.Of(request.Scenario, request.Arguments, request.Delivery);

    private FailureDocument DocumentOf(Diagnosis diagnosis)
    {
        var path = shelf.Put(diagnosis);
        return FailureDocument.Of(diagnosis, path, shelf.Replay(path));
    }

    private static FailureDocument DocumentOf(Failure failure) =>
        new(failure.Property.Name, failure.Property.Claim, failure.Reason, [], 0, 0, failure.Occurrences, [], null,
            null);
}
