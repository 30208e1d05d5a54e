using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Reports;

namespace VfioActors.Conformance.Tests;

public sealed class ActorTests
{
    public static TheoryData<string> Recordings => [.. RecordingsAtHand.Names];

    /// <summary>Whatever order unrelated messages are heard in.</summary>
    [Theory, MemberData(nameof(Recordings))]
    public void The_behaviours_agree_with_the_recorded_kernel(string name)
    {
        for (var seed = 1; seed <= 2; seed++)
        {
            var report = Conformity.Check(RecordingsAtHand.Read(name), header => new ActorPerformer(header, seed));

            Assert.Null(report.FirstDifference);
            Assert.Equal(report.Operations, report.Agreed);
        }
    }
}
