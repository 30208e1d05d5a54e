using System.Globalization;
using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Tests.Reference;
using VfioActors.Conformance.Tests.Sequences;

namespace VfioActors.Conformance.Tests;

public sealed class CrossCheckTests
{
    private const int SequencesUsually = 12;

    public static TheoryData<KernelVersion, string> Profiles => SequenceTests.Profiles;

    /// <summary>Of each profile; VFIOACTORS_SEQUENCES says how many in all.</summary>
    private static int Sequences =>
        int.TryParse(
            Environment.GetEnvironmentVariable("VFIOACTORS_SEQUENCES"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var all)
            ? (all + Profiles.Count - 1) / Profiles.Count
            : SequencesUsually;

    [Theory, MemberData(nameof(Profiles))]
    public void The_behaviours_and_the_reference_agree_on_random_sequences(KernelVersion kernel, string name)
    {
        var profile = SequenceProfile.All.Single(profile => profile.Name == name);
        for (var seed = 0; seed < Sequences; seed++)
        {
            var order = seed;
            var sequence = SequenceGenerator.Make(profile, kernel, seed);
            var difference = CrossCheck.Refute(
                sequence, header => new Machine(header), header => new ActorPerformer(header, order));

            Assert.Null(difference);
        }
    }
}
