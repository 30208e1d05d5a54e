using System.Globalization;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing;

namespace VfioActors.Scenarios.Tests.AuxDomains;

/// <summary>The reference holds in every order; how much there was to try is pinned.</summary>
public sealed class FixedProofTests
{
    [Fact]
    public void Reference_holds_for_two_to_four_devices_and_one_or_two_rounds()
    {
        StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        table.WriteLine("devices rounds strategy verdict      runs deliveries   states");
        for (var devices = 2; devices <= 4; devices++)
        {
            for (var rounds = 1; rounds <= 2; rounds++) { table.WriteLine(Row(devices, rounds)); }
        }

        Golden.Verify("AuxDomains", table.ToString());
    }

    private static string Row(int devices, int rounds)
    {
        var (scenario, arguments) = Exploring.ArgumentsOf(
            "aux-attach-detach", [("devices", $"{devices}"), ("rounds", $"{rounds}")]);
        var report = Search.Run(() => Setup.Of(scenario, arguments, Delivery.Causal), strategy: null, new()).Report;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{devices,7} {rounds,6} {report.Strategy,-8} {report.Verdict,-7} {report.Runs,9} {report.Deliveries,10}"
            + $" {report.States,8}");
    }
}
