using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Scenarios.Tests.Storms;

public sealed class StormScriptTests
{
    private const string Entering = "dmamap.map.c0.1,dmamap.unmap.c0.1/group.attach.p3.0,group.detach.p3.0";
    private const string Everything = "dirtylog.start.c1.0,dirtylog.read.c1.0,dirtylog.stop.c1.0,group.oust.m4.1/"
        + "dmamap.map.c0.1,pin.pin.m1-driver.5,dmarw.write.m0-driver.83,dmarw.read.m0-driver.80,pin.unpin.m1-driver.5/"
        + "attach.attach.D.1,dma.read.iommu0.17,map.map.D.4096,map.unmap.D.4096,getpasid.ask.D.0,attach.detach.D.1";

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public void A_script_without_a_defect_breaks_nothing_in_any_order(string heals)
    {
        var report = Exploring.Explore(
            "storm-script", "dpor", [("script", Entering), ("containers", "2"), ("heals", heals)]);
        Assert.Empty(report.Failures);
        Assert.True(report.Complete);
    }

    [Theory]
    [InlineData("askers", "pagerequest.ask.pri.0/faultqueue.attach.priq.0,faultqueue.detach.priq.0")]
    [InlineData("spapr", "region.register.c0.0,region.unregister.c0.0/hypercall.put.kvm.0,hypercall.stuff.kvm.0")]
    public void A_script_of_other_subsystems_breaks_nothing_in_any_order(string subsystem, string script)
    {
        var report = Exploring.Explore("storm-script", "dpor", [("script", script), (subsystem, "1")]);
        Assert.Empty(report.Failures);
        Assert.True(report.Complete);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("AUX-10", true)]
    public void A_script_says_of_which_machine_it_speaks(string defect, bool isBroken)
    {
        const string script = "attach.attach.machine1-D.0/attach.attach.machine1-D.1/dma.read.machine0-iommu0.17";
        string[] defects = defect.Length == 0 ? [] : [defect];
        var report = Exploring.Explore("storm-script", "dpor", [("script", script), ("machines", "2")], defects);
        Assert.Equal(isBroken, report.Failures.Any(failure => failure.Property.Name == "OnePasidPerDomain"));
        Assert.Equal(isBroken, report.Failures.Count > 0);
    }

    [Fact]
    public void A_defect_of_fault_queues_shows_in_a_script()
    {
        const string script = "pagerequest.ask.pri.0/faultqueue.attach.priq.0,faultqueue.detach.priq.0";
        var report = Exploring.Explore(
            "storm-script", "dpor", [("script", script), ("askers", "1"), ("heals", "1")], "FLT-07");
        Assert.NotEmpty(report.Failures);
    }

    [Fact]
    public void A_script_says_everything_that_a_storm_does()
    {
        var (scenario, arguments) = Exploring.ArgumentsOf(
            "storm-script", [("script", Everything), ("containers", "2"), ("heals", "1")]);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Causal), _ => new RandomStrategy(seed: 1), new() { Runs = 200 });
        Assert.Empty(report.Failures);
        Assert.Equal(0, report.CutRuns);
    }

    [Fact]
    public void A_failed_replay_that_is_not_undone_leaves_pins_in_some_order()
    {
        var maps = string.Join(',', Enumerable.Range(0, 5).Select(slot => $"dmamap.map.c0.{slot}"));
        var report = Exploring.Explore(
            "storm-script", "dpor", [("script", $"{maps},group.attach.p2.0"), ("containers", "1")], "T1-21");
        Assert.Contains(report.Failures, failure => failure.Property.Name == "PinBalance");
    }

    [Theory]
    [InlineData("dmamop.map.c0.1", "names no workload; there are dmamap, pin, dmarw, dirtylog, group, attach, dma, ")]
    [InlineData("dmamap.grow.c0.1", "names no verb; there are map, unmap")]
    [InlineData("dmamap.map.c2.1", "dmamap knows no such thing")]
    [InlineData("dmamap.map.mm.1", "dmamap knows no such thing")]
    [InlineData("dmamap.map.c0.16", "dmamap knows no such thing")]
    [InlineData("pin.pin.m0-driver.3", "pin knows no such thing")]
    [InlineData("dmarw.write.m0-driver.1024", "dmarw knows no such thing")]
    [InlineData("dirtylog.start.c0.1", "dirtylog knows no such thing")]
    [InlineData("group.attach.m0.0", "group knows no such thing")]
    [InlineData("group.attach.p3.2", "group knows no such thing")]
    [InlineData("attach.attach.D.2", "attach knows no such thing")]
    [InlineData("map.map.D.1", "map knows no such thing")]
    [InlineData("dma.read.iommu0.32", "dma knows no such thing")]
    [InlineData("getpasid.ask.iommu0.0", "getpasid knows no such thing")]
    [InlineData("pagerequest.ask.pri.0", "names no workload; there are dmamap")]
    [InlineData("region.register.c0.0", "names no workload; there are dmamap")]
    [InlineData("dmamap.map.c0", "parameter 'script' is 'dmamap.map.c0', accepted is clients")]
    public void What_no_storm_does_is_refused_in_words(string script, string complaint)
    {
        var refused = Assert.Throws<ArgumentException>(
            () => Exploring.Explore("storm-script", "dpor", [("script", script), ("containers", "2")]));
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }
}
