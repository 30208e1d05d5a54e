using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Tests.Reference;
using VfioActors.Conformance.Tests.Sequences;

namespace VfioActors.Conformance.Tests;

public sealed class SequenceTests
{
    public static TheoryData<KernelVersion, string> Profiles
    {
        get
        {
            TheoryData<KernelVersion, string> rows = [];
            foreach (var kernel in (KernelVersion[])[KernelVersion.Linux5x10, KernelVersion.Linux6x1])
            {
                foreach (var profile in SequenceProfile.All.Where(profile => profile.Suits(kernel)))
                {
                    rows.Add(kernel, profile.Name);
                }
            }

            return rows;
        }
    }

    [Fact]
    public void A_seed_makes_the_same_sequence_again()
    {
        var profile = SequenceProfile.All[0];
        var first = SequenceGenerator.Make(profile, KernelVersion.Linux6x1, 7);
        var second = SequenceGenerator.Make(profile, KernelVersion.Linux6x1, 7);
        var other = SequenceGenerator.Make(profile, KernelVersion.Linux6x1, 8);

        Assert.Equal(first.Operations, second.Operations);
        Assert.NotEqual(first.Operations, other.Operations);
    }

    /// <summary>A sequence that only ever fails, or never does, would compare little.</summary>
    [Theory, MemberData(nameof(Profiles))]
    public void A_profile_reaches_successes_and_refusals(KernelVersion kernel, string name)
    {
        var profile = SequenceProfile.All.Single(profile => profile.Name == name);
        SortedSet<string> answers = new(StringComparer.Ordinal);
        for (var seed = 0; seed < 20; seed++)
        {
            var sequence = SequenceGenerator.Make(profile, kernel, seed);
            foreach (var (operation, outcome) in CrossCheck.Perform(sequence, new Machine(sequence.Header)))
            {
                answers.Add($"{operation.GetType().Name} {outcome.Values.GetValueOrDefault(Facts.Error)}");
            }
        }

        Assert.Superset(
            new SortedSet<string> { "Map null", "Map EEXIST", "Map EINVAL", "Unmap null", "Unmap EINVAL" }, answers);
        Assert.True(answers.Count > 12, string.Join(", ", answers));
    }
}
