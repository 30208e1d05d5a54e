using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>Real actors that a test writes down in place, of which nothing is claimed but what always is.</summary>
/// <param name="begin">Makes the actors and sends the first messages.</param>
internal sealed class Played(Action<Stage> begin, params IEnumerable<string> waived) : AkkaScenario
{
    public override string Name => "played";

    public override string Summary => "What a test wrote down.";

    public override IReadOnlyDictionary<string, string> Waived =>
        waived.ToDictionary(check => check, _ => "the test is about something else");

    protected override IReadOnlyList<ActorClaim> Claims => [new("Rests", "Runs come to rest.", () => null)];

    /// <summary>Explores, and says which properties broke and why.</summary>
    internal static IReadOnlyList<string> Broken(
        Action<Stage> begin, string strategy = "dpor", params IEnumerable<string> waived)
    {
        using Played played = new(begin, waived);
        var report = ControlledExplorer.Explore(played, strategy, runs: 200);
        Assert.Equal(report.Traces.Count == 0, report.Verdict != Verdict.Broken);
        return [.. report.Traces.Select(trace => $"{trace.Header.Violation?.Property}: {trace.Header.Violation?.Refutation}")
            .Order(StringComparer.Ordinal)];
    }

    protected override void Begin(Stage stage) => begin(stage);
}
