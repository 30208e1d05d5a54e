using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Testing.Tallies;

/// <summary>Catches what lost additions come to.</summary>
public sealed class TallyAddsUp(ActorId tally, IReadOnlyList<ActorId> clerks) : AtRest
{
    public override string Claim => "At rest the total is the number of additions.";

    public override string? Refute(IWorldView view)
    {
        var added = clerks.Sum(clerk => view.State<ClerkState>(clerk).Added.Value);
        var total = view.State<TallyState>(tally).Total.Value;
        return total == added ? null : $"the total is {total} after {added} additions";
    }
}
