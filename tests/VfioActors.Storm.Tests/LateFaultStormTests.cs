using VfioActors.Exploration.Schedules;
using VfioActors.Scenarios;

namespace VfioActors.Storm.Tests;

/// <summary>Page requests that are answered late, and sPAPR regions that are mapped and unregistered, in storms.</summary>
public sealed class LateFaultStormTests
{
    private const string Faults = "pagerequest+faultqueue";
    private const string Regions = "region+tcemap+hypercall";

    private static readonly StormOptions Small = Storming.Small.With("askers", 4).With("spapr", 2);

    public static TheoryData<string, StormOptions> Storms => new()
    {
        { "page requests alone", Small.With("spapr", 0) with { Mix = Faults } },
        { "one device for all", Small.With("spapr", 0).With("askers", 1) with { Mix = Faults, Window = 16 } },
        { "as many devices as may be", Small.With("spapr", 0).With("askers", 32) with { Mix = Faults, Clients = 64 } },
        { "users of fault queues die", Small.With("spapr", 0) with { Mix = Faults, DiesOnceIn = 2, Operations = 400 } },
        { "regions and entries", Small.With("askers", 0) with { Mix = "region+tcemap" } },
        { "hypercalls beside them", Small.With("askers", 0) with { Mix = Regions, Window = 8 } },
        { "one container for all", Small.With("askers", 0).With("spapr", 1) with { Mix = Regions, Window = 8 } },
        { "users of regions die", Small.With("askers", 0) with { Mix = Regions, DiesOnceIn = 2, Operations = 400 } },
        { "all of it beside aux-domains", Small with { Mix = "all", FaultRate = 0.05 } },
    };

    [Theory, MemberData(nameof(Storms))]
    public async Task Storm_leaves_no_request_no_charge_and_no_entry(string kind, StormOptions options)
    {
        var report = await Storming.GoAsync(options);
        Assert.True(report.AtRest, kind);
        Assert.Empty(report.Violations);
        Assert.Empty(report.Lost);
        var busy = options.CountOf("askers") > 0 ? "pri" : "registry";
        Assert.InRange(report.Loads.First(load => load.Actor == busy).Messages, 10, report.Messages);
    }

    [Theory]
    [InlineData("FLT-07", Faults, "NothingPending")]
    [InlineData("TCE-05", Regions, "NoUseAfterFree")]
    [InlineData("TCE-09", Regions, "PinBalance")]
    public async Task Storms_show_a_defect(string defect, string mix, string property)
    {
        var report = await Storming.UntilAsync(property, Small with { Mix = mix, Defects = [defect] });
        Assert.Contains(property, report.Violations.Select(violation => violation.Property));
    }

    [Theory]
    [InlineData(Faults)]
    [InlineData(Regions)]
    [InlineData("all")]
    public async Task Recorded_storms_replay_to_the_same_end(string mix)
    {
        var report = await Storming.GoAsync(Small with { Mix = mix, Window = 4, Records = true });
        var setup = TraceReplayer.SetupOf(ScenarioCatalog.Storm, report.Recording!.Header);
        var (forward, _) = ForwardReplayer.Replay(setup, report.Recording);
        var world = RecordingReplayer.Replay(setup, report.Recording);
        Assert.Equal(report.Messages, forward.Steps);
        Assert.Equal(world.Fingerprint, forward.Fingerprint);
    }
}
