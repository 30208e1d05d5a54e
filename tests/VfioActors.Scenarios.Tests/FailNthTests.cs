using VfioActors.Exploration;
using VfioActors.Exploration.FailNth;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Scenarios.Tests;

/// <summary>What comes of refusing each point in turn, in scenarios of the catalogue.</summary>
public sealed class FailNthTests
{
    /// <summary>A scenario, its parameters, and at how many points the reference may refuse in it.</summary>
    public static TheoryData<string, string, int> Held => new()
    {
        { "aux-no-memory", "", 3 },
        { "aux-attach-detach", "", 6 },
        { "aux-same-device", "", 6 },
        { "aux-primary", "", 4 },
        { "type1-fetch", "case=no-record", 3 },
        { "type1-reserved", "case=failed-attach", 12 },
        { "type1-limit", "case=attach", 7 },
        { "dma-rw-race", "case=long-request", 4 },
        { "tce-register", "case=no-record", 3 },
        { "tce-map", "case=exchange-fails", 8 },
        { "fault-close", "case=no-memory", 3 },
        { "fault-response", "case=no-worker", 5 },
    };

    /// <summary>
    /// A scenario in which there is always enough, so that a defect of its error paths never shows, and the functions
    /// whose refusal shows it.
    /// </summary>
    public static TheoryData<string, string, string[]> Hidden => new()
    {
        { "aux-attach-detach", "AUX-05", ["auxiliary_link_device", "intel_pasid_setup_second_level"] },
        { "aux-attach-detach", "AUX-12", ["auxiliary_link_device", "intel_pasid_setup_second_level"] },
        { "aux-attach-detach", "AUX-14", ["intel_pasid_alloc_id"] },
        { "aux-attach-detach", "AUX-23", ["auxiliary_link_device"] },
        { "type1-pin-unmap", "T1-14", ["vfio_add_to_pfn_list"] },
    };

    [Theory, MemberData(nameof(Held))]
    public void The_reference_holds_whatever_is_refused(string scenario, string values, int points)
    {
        var report = Searched(scenario, values);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.Null(report.Doubt);
        Assert.Equal(points, report.Points.Count);
        Assert.All(report.Points, point => Assert.True(point.Refused > 0));
    }

    /// <summary>Linux 7.0 can refuse nobody at the end of a reset: it warns, and goes on without what was under tags.
    /// </summary>
    [Fact]
    public void The_end_of_a_reset_loses_what_it_has_no_memory_to_attach_again()
    {
        var report = Searched("pasid-reset", "");
        Assert.Equal(Verdict.Held, report.Unrefused.Report.Verdict);
        var broken = Assert.Single(report.Points, point => point.Verdict == Verdict.Broken);
        Assert.Equal("CPU1 RESET(dev0)", broken.Named.OperationText);
        var failures = broken.Search!.Report.Failures;
        Assert.All(failures, failure => Assert.Equal("HardwareFollowsGroup", failure.Property.Name));
        Assert.Contains(failures, failure => failure.Reason == "dev0 has not D3 under pasid 1, as its group says");
    }

    [Theory, MemberData(nameof(Hidden))]
    public void A_defect_of_an_error_path_shows_where_something_is_refused_and_nowhere_else(
        string scenario, string defect, string[] functions)
    {
        Assert.Equal(Verdict.Held, Exploring.Explore(scenario, "dpor", [], defect).Verdict);
        var report = Searched(scenario, "", null, defect);
        Assert.Equal(Verdict.Held, report.Unrefused.Report.Verdict);
        Assert.Equal(
            functions,
            report.Points.Where(point => point.Verdict == Verdict.Broken)
                .Select(point => point.Named.Refusal.Function).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("aux-attach-detach", "", "AUX-05")]
    [InlineData("aux-failed-attach", "", "AUX-06")]
    [InlineData("tce-register", "case=no-record", "TCE-27")]
    [InlineData("fault-close", "case=no-memory", "FLT-21")]
    public void Every_exhaustive_strategy_refuses_the_same_and_breaks_the_same(
        string scenario, string values, string defect)
    {
        var expected = Told(Searched(scenario, values, "dfs", defect));
        Assert.NotEmpty(expected);
        foreach (var strategy in new[] { "dpor", "stateful", "breadth" })
        {
            Assert.Equal(expected, Told(Searched(scenario, values, strategy, defect)));
        }
    }

    private static IEnumerable<string> Told(FailNthReport report) =>
    [
        .. report.Points.Select(point =>
        {
            var broken = point.Search!.Report.Failures.Select(one => one.Property.Name).Distinct().Order();
            return $"{point.Named.OperationText} {point.Named.Refusal.Function} {point.Named.Point.Nth}: "
                + $"{point.Verdict} {string.Join(' ', broken)}";
        }),
        .. report.AfterRefusal.Select(named => $"{named.OperationText} {named.Refusal.Function} behind another"),
    ];

    /// <summary>
    /// As in Linux 6.12: tce_iommu_register_pages lists the region, has no memory for its own record, and does not look
    /// at what mm_iommu_put says, which is EBUSY when a hypercall has mapped a page of the region meanwhile.
    /// </summary>
    [Fact]
    public void A_region_that_is_mapped_before_its_record_is_wanting_stays_with_nobody()
    {
        var report = Searched("tce-register", "case=map-while-pinning");
        var point = Assert.Single(report.Points, one => one.Verdict == Verdict.Broken);
        Assert.Equal("tce_iommu_register_pages", point.Named.Refusal.Function);
        Assert.Equal(
            ["UnregisterRefusedWhileMapped"], point.Search!.Report.Failures.Select(one => one.Property.Name).Distinct());
    }

    [Fact]
    public void Whatever_may_be_refused_says_by_which_function_and_with_which_error()
    {
        foreach (var scenario in ScenarioCatalog.All)
        {
            var arguments = ScenarioArguments.Of(scenario, [], []).Asking(all: true);
            var topology = Setup.Of(scenario, arguments, Delivery.Causal).Topology;
            foreach (var cell in topology.Actors.Select(actor => topology.Make(actor, new())))
            {
                Assert.Distinct(cell.Refusals.Select(refusal => refusal.Question));
                Assert.All(cell.Refusals, refusal =>
                {
                    Assert.Matches("^[a-z0-9_]+$", refusal.Function);
                    Assert.Matches("^E[A-Z]+$", refusal.Error);
                    Assert.DoesNotMatch("[A-Z]$|^$", refusal.What.Replace("PASID", "", StringComparison.Ordinal));
                });
            }
        }
    }

    private static FailNthReport Searched(
        string scenario, string values, string? strategy = null, params IEnumerable<string> defects)
    {
        var (found, arguments) = Exploring.ArgumentsOf(scenario, Exploring.Values(values), defects);
        return FailNthSearch.Run(
            () => Setup.Of(found, arguments.Asking(all: true), Delivery.Causal), strategy, new());
    }
}
