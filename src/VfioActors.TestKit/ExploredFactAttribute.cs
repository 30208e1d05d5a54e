using Xunit;
using Xunit.Sdk;

namespace VfioActors.TestKit;

/// <summary>
/// A test whose body, in a class built on <see cref="VfioTestKit"/>, runs in many orders of its messages. It fails when
/// some order breaks a claim, with the smallest such run as a ladder; when something is not controlled; and when no run
/// shows anything.
/// </summary>
/// <remarks>
/// The body takes nothing and gives nothing. Attributes of xunit that do something before and after a test do nothing.
/// Exploring ends with the first run that breaks something, after <see cref="Runs"/> runs or after <c>Timeout</c>
/// milliseconds; what ends it early leaves orders untried, which the test's output says.
/// The trace of what broke is written beside the test's assembly, in the folder <c>explored</c>. With
/// <c>VFIOACTORS_REPLAY=FILE</c> in the environment the test that it is of takes that trace again and nothing else.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("VfioActors.TestKit.Cases.ExploredFactDiscoverer", "VfioActors.TestKit")]
public sealed class ExploredFactAttribute : FactAttribute
{
    /// <summary>How many runs at most. A search that has tried every order ends before.</summary>
    public int Runs { get; set; } = 10_000;

    /// <summary>
    /// How orders are chosen: <c>dpor</c> (every order that matters, once), <c>dfs</c> (every order), or samples:
    /// <c>random</c>, <c>pct</c>, <c>pos</c>, <c>surw</c>, <c>fest</c>, <c>portfolio</c>, <c>adaptive</c>.
    /// </summary>
    public string Strategy { get; set; } = "dpor";

    /// <summary>The seed of a strategy that samples.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>
    /// Whether the test passes only when every order was tried. Else it passes when none of the runs broke anything;
    /// its output says how many there were and whether others are left.
    /// </summary>
    public bool Complete { get; set; }
}
