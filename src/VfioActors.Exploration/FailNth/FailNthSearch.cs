using System.Diagnostics;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration.FailNth;

/// <summary>
/// Refuses each point at which the model may refuse in turn, in every order: first all runs in which nothing is
/// refused, which meet every point that there is before a first refusal; then for each of them all runs in which it is
/// refused and nothing else.
/// </summary>
/// <remarks>
/// The fail-nth of the kernel (Documentation/fault-injection/fault-injection.rst, Linux 6.12) fails the n-th place of
/// one system call of one task. Here too a point is a place in an operation, not the n-th of a run: which is the n-th
/// of a run changes with the order. Where the kernel runs an operation once for each n, here each n is searched in all
/// orders of whatever runs beside it.
/// </remarks>
public sealed class FailNthSearch
{
    /// <summary>How much of the time the runs without refusal get.</summary>
    private const double FirstShare = 1.0 / 3;

    private readonly Func<Setup> _setup;
    private readonly string? _strategy;
    private readonly ExplorationOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly long _start = Stopwatch.GetTimestamp();

    private FailNthSearch(
        Func<Setup> setup, string? strategy, ExplorationOptions options, CancellationToken cancellation)
    {
        (_setup, _strategy, _options, _cancellation) = (setup, strategy, options, cancellation);
    }

    private bool IsOver => _cancellation.IsCancellationRequested || Left <= TimeSpan.Zero;

    private TimeSpan? Left => _options.Time - Stopwatch.GetElapsedTime(_start);

    /// <summary>Searches.</summary>
    /// <param name="setup">
    /// Makes the scenario ready, asking wherever it may refuse; called for each search and worker.
    /// </param>
    /// <param name="strategy">As for <see cref="Search.Run"/>.</param>
    /// <param name="options">Runs and memory bound each of the searches, the time all of them together.</param>
    /// <exception cref="NotSupportedException">
    /// As for <see cref="Search.Run"/>; or symmetry is asked for, and a point is in the operation of one client.
    /// </exception>
    public static FailNthReport Run(
        Func<Setup> setup, string? strategy, ExplorationOptions options, CancellationToken cancellation = default) =>
        options.Symmetry
            ? throw new NotSupportedException(
                "what is refused is refused to one client: those that were equal are not any more")
            : new FailNthSearch(setup, strategy, options, cancellation).Run();

    /// <summary>The scenario as it is searched under a plan, for making small what broke.</summary>
    public static Setup Under(Setup setup, RefusalPlan plan) =>
        setup.Without(static property => property is Witness || property.PresumesEnough).Under(plan);

    private FailNthReport Run()
    {
        var unrefused = Searched(RefusalPlan.Nothing, [], Left * FirstShare, "nothing refused");
        List<Property> broken = [.. unrefused.Report.Failures.Select(failure => failure.Property).Distinct()];
        var named = _setup();
        List<Property> presuming =
            [.. named.Properties.Where(property => property is Witness || property.PresumesEnough)];
        SortedSet<string> names = new(broken.Select(property => property.Name), StringComparer.Ordinal);
        List<RefusedPoint> points = [];
        SortedSet<RefusalPoint> met = [.. unrefused.Report.Asked.Select(asked => asked.Point)];
        SortedSet<RefusalPoint> later = [];
        foreach (var (point, times) in unrefused.Report.Asked)
        {
            var left = Left / (met.Count - points.Count);
            var what = $"point {points.Count + 1} of {met.Count}";
            var search = IsOver ? null : Searched(RefusalPlan.Of(point), names, left, what);
            var asked = search?.Report.Asked ?? [];
            later.UnionWith(asked.Select(one => one.Point).Where(one => !met.Contains(one)));
            var refused = asked.FirstOrDefault(one => one.Point == point).Times;
            points.Add(new(NamedPoint.Of(named, point), times, refused, Judged(search, broken)));
        }

        return new(unrefused, points)
        {
            AfterRefusal = [.. later.Select(point => NamedPoint.Of(named, point))],
            Unreached = [.. Unreached(named, [.. met, .. later])],
            BrokenAnyway = broken,
            NotJudged = presuming,
            IsCut = _cancellation.IsCancellationRequested,
        };
    }

    private SearchReport Searched(
        RefusalPlan plan, SortedSet<string> broken, TimeSpan? time, string what) => Search.Run(
        () => Under(_setup(), plan).Without(property => broken.Contains(property.Name)),
        _strategy,
        _options with { Time = time, Progress = Told(what) },
        _cancellation);

    private Action<ExplorationProgress>? Told(string what) => _options.Progress is { } told
        ? progress => told(progress with { Strategy = $"{what}: {progress.Strategy}" })
        : null;

    /// <summary>Where an actor breaks down anyway, what follows is hidden: a search that ends is no proof.</summary>
    private static SearchReport? Judged(SearchReport? search, List<Property> broken) =>
        search is null || !broken.Any(property => property is CrashProperty) ? search
            : search with
            {
                Report = search.Report with
                {
                    Doubt = search.Report.Doubt ?? "runs break down without any refusal, and what follows is hidden",
                },
            };

    private static IEnumerable<UnreachedRefusal> Unreached(Setup setup, IReadOnlyCollection<RefusalPoint> met) =>
        from actor in setup.Topology.Actors
        from refusal in setup.Topology.Make(actor, new()).Refusals
        where !met.Any(point => point.Actor == actor && point.Question == refusal.Question)
        select new UnreachedRefusal(setup.Topology.NameOf(actor), refusal);
}
