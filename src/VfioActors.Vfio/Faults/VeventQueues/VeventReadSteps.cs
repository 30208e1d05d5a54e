using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.VeventQueues;

/// <summary>The steps of a read of an event queue.</summary>
/// <param name="reportsHalf">Whether a header counts although its data could not be copied: FLT-38.</param>
internal sealed class VeventReadSteps(bool reportsHalf)
{
    private const uint HeaderSize = 8;

    /// <summary>No call reads more: MAX_RW_COUNT with pages of 4 KiB.</summary>
    private static readonly FileSpan CountMost = new(0x7FFFF000);

    /// <summary>The flag of a header that says that events were lost.</summary>
    private const uint LostEvents = 1;

    internal void OnRead(VeventQueueState state, in VeventQueueMessage.Read read, ActorId user, Outbox outbox)
    {
        var error = read.Offset != FileOffset.Zero ? Errno.ESPIPE
            : state.Queues.Contains(read.Type) ? Errno.None
            : Errno.EBADF;
        var count = FileSpan.Min(read.Count, CountMost);
        var done = FileSpan.None;
        while (error == Errno.None && TryNext(state, read.Type, out var key, out var entry))
        {
            var next = done.Plus(HeaderSize).Plus(entry.Size);
            if (next > count) { break; }
            if (next.Value <= read.Good)
            {
                Take(state, read.Type, key, user, outbox);
                done = next;
                continue;
            }

            error = Errno.EFAULT;
            if (!reportsHalf || read.Good < done.Plus(HeaderSize).Value) { break; }
            outbox.Note($"copies the header of event {entry.Sequence}, and not its data");
            outbox.Send(user, new FaultUserMessage.Event(default, entry.Sequence, 0, HeaderSize));
            done = done.Plus(HeaderSize);
        }

        if (done > FileSpan.None) { error = Errno.None; }
        outbox.Send(user, new FaultUserMessage.Done((int)done.Value, error));
    }

    /// <summary>The first element of a queue; the mark of loss has no data and comes last.</summary>
    private static bool TryNext(VeventQueueState state, uint type, out VeventKey key, out VeventEntry entry)
    {
        var queue = state.Queues[type];
        for (var at = 0; at < state.Events.Count; at++)
        {
            (key, entry) = (state.Events.Keys[at], state.Events.Values[at]);
            if (key.Type == type) { return true; }
        }

        (key, entry) = (default, new(default, queue.LossSequence, 0));
        return queue.IsLossLast == 1;
    }

    /// <summary>Takes the first element out; a key without a type is the mark of loss.</summary>
    private static void Take(VeventQueueState state, uint type, VeventKey key, ActorId user, Outbox outbox)
    {
        var queue = state.Queues[type];
        if (key.Type == 0)
        {
            state.Queues[type] = queue with { IsLossLast = 0, LossSequence = 0 };
            outbox.Send(user, new FaultUserMessage.Event(default, queue.LossSequence, LostEvents, HeaderSize));
            return;
        }

        var entry = state.Events[key];
        state.Events.Remove(key);
        state.Queues[type] = queue with { Count = queue.Count - 1 };
        outbox.Send(user, new FaultUserMessage.Event(entry.Data, entry.Sequence, 0, HeaderSize + entry.Size));
    }
}
