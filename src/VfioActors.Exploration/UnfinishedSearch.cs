using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing.Files;

namespace VfioActors.Exploration;

/// <summary>A search that was ended before its end, as it stands: what a checkpoint is made of.</summary>
/// <remarks>It holds all that the search remembers, so whoever has no use for it lets go of it.</remarks>
public sealed class UnfinishedSearch
{
    private readonly IReadOnlyList<SearchWorker> _workers;
    private readonly IReadOnlyList<KeptWorker> _kept;

    private UnfinishedSearch(
        IReadOnlyList<SearchWorker> workers, IReadOnlyList<KeptWorker> kept, CheckpointHeader header) =>
        (_workers, _kept, Header) = (workers, kept, header);

    /// <summary>Which search it is.</summary>
    public CheckpointHeader Header { get; private init; }

    /// <summary>Whether the time, the memory or somebody ended it, and no bound on its runs.</summary>
    public bool IsInterrupted { get; private init; }

    /// <summary>What earlier strategies of the same search found.</summary>
    private IReadOnlyList<Failure> Earlier { get; init; } = [];

    /// <summary>Why a search of a scenario cannot go on from a file, in one line; null when it can.</summary>
    public static string? Obstacle(Scenario scenario) =>
        !scenario.TellsStatesApart || scenario.AsksAlways
            ? $"what the actors of {scenario.Name} remember cannot be seen, so it cannot be kept either"
        : scenario.Tallies.Count > 0 || (scenario.Doubt is not null && scenario.Noted.Count == 0)
            ? $"{scenario.Name} counts what happens in runs, and what it counted cannot be kept"
        : null;

    /// <summary>Writes it, whole or not at all; an older file of that name is replaced.</summary>
    /// <exception cref="IOException">It cannot be written there.</exception>
    public void Write(string path)
    {
        using FileBeside file = new(path);
        Write(file);
        file.Complete();
    }

    /// <summary>Which search it would be.</summary>
    internal static CheckpointHeader HeaderOf(Setup setup, SearchWorker first, ExplorationOptions options) => new()
    {
        Product = typeof(UnfinishedSearch).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0.0.0",
        Model = ModelDigest.Of(
            [
                typeof(UnfinishedSearch).Assembly, setup.Scenario.GetType().Assembly,
                .. setup.Properties.Select(property => property.GetType().Assembly),
            ]),
        Trials = TrialDigest.Of(setup),
        Scenario = setup.Scenario.Name,
        Parameters = [.. setup.Arguments.Values],
        Defects = [.. setup.Arguments.Defects.Ids.Order(StringComparer.Ordinal)],
        Dropped = [.. setup.Arguments.Dropped.Order()],
        Properties = [.. setup.Properties.Select(property => property.Name)],
        Delivery = DeliveryNames.NameOf(setup.Delivery),
        Losses = setup.Faults.Losses,
        Repeats = setup.Faults.Repeats,
        Strategy = first.Strategy.Traits.Name,
        IsChosen = false,
        Reason = "",
        Seed = options.Seed,
        Preemptions = options.Preemptions,
        Symmetry = options.Symmetry,
        Workers = first.IsAlone ? 1 : options.Workers,
        StopsRuns = options.StopsRuns,
        RunsMax = options.Runs,
        Runs = 0,
        Seconds = 0,
    };

    /// <summary>
    /// What the workers leave; null when it is not wanted, or nobody could go on, or there is nothing to go on with.
    /// </summary>
    /// <param name="workers">None of them is in a run, and their worlds are where the last ones ended.</param>
    internal static UnfinishedSearch? Of(
        IReadOnlyList<SearchWorker> workers, Budget budget, ExplorationOptions options)
    {
        var first = workers[0];
        var isDone = !budget.IsInterrupted && workers.All(worker => worker.IsComplete)
            && !SearchWorker.AreCirclesOpen(workers);
        var isKept = options.Keeps && !isDone && budget.Failure is null && Obstacle(first.Setup.Scenario) is null
            && workers.All(worker => KeptWorker.CanKeep(worker.Strategy) && !worker.IsStuck && !worker.GivesUp)
            && !(options.StopsAtFirst && workers.Any(worker => worker.Totals.Broken > 0));
        if (!isKept) { return null; }
        foreach (var worker in workers) { (worker.Strategy as IPartOfSearch)?.GiveAll(worker.World); }
        return new(
            workers,
            [.. workers.Select(worker => new KeptWorker(worker))],
            HeaderOf(first.Setup, first, options) with
            {
                Runs = workers.Sum(worker => worker.Totals.Runs),
                States = first.States,
                Seconds = budget.TotalSeconds,
            })
        {
            IsInterrupted = budget.IsInterrupted,
        };
    }

