using System.Globalization;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing;

namespace VfioActors.Scenarios.Tests.Faults;

/// <summary>
/// The reference holds while guests answer page requests, and domains are detached and devices reset meanwhile; how
/// much there was to try is pinned.
/// </summary>
public sealed class NestedProofTests
{
    private static readonly (string Scenario, string Strategy, string Values)[] Explored =
    [
        ("pasid-fault-detach", "dpor", ""),
        ("pasid-fault-detach", "dpor", "late=yes"),
        ("pasid-fault-detach", "dpor", "replace=yes"),
        ("pasid-fault-detach", "dpor", "timeout=yes"),
        ("pasid-fault-detach", "dpor", "invalidate=yes"),
        ("pasid-fault-detach", "dpor", "invalidate=yes late=yes replace=yes"),
        ("pasid-fault-detach", "dpor", "accesses=2"),
        ("fault-storm-nested", "dpor", ""),
        ("fault-storm-nested", "dpor", "detach=yes reset=no"),
        ("fault-storm-nested", "stateful", "detach=yes"),
        ("fault-storm-nested", "stateful", "devices=2 reset=no"),
        ("fault-storm-nested", "stateful", "devices=2"),
    ];

    [Fact]
    public void Reference_holds_in_every_order_of_faults_answers_detaches_and_resets()
    {
        StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        table.WriteLine("verdict complete    runs deliveries  states  scenario, with");
        foreach (var (scenario, strategy, values) in Explored)
        {
            var report = Exploring.Explore(scenario, strategy, Exploring.Values(values));
            table.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Verdict,-7} {report.Complete,-8} {report.Runs,7} {report.Deliveries,10} {report.States,7}  "
                + $"{scenario} {values}").TrimEnd());
        }

        Golden.Verify("Faults", table.ToString());
    }

    /// <summary>Two devices and a detach have 10,806,507 states: in a test those that few preemptions lead to.</summary>
    [Theory]
    [InlineData(0, 9_481)]
    [InlineData(1, 180_482)]
    public void Reference_holds_with_two_devices_and_a_detach_up_to_a_bound(int preemptions, int states)
    {
        var (scenario, arguments) = Exploring.ArgumentsOf(
            "fault-storm-nested", Exploring.Values("devices=2 detach=yes"));
        var report = Search.Run(
            () => Setup.Of(scenario, arguments, Delivery.Causal), "stateful", new() { Preemptions = preemptions }).Report;
        Assert.Equal(Verdict.HeldWithinBound, report.Verdict);
        Assert.Equal(states, report.States);
    }

    /// <summary>A bug of one queue shows among all that guests, domains and devices do beside it.</summary>
    [Theory]
    [InlineData("FLT-07", "fault-storm-nested", "", "EveryRequestAnswered")]
    [InlineData("FLT-20", "fault-storm-nested", "", "NoLeakPerOpen")]
    [InlineData("FLT-27", "fault-storm-nested", "", "HandlerDiesWithDevice")]
    [InlineData("FLT-34", "pasid-fault-detach", "", "TypeUnique")]
    public void A_bug_shows_among_all_that_goes_on(string defect, string scenario, string values, string property)
    {
        var report = Exploring.Explore(scenario, "dpor", Exploring.Values(values), defect);
        Assert.Contains(report.Failures, failure => failure.Property.Name == property);
    }
}
