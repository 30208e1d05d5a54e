using VfioActors.Exploration.Schedules;
using VfioActors.Scenarios;
using VfioActors.Storm.Reductions;

namespace VfioActors.Storm.Tests;

public sealed class Type1StormTests
{
    private const string Groups = "dmamap+pin+group";
    private const string Everything = "dmamap+pin+dmarw+dirtylog+group";

    private static readonly StormOptions Small = Storming.Small.With("containers", 4) with { Mix = "dmamap+pin" };

    private static readonly StormOptions One = Small.With("containers", 1) with { Mix = Groups };

    public static TheoryData<string, StormOptions> Storms => new()
    {
        { "containers alone", Small },
        { "beside aux-domains", Small with { Mix = "all" } },
        { "accesses by iova and dirty logs", Small with { Mix = "dmamap+pin+dmarw+dirtylog", Window = 8 } },
        { "one container for all", One with { Mix = "dmamap+pin", Window = 16 } },
        { "as many containers as may be", Small.With("containers", 32) },
        { "records of pins are missing", Small with { FaultRate = 0.1 } },
        { "processes die", Small with { DiesOnceIn = 2, Operations = 400 } },
        { "groups come and go", Small with { Mix = Groups } },
        { "groups come and go everywhere", Small with { Mix = Everything, Window = 8, Operations = 400 } },
        { "a container with too much to do", One with { Clients = 64, Window = 16 } },
        { "groups among as many containers as may be", Small.With("containers", 32) with { Mix = Everything, Window = 4 } },
        { "groups, and records of pins are missing", Small with { Mix = Everything, FaultRate = 0.1 } },
        { "groups of processes that die", Small with { Mix = Everything, DiesOnceIn = 2, Operations = 400 } },
    };

    [Theory, MemberData(nameof(Storms))]
    public async Task Storm_on_containers_leaves_no_pin_no_mapping_and_no_charge(string kind, StormOptions options)
    {
        var report = await Storming.GoAsync(options);
        Assert.True(report.AtRest, kind);
        Assert.Empty(report.Violations);
        Assert.Empty(report.Lost);
        Assert.InRange(report.Loads.First(load => load.Actor == "m0-driver").Messages, 10, report.Messages);
    }

    [Theory]
    [InlineData("T1-03", 0, "UnpinCount")]
    [InlineData("T1-10", 0, "LockedVmLaw")]
    [InlineData("T1-14", 0.1, "PinBalance")]
    [InlineData("T1-21", 0, "PinBalance")]
    public async Task Storm_shows_a_defect_of_containers(string defect, double faults, string property)
    {
        var report = await Storming.GoAsync(
            Small with { Mix = Groups, Defects = [defect], FaultRate = faults, Operations = 2000 });
        Assert.Contains(property, report.Violations.Select(violation => violation.Property));
    }

    [Fact]
    public async Task Recorded_storms_on_containers_replay_to_the_same_end()
    {
        for (var storm = 0; storm < 3; storm++)
        {
            var report = await Storming.GoAsync(Small with
            {
                Mix = storm == 0 ? "all" : Groups,
                Window = 1 + (storm * 3),
                Seed = storm,
                FaultRate = storm * 0.05,
                Records = true,
            });
            var setup = TraceReplayer.SetupOf(ScenarioCatalog.Storm, report.Recording!.Header);
            var (forward, _) = ForwardReplayer.Replay(setup, report.Recording);
            var world = RecordingReplayer.Replay(setup, report.Recording);
            Assert.Equal(report.Messages, forward.Steps);
            Assert.Equal(world.Fingerprint, forward.Fingerprint);
            Assert.True(forward.AtRest);
            Assert.Empty(forward.Findings);
        }
    }

    [Theory]
    [InlineData("T1-03", 0, "UnpinCount")]
    [InlineData("T1-10", 0, "LimitNeverExceeded")]
    [InlineData("T1-14", 0.1, "PinBalance")]
    [InlineData("T1-21", 0, "PinBalance")]
    public async Task What_a_storm_on_containers_breaks_is_made_small(
        string defect, double faults, string property)
    {
        var report = await Storming.GoAsync(One with
        {
            Defects = [defect],
            FaultRate = faults,
            Records = true,
        });
        var trial = StormTrial.Of(ScenarioCatalog.Storm, report.Recording!);
        Assert.Empty(trial.NotReduced);
        Assert.Contains(property, trial.Diagnoses.Select(small => small.Property));
        Assert.All(trial.Diagnoses, small =>
        {
            Assert.Equal([defect], small.Defects);
            Assert.InRange(small.MinimalSteps, 3, 80);
            var replayed = TraceReplayer.Replay(ScenarioCatalog.StormScript, small.Trace);
            Assert.Contains(small.Property, replayed.Findings.Select(finding => finding.Property.Name));
        });
    }
}
