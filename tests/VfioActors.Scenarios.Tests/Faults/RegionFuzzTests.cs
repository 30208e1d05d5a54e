using VfioActors.Scenarios.Faults.Fuzzing;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Tests.Faults;

/// <summary>Random accesses: the reference breaks nothing, and nothing escapes from any version.</summary>
public sealed class RegionFuzzTests
{
    private const int Accesses = 50_000;

    public static TheoryData<string> Profiles => [.. FaultProfiles.All.Select(profile => profile.Name)];

    [Theory, MemberData(nameof(Profiles))]
    public void Nothing_escapes_and_only_a_version_of_history_breaks_something(string name)
    {
        var profile = FaultProfiles.All.Single(known => known.Name == name);
        for (var seed = 1; seed <= 3; seed++)
        {
            var report = new RegionFuzz(profile, seed).Run(Accesses);
            Assert.Null(report.Escaped);
            Assert.Equal(Accesses, report.Accesses);
            Assert.Equal(name == "FIXED", report.IsClean);

            // Or else all was refused at the door and nothing was tried.
            Assert.True(report.Answers[Errno.None] > Accesses / 20, "accesses are answered");
            Assert.True(report.Answers[Errno.EINVAL] > Accesses / 20, "accesses are refused");
        }
    }

    [Theory]
    [InlineData("POSTED", "IndexInRange", "NegotiationTotal", "HeaderTruth", "LastWriteWins", "ConsNeverPassesProd")]
    [InlineData("SINGLE11", "IndexInRange", "ConsNeverPassesProd", "RingReadOnly", "NoLeakPerCall", "TypeUnique")]
    [InlineData("VEVENTQ", "Progress", "RecordOnce")]
    public void Fuzzing_finds_what_a_version_is_known_for(string name, params string[] properties)
    {
        var profile = FaultProfiles.All.Single(known => known.Name == name);
        var report = new RegionFuzz(profile, 1).Run(Accesses);
        Assert.Empty(properties.Except(report.Broken.Keys));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void The_reference_with_two_regions_breaks_nothing_either(int seed)
    {
        var report = new RegionFuzz(FaultProfiles.Fixed, seed, twoRegions: true).Run(Accesses);
        Assert.Empty(report.Broken);
        Assert.Null(report.Escaped);
        Assert.Equal(Accesses, report.Accesses);
    }

    [Fact]
    public void Equal_seeds_make_equal_accesses()
    {
        var one = new RegionFuzz(FaultProfiles.Fixed, 7).Run(Accesses);
        var other = new RegionFuzz(FaultProfiles.Fixed, 7).Run(Accesses);
        Assert.Equal(one.Answers, other.Answers);
        Assert.NotEqual(one.Answers, new RegionFuzz(FaultProfiles.Fixed, 8).Run(Accesses).Answers);
    }
}
