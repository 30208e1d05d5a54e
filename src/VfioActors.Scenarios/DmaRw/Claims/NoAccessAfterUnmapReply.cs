using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>
/// Catches DRW-27: memory that the user has back is still accessed. A user may do with it what it likes once its unmap
/// is answered.
/// </summary>
/// <param name="actors">Who is who.</param>
public sealed class NoAccessAfterUnmapReply(Type1Actors actors) : Ordering
{
    /// <inheritdoc/>
    public override string Claim => "No copy that was asked for before an unmap of its range is done after its answer.";

    /// <inheritdoc/>
    public override bool Sees(ActorId receiver, MessageKind kind) =>
        receiver == actors.Memory || IsUser(receiver);

    /// <inheritdoc/>
    public override (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view)
    {
        var script = AccessScript.Of(actors);
        for (var at = 0; at < steps.Length; at++)
        {
            if (!steps[at].Is<GuestMemoryMessage.Copied>(out var copied) || copied.Moved.Value == 0) { continue; }
            var asked = AskedAt(steps, at, copied.Lease);
            if (asked < 0) { continue; }
            var copy = steps[asked].Read<GuestMemoryMessage.Copy>();
            for (var unmap = steps[asked].Cause + 1; unmap < steps[at].Cause; unmap++)
            {
                if (IsUser(steps[unmap].To) && IsUnmapped(script, steps, unmap, copy.Vaddr.Value, copied.Moved.Value))
                {
                    // An order is judged at rest, so the trace that shows it must go on to rest.
                    return (steps.Length - 1, $"bytes at {copy.Vaddr} are accessed after the unmap was answered");
                }
            }
        }

        return null;
    }

    private bool IsUser(ActorId actor) => actors.Users.Any(known => known.User == actor);

    private static int AskedAt(ReadOnlySpan<Envelope> steps, int copied, int lease)
    {
        for (var at = steps[copied].Cause; at >= 0; at--)
        {
            if (steps[at].Is<GuestMemoryMessage.Copy>(out var copy) && copy.Lease == lease
                && steps[at].From == steps[copied].To)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Whether in a step a user hears that an unmap has taken the bytes' mapping away.</summary>
    private static bool IsUnmapped(
        AccessScript script, ReadOnlySpan<Envelope> steps, int at, ulong vaddr, ulong count)
    {
        if (!steps[at].Is<ContainerMessage.Done>(out var done) || done.Value == 0) { return false; }
        foreach (ref readonly var step in steps)
        {
            if (step.Operation != steps[at].Operation || !step.Is<ContainerMessage.Unmap>(out var unmap)) { continue; }
            var (first, pages) = (unmap.Iova.Value >> Paging.Shift, unmap.Size.Value >> Paging.Shift);
            foreach (var page in script.IovaPages(vaddr, count))
            {
                if (unchecked(page - first) < pages) { return true; }
            }
        }

        return false;
    }
}
