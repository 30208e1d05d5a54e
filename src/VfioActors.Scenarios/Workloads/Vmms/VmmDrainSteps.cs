using System.Runtime.InteropServices;
using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>The steps of a user that reads a ring: header, records, answers, and where it reads next.</summary>
internal sealed class VmmDrainSteps(VmmOptions options)
{
    private const int HeaderSize = 20;
    private const uint Version = 1;

    internal void Begin(VmmState state, VmmAction.Drain drain, Outbox outbox)
    {
        state.Drain.Value = new(DrainStage.Header, drain.Device, drain.Requests, (uint)drain.Most, 0, 0, 0, 0, 0);
        Read(state, FileOffset.Zero, new(HeaderSize), outbox);
    }

    /// <summary>Keeps a part of what is read.</summary>
    internal static void OnBytes(VmmState state, in FaultUserMessage.Bytes bytes)
    {
        if (state.Drain.Value.Stage == DrainStage.None) { return; }
        var buffer = state.Buffer.Value;
        var words = MemoryMarshal.CreateSpan(ref buffer[0], ReadBuffer.Words);
        var at = bytes.Place / sizeof(ulong);
        if (at + 2 >= words.Length) { return; }
        (words[at], words[at + 1], words[at + 2]) = (bytes.First.Value, bytes.Second.Value, bytes.Third.Value);
        state.Buffer.Value = buffer;
    }

    /// <summary>Whether an answer of this actor is what the drain waits for.</summary>
    internal static bool Awaits(VmmState state, VmmOptions options, ActorId from)
    {
        var progress = state.Drain.Value;
        var awaited = progress.Stage == DrainStage.Response ? options.Reporter : options.Queues[progress.Device.Value];
        return from == awaited;
    }

    /// <summary>Goes on with an answer.</summary>
    /// <returns>Whether the drain is over, with its outcome.</returns>
    internal bool OnDone(VmmState state, FaultUserMessage.Done done, Outbox outbox, out UserOutcome outcome)
    {
        var progress = state.Drain.Value;
        outcome = new(progress.Slot, done.Error, 0);
        if (progress.Stage == DrainStage.Response)
        {
            Step(state, progress, outbox);
            return false;
        }

        if (done.Error != Errno.None || progress.Stage == DrainStage.Index)
        {
            if (done.Error == Errno.None) { state.Tails[progress.Device] = progress.Head; }
            return true;
        }

        if (progress.Stage == DrainStage.Header) { return OnHeader(state, progress, outbox); }
        OnRecord(state, progress, outbox);
        return false;
    }

    private bool OnHeader(VmmState state, DrainProgress progress, Outbox outbox)
    {
        var isOne = options.Interface == FaultInterface.OneRegion;
        var slot = isOne ? Word(state, 0) : state.Tails[progress.Device];
        progress = progress with
        {
            Slot = slot,
            Head = Word(state, 4),
            Capacity = Word(state, isOne ? 2 : 1),
            EntrySize = Word(state, isOne ? 1 : 2),
            Offset = Word(state, 3),
        };
        if (progress.Slot == progress.Head || progress.Capacity == 0) { return true; }
        var ring = new RingIndices((int)progress.Capacity, progress.Head, progress.Slot);
        if (progress.Most > 0 && progress.Most < ring.Unread)
        {
            progress = progress with { Head = (progress.Slot + progress.Most) % progress.Capacity };
        }

        Go(state, progress, outbox);
        return false;
    }

    private void OnRecord(VmmState state, DrainProgress progress, Outbox outbox)
    {
        var buffer = state.Buffer.Value;
        var record = RecordBytes.Read(MemoryMarshal.AsBytes(
            MemoryMarshal.CreateReadOnlySpan(ref buffer[0], ReadBuffer.Words)));
        var generation = state.Opened[progress.Device];
        if (!state.Seen.IsFull) { state.Seen.Enqueue(new(record, progress.Device, generation)); }
        outbox.Note($"reads {record.Address} from slot {progress.Slot}");
        if (record.AwaitsAnswer && progress.Requests == RequestPolicy.Answer)
        {
            state.Drain.Value = progress with { Stage = DrainStage.Response };
            outbox.Send(options.Reporter, new FaultReporterMessage.Respond(progress.Device, record.Pasid, record.Group,
                generation, ResponseCode.Success, Version, record.Pasid.IsSome ? 1u : 0));
            return;
        }

        if (record.AwaitsAnswer && progress.Requests == RequestPolicy.Inject && options.Guest.IsSomebody)
        {
            outbox.Send(options.Guest, new GuestMessage.Inject(
                record.Address, progress.Device, generation, record.Pasid, record.Group));
        }

        Step(state, progress, outbox);
    }

    /// <summary>Goes on to the next slot.</summary>
    private void Step(VmmState state, DrainProgress progress, Outbox outbox) =>
        Go(state, progress with { Slot = (progress.Slot + 1) % progress.Capacity }, outbox);

    private void Go(VmmState state, DrainProgress progress, Outbox outbox)
    {
        if (progress.Slot != progress.Head)
        {
            state.Drain.Value = progress with { Stage = DrainStage.Record };
            FileOffset record = new(progress.Offset + ((ulong)progress.Slot * progress.EntrySize));
            Read(state, record, new(progress.EntrySize), outbox);
            return;
        }

        state.Drain.Value = progress with { Stage = DrainStage.Index };
        var isOne = options.Interface == FaultInterface.OneRegion;
        FaultQueueMessage.Write write = isOne
            ? new(FileOffset.Zero, new(sizeof(uint)), new(progress.Head), uint.MaxValue, FaultRegion.Producer)
            : new(FileOffset.Zero, new(sizeof(ulong)), new ConsumerWords(Version, progress.Head).Raw, uint.MaxValue,
                FaultRegion.Consumer);
        outbox.Send(options.Queues[progress.Device.Value], in write);
    }

    private void Read(VmmState state, FileOffset offset, FileSpan count, Outbox outbox) =>
        outbox.Send(options.Queues[state.Drain.Value.Device.Value],
            new FaultQueueMessage.Read(offset, count, uint.MaxValue, FaultRegion.Producer));

    private static uint Word(VmmState state, int at)
    {
        var buffer = state.Buffer.Value;
        return (uint)(buffer[at / 2] >> (at % 2 * 32) & uint.MaxValue);
    }
}
