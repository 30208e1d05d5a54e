using VfioActors.Behaviors;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>Makes the calls on a container, as the edge of the kernel does: what is bad goes no further.</summary>
internal sealed class ContainerCalls(ModelRun run)
{
    private const ulong UserEnd = 0x7ffffffff000;
    private const ulong Page = 4096;
    private const uint MapSize = 32;
    private const uint UnmapSize = 24;
    private const uint DirtySize = 8;
    private const uint BitmapSize = 24;
    private const uint RangeSize = 40;

    public long? Do(ActorId container, ContainerOperation operation, ProcessTable caller, OutcomeBuilder outcome) =>
        operation switch
        {
            ContainerOperation.SetIommu set =>
                Ask(container, new ContainerMessage.SetKind((ContainerKind)set.Type, caller.Id)),
            ContainerOperation.AskVersion => 0,
            ContainerOperation.AskExtension ask => (long)run
                .Call(container, new ContainerMessage.HasExtension(ask.Extension)).Last<ContainerMessage.Done>().Value,
            ContainerOperation.AskDetails ask => new DescribeCall(run, container).Do(ask.Argsz, outcome),
            ContainerOperation.CallRaw raw => CallRaw(container, raw.Number),
            ContainerOperation.Map map => Map(container, map, caller),
            ContainerOperation.Unmap unmap => Unmap(container, unmap, caller, outcome),
            ContainerOperation.Dirty dirty => Dirty(container, dirty),
            ContainerOperation.GetDirty get => GetDirty(container, get, caller, outcome),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

    private long Ask<T>(ActorId container, T message)
        where T : unmanaged, IMessage => -(long)run.Call(container, message).Last<ContainerMessage.Done>().Error;

    private long Refuse(ActorId container, CallKind call, Errno error) =>
        Ask(container, new ContainerMessage.BadCall(call, error));

    private long CallRaw(ActorId container, int number) => number switch
    {
        12 => Refuse(container, CallKind.Describe, Errno.EFAULT),
        13 => Refuse(container, CallKind.Map, Errno.EFAULT),
        14 => Refuse(container, CallKind.Unmap, Errno.EFAULT),
        17 => Refuse(container, CallKind.Dirty, Errno.EFAULT),
        _ => Refuse(container, CallKind.Unknown, Errno.ENOTTY),
    };

    private long Map(ActorId container, ContainerOperation.Map map, ProcessTable caller)
    {
        const MapFlags Known = MapFlags.Read | MapFlags.Write | MapFlags.Vaddr;
        var flags = (MapFlags)map.Flags;
        if (map.Argsz < MapSize || (flags & ~Known) != 0) { return Refuse(container, CallKind.Map, Errno.EINVAL); }
        var modes = (MapModes)map.Flags | (caller.HasCapability ? MapModes.LockCap : MapModes.None);
        return Ask(container, new ContainerMessage.Map(
            new(map.Iova), new(caller.AddressOf(map.Memory)), new(map.Size), modes, caller.Id));
    }

    private long Unmap(
        ActorId container, ContainerOperation.Unmap unmap, ProcessTable caller, OutcomeBuilder outcome)
    {
        const UnmapFlags Known = UnmapFlags.GetDirty | UnmapFlags.All | UnmapFlags.Vaddr;
        var flags = (UnmapFlags)unmap.Flags;
        var dirty = (flags & UnmapFlags.GetDirty) != 0;
        var size = UnmapSize + (dirty ? BitmapSize : 0);
        if (unmap.Argsz < size || (flags & ~Known) != 0 || (dirty && IsOutsideUser(unmap.Bitmap)))
        {
            return Refuse(container, CallKind.Unmap, Errno.EINVAL);
        }

        var heard = run.Call(container, new ContainerMessage.Unmap(
            new(unmap.Iova), new(unmap.Size), new(unmap.Bitmap.Bytes),
            (UnmapModes)unmap.Flags | (dirty ? ModesOf(unmap.Bitmap) : UnmapModes.None), caller.Id));
        var done = heard.Last<ContainerMessage.Done>();
        if (done.Error != Errno.None) { return -(long)done.Error; }
        outcome.Hex(Facts.Unmapped, done.Value);
        if (dirty) { outcome.Set(Facts.Bitmap, BitmapOf(heard, unmap.Bitmap)); }
        return 0;
    }

    private long Dirty(ActorId container, ContainerOperation.Dirty dirty)
    {
        if (dirty.Argsz < DirtySize) { return Refuse(container, CallKind.Dirty, Errno.EINVAL); }
        return dirty.Flags switch
        {
            1 => Ask(container, default(ContainerMessage.StartLog)),
            2 => Ask(container, default(ContainerMessage.StopLog)),
            _ => Refuse(container, CallKind.Dirty, Errno.EINVAL),
        };
    }

    private long GetDirty(
        ActorId container, ContainerOperation.GetDirty get, ProcessTable caller, OutcomeBuilder outcome)
    {
        var wraps = unchecked(get.Iova + get.Size) < get.Iova;
        if (get.Argsz < DirtySize + RangeSize || wraps || IsOutsideUser(get.Bitmap))
        {
            return Refuse(container, CallKind.Dirty, Errno.EINVAL);
        }

        var heard = run.Call(container, new ContainerMessage.GetLog(
            new(get.Iova), new(get.Size), new(get.Bitmap.Bytes), ModesOf(get.Bitmap), caller.Id));
        var done = heard.Last<ContainerMessage.Done>();
        if (done.Error == Errno.None && get.Bitmap.BadPointer is null)
        {
            outcome.Set(Facts.Bitmap, BitmapOf(heard, get.Bitmap));
        }

        return -(long)done.Error;
    }

    private static UnmapModes ModesOf(BitmapRoom room) =>
        (room.PageSize == Page ? UnmapModes.None : UnmapModes.OddPageSize)
        | (room.BadPointer is null ? UnmapModes.None : UnmapModes.BadBitmap);

    private static bool IsOutsideUser(BitmapRoom room) =>
        room.BadPointer is { } pointer && (pointer > UserEnd || room.Bytes > UserEnd - pointer);

    private static string BitmapOf(IReadOnlyList<Envelope> heard, BitmapRoom room)
    {
        // More than a line shows is nothing that was recorded.
        var bytes = new byte[Math.Min(room.Bytes, Recordings.KernelRecordingReader.LineBytesMax)];
        foreach (var bits in heard.All<ContainerMessage.Bits>())
        {
            // A mapping that goes on behind the range has bits behind the room, which the caller never looks at.
            var end = Math.Min(bits.First.Value + bits.Count.Value, (ulong)bytes.Length * 8);
            for (var bit = bits.First.Value; bit < end; bit++)
            {
                bytes[bit / 8] |= (byte)(1 << (int)(bit % 8));
            }
        }

        return Convert.ToHexStringLower(bytes);
    }
}
