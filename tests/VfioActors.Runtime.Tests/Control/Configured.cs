using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>Real actors with a configuration, and the words that they leave in their order.</summary>
/// <param name="begin">Makes the actors and sends the first messages.</param>
internal sealed class Configured(string hocon, Action<Stage, List<string>> begin) : AkkaScenario
{
    private readonly List<string> _words = [];
    private readonly SortedSet<string> _ends = new(StringComparer.Ordinal);

    public override string Name => "configured";

    public override string Summary => "What a test wrote down, with its configuration.";

    protected override string Hocon => hocon;

    protected override IReadOnlyList<ActorClaim> Claims =>
    [
        new("Noted", "Every end is noted.", () =>
        {
            _ends.Add(string.Join(' ', _words));
            return null;
        }),
    ];

    /// <summary>Every end that a complete search finds.</summary>
    internal static IReadOnlyList<string> Ends(string hocon, Action<Stage, List<string>> begin)
    {
        using Configured configured = new(hocon, begin);
        var report = ControlledExplorer.Explore(configured, "dpor", 1000);
        Assert.Equal(Verdict.Held, report.Verdict);
        return [.. configured._ends];
    }

    protected override void Begin(Stage stage)
    {
        _words.Clear();
        begin(stage, _words);
    }
}
