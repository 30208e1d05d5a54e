using System.Globalization;
using VfioActors.Exploration;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing;

namespace VfioActors.Scenarios.Tests.Type1;

/// <summary>
/// The reference holds in every scenario of type1 containers, in what is left of it when a minimizer drops operations,
/// and in every order of pins and unmaps; how much there was to try is pinned.
/// </summary>
public sealed class Type1ReferenceTests
{
    public static TheoryData<string, string> Situations
    {
        get
        {
            TheoryData<string, string> situations = [];
            foreach (var scenario in ScenarioCatalog.All.Where(scenario => scenario.SeedSystem == "type1"))
            {
                var cases = scenario.Exhibits.Select(exhibit => $"case={exhibit.Parameters[0].Value}").ToList();
                foreach (var values in cases.Count > 0 ? cases : [""]) { situations.Add(scenario.Name, values); }
            }

            return situations;
        }
    }

    [Theory, MemberData(nameof(Situations))]
    public void Reference_holds_when_any_two_operations_are_dropped(string name, string values)
    {
        var (scenario, arguments) = Exploring.ArgumentsOf(name, Exploring.Values(values));
        var operations = Setup.Of(scenario, arguments, Delivery.Causal).Operations.Count;
        for (var first = 1; first <= operations; first++)
        {
            for (var second = first; second <= operations; second++)
            {
                Holds(scenario, arguments.Without([first, second]));
            }
        }
    }

    [Fact]
    public void Reference_holds_in_every_order_of_pins_maps_and_attaches()
    {
        StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        table.WriteLine("strategy verdict      runs deliveries   states  parameters");
        foreach (var values in new[]
        {
            "", "rounds=2", "remap=yes", "containers=2", "drivers=2", "iommu=yes",
            "iommu=yes limit=1", "iommu=yes watch=yes",
        })
        {
            foreach (var strategy in new[] { "dpor", "stateful" }) { table.WriteLine(Row(strategy, values)); }
        }

        Golden.Verify("Type1", table.ToString());
    }

    private static string Row(string strategy, string values)
    {
        var what = Exploring.ArgumentsOf("type1-pin-unmap", Exploring.Values(values));
        var report = Exploring.Explore(what, strategy, Delivery.Causal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Strategy,-8} {report.Verdict,-7} {report.Runs,9} {report.Deliveries,10} {report.States,8}"
            + $"  {values}").TrimEnd();
    }

    private static void Holds(Scenario scenario, ScenarioArguments arguments)
    {
        var report = Exploring.Explore((scenario, arguments), "dpor", Delivery.Causal);
        Assert.DoesNotContain(report.Failures, failure => failure.Property is not Witness);
        Assert.True(report.Complete);
    }
}
