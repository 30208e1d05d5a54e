using VfioActors.Conformance.Reports;
using VfioActors.Conformance.Tests.Reference;

namespace VfioActors.Conformance.Tests;

public sealed class ReferenceTests
{
    public static TheoryData<string> Recordings => [.. RecordingsAtHand.Names];

    [Theory, MemberData(nameof(Recordings))]
    public void The_reference_agrees_with_the_recorded_kernel(string name)
    {
        var report = Conformity.Check(RecordingsAtHand.Read(name), header => new Machine(header));

        Assert.Null(report.FirstDifference);
        Assert.Equal(report.Operations, report.Agreed);
        Assert.NotEqual(0, report.Operations);
    }
}
