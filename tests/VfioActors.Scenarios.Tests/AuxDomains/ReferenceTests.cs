using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Scenarios.Tests.AuxDomains;

/// <summary>
/// The reference holds in every scenario, and in what is left of it when a minimizer drops operations.
/// </summary>
public sealed class ReferenceTests
{
    /// <summary>A device whose page request nobody reads any more waits for ever, in the kernel too.</summary>
    private const string NeedsItsReader = "living-page-request";
    private const string HasNoReader = "dev0 waits for iopf, for ever";

    public static TheoryData<string> Scenarios =>
    [
        .. ScenarioCatalog.All.Where(scenario => scenario.Subsystem != "type1")
            .Select(scenario => scenario.Name),
    ];

    [Theory, MemberData(nameof(Scenarios))]
    public void Reference_holds_when_any_two_operations_are_dropped(string name)
    {
        var (scenario, arguments) = Exploring.ArgumentsOf(name, []);
        var operations = Setup.Of(scenario, arguments, Delivery.Causal).Operations.Count;
        for (var first = 1; first <= operations; first++)
        {
            for (var second = first; second <= operations; second++)
            {
                Holds(scenario, arguments.Without([first, second]));
            }
        }
    }

    [Theory]
    [InlineData("devices=3")]
    [InlineData("devices=2 rounds=2")]
    [InlineData("devices=3 rounds=2")]
    [InlineData("devices=4")]
    [InlineData("devices=3 domains=2")]
    [InlineData("devices=2 domains=2 ndoms=1")]
    public void Attach_and_detach_hold_for_more_clients_and_rounds(string values)
    {
        var report = Exploring.Explore("aux-attach-detach", "stateful", Exploring.Values(values));
        Assert.DoesNotContain(report.Failures, failure => failure.Property is not Witness);
        Assert.True(report.Complete);
    }

    private static void Holds(Scenario scenario, ScenarioArguments arguments)
    {
        var report = Exploring.Explore((scenario, arguments), "dpor", Delivery.Causal);
        Assert.DoesNotContain(report.Failures, failure =>
            failure.Property is not Witness
            && !(scenario.Name == NeedsItsReader && failure.Reason == HasNoReader));
        Assert.True(report.Complete);
    }
}
