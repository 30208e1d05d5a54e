using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches DRW-12: bytes that were changed and are not told of.</summary>
/// <param name="actors">Who is who: one user, whose writes do not overlap.</param>
public sealed class PrefixCommit(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "The bytes changed are a prefix of the write, and the answer says how many.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var memory = view.State<GuestMemoryState>(actors.Memory);
        var user = view.State<UserState>(actors.Users[0].User);
        foreach (var expected in AccessModel.Of(actors, view))
        {
            var access = expected.Access;
            if (!access.Modes.HasFlag(AccessModes.Write) || !user.Outcomes.TryGet(expected.Id, out var outcome))
            {
                continue;
            }

            var changed = Changed(memory, expected);
            if (changed != outcome.Value)
            {
                return $"{AccessText.Of(access)} changed {Counted.Of(changed, "byte")} and says {outcome.Value}";
            }
        }

        return null;
    }

    private static ulong Changed(GuestMemoryState memory, AccessExpectation expected)
    {
        var changed = 0UL;
        foreach (var (vaddr, count) in expected.Places)
        {
            for (var at = 0UL; at < count; at++)
            {
                if (memory.ByteAt(default, new(vaddr + at)) != (byte)expected.Access.Value) { return changed; }
                changed++;
            }
        }

        return changed;
    }
}
