using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using Xunit;

namespace Sample1;

public sealed class DepositsTests
{
    [Fact]
    public void No_deposit_is_lost_in_any_order()
    {
        using var deposits = new Deposits();
        var report = ControlledExplorer.Explore(deposits, "dpor", runs: 10_000);
        Assert.Equal(Verdict.Held, report.Verdict);
    }
}
