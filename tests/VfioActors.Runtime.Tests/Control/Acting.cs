using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>Real actors that a test writes down in place, and the words that they leave in their order.</summary>
/// <param name="begin">Makes the actors and sends the first messages.</param>
/// <param name="touches">Whether a step may run other actors.</param>
internal sealed class Acting(Action<Stage, List<string>> begin, bool touches = false) : AkkaScenario
{
    private readonly List<string> _words = [];

    public override string Name => "acting";

    public override string Summary => "What a test wrote down.";

    /// <summary>What actors do to each other here is what the tests are about.</summary>
    public override IReadOnlyDictionary<string, string> Waived =>
        ActorChecks.Names.ToDictionary(check => check, _ => "the test says what is to come out");

    /// <summary>What was left in each run that came to rest, and how often.</summary>
    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    protected override bool TouchesOthers => touches;

    protected override IReadOnlyList<ActorClaim> Claims => [new("Noted", "Every end is noted.", Note)];

    protected override void Begin(Stage stage)
    {
        _words.Clear();
        begin(stage, _words);
    }

    /// <summary>Every end that DPOR finds, and how many runs it took.</summary>
    internal static (IReadOnlyList<string> Ends, long Runs) Explored(
        Action<Stage, List<string>> begin, string strategy = "dpor", long runs = 5000)
    {
        using Acting acting = new(begin);
        var report = ControlledExplorer.Explore(acting, strategy, runs);
        Assert.Empty(report.Traces);
        Assert.True(strategy != "dpor" || report.Exploration.Complete, "not complete");
        return ([.. acting.Outcomes.Keys], report.Exploration.Runs);
    }

    private string? Note()
    {
        var words = string.Join(' ', _words);
        Outcomes[words] = Outcomes.GetValueOrDefault(words) + 1;
        return null;
    }
}