    /// <summary>Reads what earlier strategies found, and has the workers go on from a checkpoint.</summary>
    /// <exception cref="CheckpointException">It is damaged, or of another search.</exception>
    internal static IReadOnlyList<Failure> Recall(
        Checkpoint from, IReadOnlyList<SearchWorker> workers, Budget budget, ExplorationOptions options)
    {
        var first = workers[0];
        var why = Obstacle(first.Setup.Scenario) ?? from.Header.Difference(HeaderOf(first.Setup, first, options));
        if (why is not null) { throw new CheckpointException(from.Path, null, why); }

        using var reader = from.Read();
        try
        {
            var earlier = Read(reader, workers);
            budget.Earlier = from.Header.Seconds;
            budget.Count(workers.Sum(worker => worker.IsExhaustive ? worker.Totals.Runs : 0));
            return earlier;
        }
        catch (Exception failure) when (failure is ArgumentException or IndexOutOfRangeException or OverflowException
            or InvalidOperationException or NullReferenceException)
        {
            throw reader.Wrong($"its parts do not fit each other ({failure.Message})");
        }
    }

    /// <summary>
    /// The same, of a search that was ended when every order had been tried, and circles were being looked at.
    /// </summary>
    internal UnfinishedSearch Interrupted() =>
        new(_workers, _kept, Header) { IsInterrupted = true, Earlier = Earlier };

    /// <summary>The same, of a search that chose its strategy.</summary>
    /// <param name="reason">Why that one.</param>
    internal UnfinishedSearch Chosen(string reason) => With(Header with { IsChosen = true, Reason = reason }, Earlier);

    /// <summary>The same, with what earlier strategies of the same search found.</summary>
    internal UnfinishedSearch After(IReadOnlyList<Failure> earlier)
    {
        FailureCollection all = new();
        foreach (var failure in Earlier.Concat(earlier)) { all.Keep(failure); }
        return With(Header, all.Failures);
    }

    private static IReadOnlyList<Failure> Read(CheckpointReader reader, IReadOnlyList<SearchWorker> workers)
    {
        List<string> noted = [];
        for (var left = reader.ReadCount(sizeof(int)); left > 0; left--) { noted.Add(reader.ReadText()); }
        var earlier = KeptFailures.Read(reader, workers[0].Setup);
        foreach (var worker in workers)
        {
            worker.Setup.Scenario.Recall(noted);
            KeptWorker.Read(reader, worker);
        }

        (workers[0].Strategy as IPartOfSearch)?.Recall(reader, workers[0].Setup.Topology.Count);
        reader.Complete();
        return earlier;
    }

    private void Write(FileBeside file)
    {
        CheckpointWriter writer = new(file, Header);
        string[] noted = [.. _workers.SelectMany(worker => worker.Setup.Scenario.Noted).Distinct()];
        writer.Write((long)noted.Length);
        foreach (var text in noted) { writer.Write(text); }
        KeptFailures.Write(writer, _workers[0].Setup, Earlier);
        foreach (var worker in _kept) { worker.Write(writer); }
        (_workers[0].Strategy as IPartOfSearch)?.Keep(writer, _workers[0].Setup.Topology.Count);
        writer.Complete();
    }

    private UnfinishedSearch With(CheckpointHeader header, IReadOnlyList<Failure> earlier) =>
        new(_workers, _kept, header) { IsInterrupted = IsInterrupted, Earlier = earlier };
}
