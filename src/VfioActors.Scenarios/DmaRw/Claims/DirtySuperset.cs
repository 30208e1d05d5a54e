using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>
/// Catches DRW-07, 13, 19, 25 and 28: bytes that were changed while the log was on, and that no reading of it after
/// that has. Sees what the memory, the container and the users hear.
/// </summary>
/// <param name="actors">Who is who: the readings of the log start at address 0.</param>
public sealed class DirtySuperset(Type1Actors actors) : Ordering
{
    /// <inheritdoc/>
    public override string Claim =>
        "Every byte changed is in a reading of the log between its change and the first reading after the answer.";

    /// <inheritdoc/>
    public override bool Sees(ActorId receiver, MessageKind kind) =>
        receiver == actors.Memory || actors.Containers.Contains(receiver);

    /// <inheritdoc/>
    public override (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view)
    {
        var script = AccessScript.Of(actors);
        for (var at = 0; at < steps.Length; at++)
        {
            if (!steps[at].Is<GuestMemoryMessage.Copied>(out var copied) || copied.Moved.Value == 0) { continue; }
            var asked = CopyOf(steps, at);
            if (!asked.Modes.HasFlag(AccessModes.Write) || !IsOn(steps, steps[at].Cause)) { continue; }
            var answered = AnswerOf(steps, at);
            var reading = ReadingAfter(steps, answered);
            if (reading < 0) { continue; }
            foreach (var page in script.IovaPages(asked.Vaddr.Value, copied.Moved.Value))
            {
                if (!IsUnmapped(steps, reading, page) && !IsReported(steps, (steps[at].Cause, reading), page))
                {
                    // An order is judged at rest, so the trace that shows it must go on to rest.
                    return (steps.Length - 1, $"page {page}, which was written, is in no reading of the log");
                }
            }
        }

        return null;
    }

    /// <summary>The copy that an answer is about: the last of its lease before the step that sent the answer.</summary>
    private static GuestMemoryMessage.Copy CopyOf(ReadOnlySpan<Envelope> steps, int copied)
    {
        var lease = steps[copied].Read<GuestMemoryMessage.Copied>().Lease;
        for (var at = steps[copied].Cause; at >= 0; at--)
        {
            if (steps[at].Is<GuestMemoryMessage.Copy>(out var copy) && copy.Lease == lease
                && steps[at].From == steps[copied].To)
            {
                return copy;
            }
        }

        return default;
    }

    /// <summary>The step in which the driver hears the answer of the access.</summary>
    private static int AnswerOf(ReadOnlySpan<Envelope> steps, int from)
    {
        for (var at = from; at < steps.Length; at++)
        {
            if (steps[at].Operation == steps[from].Operation && steps[at].Is<ContainerMessage.Moved>()) { return at; }
        }

        return steps.Length;
    }

    /// <summary>The first reading of the log from a step on that succeeds, or -1.</summary>
    private static int ReadingAfter(ReadOnlySpan<Envelope> steps, int from)
    {
        for (var at = from; at < steps.Length; at++)
        {
            if (steps[at].Is<ContainerMessage.GetLog>() && IsAnswered(steps, steps[at].Operation)) { return at; }
        }

        return -1;
    }

    private static bool IsAnswered(ReadOnlySpan<Envelope> steps, OperationId operation)
    {
        foreach (ref readonly var step in steps)
        {
            if (step.Operation != operation || !step.Is<ContainerMessage.Done>(out var done)) { continue; }
            return done.Error == Errno.None;
        }

        return false;
    }

    /// <summary>Whether the log was started before a step.</summary>
    private static bool IsOn(ReadOnlySpan<Envelope> steps, int before)
    {
        foreach (ref readonly var step in steps[..before])
        {
            if (step.Is<ContainerMessage.StartLog>()) { return true; }
        }

        return false;
    }

    /// <summary>Whether an unmap has taken the page out of the log before a step.</summary>
    private static bool IsUnmapped(ReadOnlySpan<Envelope> steps, int before, ulong page)
    {
        foreach (ref readonly var step in steps[..before])
        {
            if (!step.Is<ContainerMessage.Unmap>(out var unmap)) { continue; }
            var distance = unchecked(page - Paging.PageOf(unmap.Iova.Value));
            if (distance < unmap.Size.Value >> Paging.Shift) { return true; }
        }

        return false;
    }

    private static bool IsReported(ReadOnlySpan<Envelope> steps, (int From, int To) range, ulong page)
    {
        foreach (ref readonly var step in steps)
        {
            var isIn = step.Cause > range.From && step.Cause <= range.To;
            if (!isIn || !step.Is<ContainerMessage.Bits>(out var bits)) { continue; }
            if (unchecked(page - bits.First.Value) < bits.Count.Value) { return true; }
        }

        return false;
    }
}
