using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How drivers read and write memory with the processor: mapping by mapping, with the lock from the first byte to the
/// last. What was copied before a refusal stays.
/// </summary>
internal sealed class AccessSteps(ContainerOptions options, MappingBook book)
{
    internal void Begin(ContainerState state, Outbox outbox)
    {
        var size = state.Hand.Value.Request.Size;
        if (state.Kind.Value == ContainerKind.None || size == 0) { Finish(state, Errno.EINVAL, outbox); }
        else if (state.InvalidVaddrs.Value > 0) { Finish(state, Errno.EBUSY, outbox); }
        else { Next(state, outbox); }
    }

    internal static void OnBytes(ContainerState state, in GuestMemoryMessage.Bytes bytes, Outbox outbox)
    {
        var work = state.Hand.Value;
        outbox.Send(work.Request.Client,
            new ContainerMessage.Bytes(work.Total + bytes.First, bytes.Count, bytes.Value));
    }

    internal void OnCopied(ContainerState state, in GuestMemoryMessage.Copied copied, Outbox outbox)
    {
        var work = state.Hand.Value;
        state.Hand.Value = work with { Total = work.Total + copied.Done.Value, Stage = WorkStage.None };
        if (copied.Error != Errno.None)
        {
            Finish(state, copied.Error, outbox);
            return;
        }

        if (((CopyModes)work.Request.Modes).HasFlag(CopyModes.Write)) { Mark(state, in work, copied.Done.Value); }
        if (state.Hand.Value.Total == work.Request.Size) { Finish(state, Errno.None, outbox); }
        else { Next(state, outbox); }
    }

    /// <summary>Every page that has a byte of the copy was written.</summary>
    private static void Mark(ContainerState state, in Work work, ulong bytes)
    {
        var (first, start) = (unchecked(work.Request.Iova + work.Total), work.At << Paging.Shift);
        var (firstBit, lastBit) = ((first - start) >> Paging.Shift, (first - start + (bytes - 1)) >> Paging.Shift);
        LogSteps.Mark(state, start, firstBit, lastBit - firstBit + 1);
    }

    private static void Finish(ContainerState state, Errno error, Outbox outbox) =>
        RequestBook.Finish(state, error, state.Hand.Value.Total, outbox);

    /// <summary>Asks for what one mapping has of the rest.</summary>
    private void Next(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        var modes = (CopyModes)work.Request.Modes;
        var iova = unchecked(work.Request.Iova + work.Total);
        if (!book.TryIn(state, iova, iova, out var start, out var mapping))
        {
            Finish(state, Errno.EINVAL, outbox);
            return;
        }

        var needed = MapModes.Read | (modes.HasFlag(CopyModes.Write) ? MapModes.Write : MapModes.None);
        if (!mapping.Rights.HasFlag(needed))
        {
            Finish(state, Errno.EPERM, outbox);
            return;
        }

        var bytes = Math.Min(work.Request.Size - work.Total, MappingBook.LastOf(start, in mapping) - iova + 1);
        state.Hand.Value = work with { Stage = WorkStage.Copying, At = Paging.PageOf(start) };
        Vaddr vaddr = new(unchecked(mapping.Vaddr.Value + (iova - start)));
        outbox.Send(options.Memory, new GuestMemoryMessage.Copy(
            vaddr, new(bytes), mapping.Owner, work.Request.Process, modes, (int)work.Request.Third));
    }
}
