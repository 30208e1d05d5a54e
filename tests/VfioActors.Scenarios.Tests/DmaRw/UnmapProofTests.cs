using System.Globalization;
using VfioActors.Testing;

namespace VfioActors.Scenarios.Tests.DmaRw;

/// <summary>
/// The reference holds while memory is accessed, unmapped, pinned, logged and provided late; how much there was to try
/// is pinned.
/// </summary>
public sealed class UnmapProofTests
{
    private static readonly string[] Values =
    [
        "", "mappings=4", "remap=yes", "missing=yes", "missing=yes remap=yes", "pin=yes mappings=1", "log=yes",
        "log=yes missing=yes", "accesses=2", "accesses=2 missing=yes", "log=yes watch=yes unmap=no mappings=1",
        "missing=yes watch=yes mappings=1",
    ];

    [Fact]
    public void Reference_holds_in_every_order_of_accesses_and_unmaps()
    {
        StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        table.WriteLine("verdict complete  runs deliveries  with");
        foreach (var values in Values)
        {
            var report = Exploring.Explore("dma-rw-unmap", "dpor", Exploring.Values(values));
            table.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Verdict,-7} {report.Complete,-8} {report.Runs,5} {report.Deliveries,10}  {values}")
                .TrimEnd());
        }

        Golden.Verify("DmaRw", table.ToString());
    }

    [Theory]
    [InlineData("DRW-15", "missing=yes", "Progress")]
    [InlineData("DRW-27", "mappings=1", "NoStaleMapping")]
    [InlineData("DRW-27", "watch=yes mappings=1", "NoAccessAfterUnmapReply")]
    [InlineData("DRW-28", "log=yes watch=yes unmap=no mappings=1", "DirtySuperset")]
    public void A_bug_shows_among_all_that_goes_on(string defect, string values, string property)
    {
        var report = Exploring.Explore("dma-rw-unmap", "dpor", Exploring.Values(values), defect);
        Assert.Contains(report.Failures, failure => failure.Property.Name == property);
    }
}
