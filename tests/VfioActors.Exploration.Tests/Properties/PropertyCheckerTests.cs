using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;

namespace VfioActors.Exploration.Tests.Properties;

public sealed class PropertyCheckerTests
{
    /// <summary>
    /// What was broken is added to the fingerprints of actors' states, which may be small numbers: were it one of them,
    /// a state with one thing broken would be taken for another state with another thing broken.
    /// </summary>
    [Fact]
    public void What_was_broken_does_not_look_like_a_state()
    {
        const int Values = 4_096;
        var setup = Made.Tally(2, 0);
        PropertyChecker checker = new(setup.MakeWorld(0), setup.Properties);
        foreach (var property in setup.Properties)
        {
            foreach (var actor in setup.Topology.Actors)
            {
                checker.Note(new(property, actor, 0, "broken"));
                var states = Enumerable.Range(0, Values)
                    .Select(value => Fingerprint.Mix((ulong)value, (ulong)actor.Value));
                Assert.DoesNotContain(checker.FoundFingerprint, states);
                checker.BackTo(0);
                Assert.Equal(0UL, checker.FoundFingerprint);
            }
        }
    }
}
