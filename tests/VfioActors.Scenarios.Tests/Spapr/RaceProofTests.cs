using System.Globalization;
using VfioActors.Testing;

namespace VfioActors.Scenarios.Tests.Spapr;

/// <summary>
/// The reference holds while memory is registered, unregistered, mapped by users and by hypercalls, and pinned by
/// another container; how much there was to try is pinned.
/// </summary>
public sealed class RaceProofTests
{
    private const string Race = "tce-register-unregister-map";

    private static readonly string[] Values =
    [
        "", "stuff=yes", "modes=no user-maps=yes", "modes=no user-maps=yes stuff=yes", "modes=no processors=2",
        "modes=no pages=2 user-maps=yes", "modes=no closes=yes", "modes=no closes=yes user-maps=yes",
    ];

    [Fact]
    public void Reference_holds_in_every_order_of_hypercalls_maps_and_unregisters()
    {
        StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        table.WriteLine("verdict complete  runs deliveries  with");
        foreach (var values in Values)
        {
            var report = Exploring.Explore(Race, "dpor", Exploring.Values(values));
            table.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Verdict,-7} {report.Complete,-8} {report.Runs,5} {report.Deliveries,10}  {values}")
                .TrimEnd());
        }

        Golden.Verify("Spapr", table.ToString());
    }

    [Theory]
    [InlineData("TCE-06", "modes=no", "PublishedImpliesPinned")]
    [InlineData("TCE-07", "modes=no", "PublishedImpliesPinned")]
    [InlineData("TCE-08", "modes=no", "NoTceToFreePage")]
    [InlineData("TCE-25", "modes=no closes=yes", "PinBalance")]
    [InlineData("TCE-29", "modes=no", "UnregisterRefusedWhileMapped")]
    public void A_bug_shows_among_all_that_goes_on(string defect, string values, string property)
    {
        var report = Exploring.Explore(Race, "dpor", Exploring.Values(values), defect);
        Assert.Contains(report.Failures, failure => failure.Property.Name == property);
    }
}
