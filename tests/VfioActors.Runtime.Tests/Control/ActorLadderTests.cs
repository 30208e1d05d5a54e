using VfioActors.Runtime.Control;
using VfioActors.Runtime.Tests.Control.Bank;
using VfioActors.Testing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>Real actors mark no operations: their ladder has a column for each of them, and the racing pair.</summary>
public sealed class ActorLadderTests
{
    [Fact]
    public void Money_is_lost_between_two_tellers()
    {
        using Transfers scenario = new(kept: true);
        var trace = Assert.Single(ControlledExplorer.Explore(scenario, "dpor", runs: 1000).Traces);
        using StringWriter output = new();
        new LadderRenderer().Render(trace with { Header = trace.Header with { Product = "test" } }, output);
        Golden.Verify("Control", output.ToString());
    }
}
