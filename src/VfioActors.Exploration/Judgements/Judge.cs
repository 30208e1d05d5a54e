using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Judgements;

/// <summary>
/// Holds what strategies find against brute force: the same broken properties for the same reasons, and the same final
/// states. The oracle remembers no steps and reduces nothing.
/// </summary>
public sealed class Judge(JudgeOptions options)
{
    private const int ShownMax = 3;

    private string TooMany => $"more than {options.OrdersMax} orders";

    /// <summary>Compares.</summary>
    /// <param name="setup">Makes the program ready, with all that it claims.</param>
    /// <param name="cancellation">Ends it: then nothing was compared.</param>
    /// <exception cref="ArgumentException">There is no strategy of a name.</exception>
    public Judgement Compare(Func<Setup> setup, CancellationToken cancellation = default)
    {
        if (OrderEstimate.IsBeyond(options.OrdersMax, setup())) { return new(0, TooMany, []); }
        ExplorationOptions bounds = new() { Runs = options.OrdersMax, Remembered = 0 };
        var truth = Search(setup, "dfs", bounds, cancellation);
        if (ObstacleOf(truth.Report, cancellation) is { } obstacle) { return new(truth.Report.Runs, obstacle, []); }
        List<string> differences = [];
        foreach (var name in options.Exhaustive.Where(name => Fits(name, setup())))
        {
            Guard(name, differences, () => CompareAll(setup, name, truth, differences));
        }

        foreach (var name in options.Sampling)
        {
            ExplorationOptions samples = new() { Runs = options.Samples };
            Guard(name, differences, () =>
                AddExtra(name, truth, Search(setup, name, samples, cancellation), differences));
        }

        return cancellation.IsCancellationRequested
            ? new(truth.Report.Runs, "it was ended", [])
            : new(truth.Report.Runs, null, differences);
    }

    /// <summary>Where what is remembered of a step is not what the step does, that is a difference too.</summary>
    private static void Guard(string name, List<string> differences, Action compare)
    {
        try
        {
            compare();
        }
        catch (HiddenStateException failure)
        {
            differences.Add($"{name} fails: {failure.Message}");
        }
    }

    /// <summary>Whether a search can be used with the delivery of a program at all.</summary>
    private bool Fits(string name, Setup setup) =>
        setup.Delivery != Delivery.Bag || !Make(name, setup).Traits.NeedsEveryMessage;

    private string? ObstacleOf(ExplorationReport report, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? "it was ended"
        : report.CutRuns > 0 ? $"runs of more than {RunLimit.StepsMax} steps"
        : !report.Complete ? TooMany
        : null;

    /// <summary>A search that merges states cannot judge history: then both judge the other claims alone.</summary>
    private void CompareAll(Func<Setup> setup, string name, Truth truth, List<string> differences)
    {
        var made = Make(name, setup());
        var reduced = made.Traits.ForgetsHistory && setup().Properties.Any(property => property is Ordering)
            ? () => setup().Without(property => property is Ordering)
            : setup;
        var against = ReferenceEquals(reduced, setup) ? truth : truth.Without(setup().Properties.OfType<Ordering>());
        var found = Search(reduced, name, new() { Runs = options.OrdersMax * 2 }, default);
        if (!found.Report.Complete || found.Report.CutRuns > 0)
        {
            differences.Add($"{name} is not done after {Counted.Of(found.Report.Runs, "run")}, brute force is after "
                + $"{truth.Report.Runs}");
            return;
        }

        AddMissing(name, against, found, differences);
        AddExtra(name, against, found, differences);
    }

    private static void AddMissing(string name, Truth truth, Truth found, List<string> differences)
    {
        Add(name, "lacks", truth.Failures.Except(found.Failures), differences);
        var states = truth.States.Except(found.States).Count();
        if (states > 0) { differences.Add($"{name} lacks {states} of {truth.States.Count} final states"); }
    }

    private static void AddExtra(string name, Truth truth, Truth found, List<string> differences)
    {
        Add(name, "has what brute force has not:", found.Failures.Except(truth.Failures), differences);
        var states = found.States.Except(truth.States).Count();
        if (states > 0) { differences.Add($"{name} has {states} final states that brute force has not"); }
    }

    private static void Add(string name, string verb, IEnumerable<string> failures, List<string> differences)
    {
        var all = failures.ToList();
        differences.AddRange(all.Take(ShownMax).Select(failure => $"{name} {verb} {failure}"));
        if (all.Count > ShownMax) { differences.Add($"{name} {verb} {all.Count - ShownMax} more"); }
    }

    private Truth Search(Func<Setup> setup, string name, ExplorationOptions bounds, CancellationToken cancellation)
    {
        FinalStates? states = null;
        var report = Explorer.Explore(setup, made => states = new(Make(name, made)), bounds, cancellation);
        var failures = report.Failures.Select(failure => $"{failure.Property.Name}: {failure.Reason}");
        return new(report, [.. failures], states!.Met);
    }

    private IStrategy Make(string name, Setup setup) =>
        (name == "dfs" ? new DfsStrategy(counts: false) : options.Make(name, options.Seed, setup.Properties))
        ?? throw new ArgumentException($"there is no strategy '{name}'");

    /// <summary>What a search found.</summary>
    private sealed record Truth(
        ExplorationReport Report, IReadOnlyCollection<string> Failures, IReadOnlyCollection<ulong> States)
    {
        internal Truth Without(IEnumerable<Property> properties)
        {
            var names = properties.Select(property => $"{property.Name}: ").ToList();
            return this with
            {
                Failures = [.. Failures.Where(failure => !names.Exists(failure.StartsWith))],
            };
        }
    }
}
