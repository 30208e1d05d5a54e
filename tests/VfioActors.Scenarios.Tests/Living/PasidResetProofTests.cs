using System.Globalization;
using VfioActors.Testing;

namespace VfioActors.Scenarios.Tests.Living;

/// <summary>
/// With all six fixes in, what holds while PASIDs come and go against resets, and which orders remain broken; how much
/// there was to try is pinned.
/// </summary>
public sealed class PasidResetProofTests
{
    private static readonly (string Strategy, string Values)[] Explored =
    [
        ("dpor", ""),
        ("dpor", "nested=yes"),
        ("dpor", "domain=none"),
        ("dpor", "devices=2"),
        ("dpor", "devices=2 second=yes"),
        ("dpor", "rid=yes"),
        ("dpor", "nested=yes rid=yes"),
        ("dpor", "domain=blocking rid=yes"),
        ("stateful", "devices=2 nested=yes second=yes"),
        ("stateful", "devices=2 domain=blocking rid=yes second=yes"),
        ("dpor", "alias=yes devices=2"),
    ];

    /// <summary>What none of the six fixes is about; the kernel warns of the first and of the last.</summary>
    private static readonly (string Strategy, string Values)[] Remaining =
    [
        ("dpor", "alias=yes devices=2 second=yes"),
        ("stateful", "alias=yes devices=2 rid=yes"),
        ("dpor", "memory=may-fail"),
    ];

    [Fact]
    public void Reference_holds_in_every_order_of_attaches_and_resets() => Golden.Verify("Living", Table(Explored));

    [Fact]
    public void Orders_that_remain_broken_with_all_six_fixes() => Golden.Verify("Living", Table(Remaining));

    private static string Table(IEnumerable<(string Strategy, string Values)> explored)
    {
        StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        table.WriteLine("verdict complete    runs deliveries  states  with");
        foreach (var (strategy, values) in explored)
        {
            var report = Exploring.Explore("pasid-reset", strategy, Exploring.Values(values));
            table.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Verdict,-7} {report.Complete,-8} {report.Runs,7} {report.Deliveries,10} {report.States,7}  "
                + $"{values}").TrimEnd());
            foreach (var failure in report.Failures)
            {
                table.WriteLine($"        {failure.Property.Name}: {failure.Reason}");
            }
        }

        return table.ToString();
    }
}
