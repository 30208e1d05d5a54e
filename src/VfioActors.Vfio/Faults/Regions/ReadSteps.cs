using System.Buffers.Binary;
using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>The steps of a read of a region (OP2, OP5).</summary>
internal sealed class ReadSteps(FaultQueueOptions options, FaultQueueRules rules)
{
    private const int Chunk = 24;

    internal void OnRead(FaultQueueState state, in FaultQueueMessage.Read read, ActorId client, Outbox outbox)
    {
        var error = Objection(state, in read, out var count);
        if (count > 0) { SendBytes(state, (int)read.Offset, count, client, outbox); }
        outbox.Send(client, new FaultUserMessage.Done(error == Errno.None ? count : 0, error));
    }

    private Errno Objection(FaultQueueState state, in FaultQueueMessage.Read read, out int count)
    {
        count = 0;
        if (!state.IsUsable) { return Errno.EBADF; }
        if (state.IsShown.Value == 0) { return Errno.EINVAL; }
        if (read.Region == FaultRegion.Consumer)
        {
            var isWrongWay = options.Interface == FaultInterface.TwoRegions && rules.AnswersNothingWrong;
            return isWrongWay ? Errno.None : Errno.EINVAL;
        }

        if (options.Interface == FaultInterface.TwoRegions && state.Version.Value == 0) { return Errno.EINVAL; }
        if (read.Offset >= (ulong)options.RegionSize) { return Errno.EINVAL; }
        var clipped = Math.Min(read.Count, (ulong)options.RegionSize - read.Offset);
        if (read.Good < clipped) { return Errno.EFAULT; }
        count = (int)clipped;
        return Errno.None;
    }

    private void SendBytes(FaultQueueState state, int offset, int count, ActorId client, Outbox outbox)
    {
        Span<byte> chunk = stackalloc byte[Chunk];
        for (var place = 0; place < count; place += Chunk)
        {
            var length = Math.Min(Chunk, count - place);
            chunk.Clear();
            RegionImage.Copy(state, options, rules, offset + place, chunk[..length]);
            outbox.Send(client, new FaultUserMessage.Bytes(Word(chunk), Word(chunk[8..]), Word(chunk[16..]), place,
                length));
        }
    }

    private static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
