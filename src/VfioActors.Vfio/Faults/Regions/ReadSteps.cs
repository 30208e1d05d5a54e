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
        if (count > 0) { SendBytes(state, (int)read.Offset.Value, count, client, outbox); }
        outbox.Send(client, new FaultUserMessage.Done(error == Errno.None ? count : 0, error));
    }

    private Errno Objection(FaultQueueState state, in FaultQueueMessage.Read read, out int count)
    {
        count = 0;
        if (!state.IsUsable) { return Errno.EBADF; }
        if (read.Count == FileSpan.None) { return Errno.None; }
        if (state.IsShown.Value == 0) { return Errno.EINVAL; }
        if (read.Region == FaultRegion.Consumer)
        {
            var isWrongWay = options.Interface == FaultInterface.TwoRegions && rules.AnswersNothingWrong;
            return isWrongWay ? Errno.None : Errno.EINVAL;
        }

        if (options.Interface == FaultInterface.TwoRegions && state.Version.Value == 0) { return Errno.EINVAL; }
        FileOffset end = new((ulong)options.RegionSize);
        if (read.Offset >= end) { return Errno.EINVAL; }
        var clipped = FileSpan.Min(read.Count, end.Since(read.Offset));
        if (read.Good < clipped.Value) { return Errno.EFAULT; }
        count = (int)clipped.Value;
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
            outbox.Send(client, new FaultUserMessage.Bytes(
                MemoryWord.Read(chunk), MemoryWord.Read(chunk[8..]), MemoryWord.Read(chunk[16..]), place, length));
        }
    }
}
