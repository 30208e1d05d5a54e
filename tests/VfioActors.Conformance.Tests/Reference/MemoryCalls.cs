using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>What processes do to their memory.</summary>
public sealed class MemoryCalls(Machine machine)
{
    private const ulong Page = AddressSpace.Page;
    private const ulong FirstBuffer = 0x7f0000000000;
    private const ulong Apart = 1UL << 30;

    private int _made;

    public long Do(MemoryOperation operation, OutcomeBuilder outcome)
    {
        var process = machine.ProcessOf(operation);
        return operation switch
        {
            MemoryOperation.Create create => Create(process, create),
            MemoryOperation.Touch touch => Touch(process, touch),
            MemoryOperation.Peek peek => Peek(process, peek, outcome),
            MemoryOperation.Remove remove => Remove(process, remove),
            MemoryOperation.Protect protect => Protect(process, protect),
            MemoryOperation.Forget forget => Forget(process, forget),
            MemoryOperation.Lock locking => Lock(process, locking),
            MemoryOperation.Unlock unlock => Change(
                process, unlock.Buffer, unlock.Offset, unlock.Length, slot => Unlock(process, slot)),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }

    public IEnumerable<int> PinsOf(ProbeOperation.CountPins operation)
    {
        var process = machine.ProcessOf(operation);
        var start = process.Buffers[operation.Buffer].Start + operation.Offset;
        return Enumerable.Range(0, operation.Pages)
            .Select(page => PinsOf(process.Reach(start + ((ulong)page * Page), write: false)))
            .ToList();
    }

    public static ulong AddressOf(AddressSpace process, UserAddress address) => address.Buffer is { } name
        ? unchecked(process.Buffers[name].Start + address.Offset)
        : address.Offset;

    /// <summary>To be counted a page is looked at, which brings one in where there was none.</summary>
    private static int PinsOf(Frame? frame) => frame switch
    {
        { IsCounted: true } => frame.Pins,
        { Kind: FrameKind.Zero } => 0,
        _ => -1,
    };

    private static long Each(
        AddressSpace process, string buffer, ulong offset, ulong length, Action<ulong> change)
    {
        var start = process.Buffers[buffer].Start + offset;
        for (ulong at = 0; at < length; at += Page) { change(start + at); }
        return 0;
    }

    /// <summary>Stops at the first hole.</summary>
    private static long Change(
        AddressSpace process, string buffer, ulong offset, ulong length, Action<Slot> change)
    {
        var start = process.Buffers[buffer].Start + offset;
        for (ulong at = 0; at < length; at += Page)
        {
            if (process.SlotAt(start + at) is not { } slot) { return -Errno.ENOMEM; }
            change(slot);
        }

        return 0;
    }

    private static long Remove(AddressSpace process, MemoryOperation.Remove remove)
    {
        var start = process.Buffers[remove.Buffer].Start + remove.Offset;
        var cuts = HugeAreas.Cuts(process, start) || HugeAreas.Cuts(process, start + remove.Length);
        return cuts ? -Errno.EINVAL : Each(process, remove.Buffer, remove.Offset, remove.Length, process.Remove);
    }

    /// <summary>Stops at the first hole, and where a huge page would be cut.</summary>
    private static long Protect(AddressSpace process, MemoryOperation.Protect protect)
    {
        var start = process.Buffers[protect.Buffer].Start + protect.Offset;
        var (end, looked) = (start + protect.Length, start);
        for (var at = start; at < end; at += Page)
        {
            if (process.SlotAt(at) is not { } slot) { return -Errno.ENOMEM; }
            if (slot.Kind == BufferKind.Huge && slot.Protection != protect.Protection && at >= looked)
            {
                looked = HugeAreas.EndOfPart(process, at, end);
                if (HugeAreas.Cuts(process, at) || HugeAreas.Cuts(process, looked)) { return -Errno.EINVAL; }
            }

            slot.Protect(protect.Protection);
        }

        return 0;
    }

    /// <summary>Goes on behind holes, and stops at what cannot be forgotten.</summary>
    private long Forget(AddressSpace process, MemoryOperation.Forget forget)
    {
        var start = process.Buffers[forget.Buffer].Start + forget.Offset;
        var holes = 0;
        for (ulong at = 0; at < forget.Length; at += Page)
        {
            var slot = process.SlotAt(start + at);
            if (slot is null) { holes++; }
            if (slot is { Locked: true } or { IsSpecial: true }) { return -Errno.EINVAL; }
            if (slot is { Kind: BufferKind.Huge })
            {
                var first = at == 0 || process.SlotAt(start + at - Page) is not { Kind: BufferKind.Huge };
                var refused = !machine.Kernel.ForgetsHugePages || (first && !HugeAreas.Starts(start + at));
                if (refused) { return -Errno.EINVAL; }
                if (!HugeAreas.EndsBefore(start + at, start + forget.Length)) { continue; }
            }

            if (slot is { IsPrivate: true }) { slot.Show(null); }
        }

        return holes > 0 ? -Errno.ENOMEM : 0;
    }

    private static void Unlock(AddressSpace process, Slot slot)
    {
        if (slot.Locked) { process.LockedPages--; }
        slot.Locked = false;
    }

    private static long Lock(AddressSpace process, MemoryOperation.Lock operation)
    {
        List<Slot?> slots = [];
        var start = process.Buffers[operation.Buffer].Start + operation.Offset;
        for (ulong at = 0; at < operation.Length; at += Page) { slots.Add(process.SlotAt(start + at)); }
        if (!process.HasCapability)
        {
            if (process.LimitBytes == 0) { return -Errno.EPERM; }
            var already = slots.Count(slot => slot is { Locked: true });
            if (process.LockedPages + slots.Count - already > process.LimitPages) { return -Errno.ENOMEM; }
        }

        for (var page = 0; page < slots.Count; page++)
        {
            if (slots[page] is not { } slot) { return -Errno.ENOMEM; }
            if (slot.IsSpecial || slot.Kind == BufferKind.Huge) { continue; }
            if (!slot.Locked) { process.LockedPages++; }
            slot.Locked = true;
        }

        return slots.Index().Any(page => !Populate(process, start + ((ulong)page.Index * Page), page.Item!))
            ? -Errno.ENOMEM
            : 0;
    }

    private static bool Populate(AddressSpace process, ulong address, Slot slot)
    {
        var writes = slot.IsPrivate && (slot.Protection & MapFlags.Write) != 0;
        return slot.IsSpecial || process.Reach(address, writes) is not null;
    }

    private static long Touch(AddressSpace process, MemoryOperation.Touch touch)
    {
        var value = touch.Value;
        return Each(process, touch.Buffer, touch.Offset, touch.Length, address =>
        {
            process.Reach(address, write: true)?.Fill(value);
            value = unchecked((byte)(value + 1));
        });
    }

    private static long Peek(AddressSpace process, MemoryOperation.Peek peek, OutcomeBuilder outcome)
    {
        List<byte> read = [];
        var start = process.Buffers[peek.Buffer].Start + peek.Offset;
        while ((ulong)read.Count < peek.Length && process.Read(start + (ulong)read.Count) is { } value)
        {
            read.Add(value);
        }

        outcome.Bytes(read.ToArray());
        return read.Count;
    }

    private static MapFlags ProtectionOf(BufferKind kind) => kind switch
    {
        BufferKind.NoAccess => MapFlags.None,
        BufferKind.ReadOnly or BufferKind.FileReadOnly or BufferKind.FilePrivateReadOnly => MapFlags.Read,
        _ => MapFlags.Read | MapFlags.Write,
    };

    private static MemoryObject? ObjectOf(BufferKind kind) => kind switch
    {
        BufferKind.Reserved => new(FrameKind.Reserved),
        BufferKind.ByNumber => new(FrameKind.Unmanaged),
        BufferKind.Bar => new(FrameKind.Device),
        BufferKind.AnonymousShared or BufferKind.FileReadOnly or BufferKind.FilePrivate
            or BufferKind.FilePrivateReadOnly or BufferKind.FileShared or BufferKind.DriverPage
            => new(FrameKind.Ordinary),
        _ => null,
    };

    private long Create(AddressSpace process, MemoryOperation.Create create)
    {
        _made++;
        var start = create.Behind is { } behind
            ? AddressOf(process, behind)
            : FirstBuffer + ((ulong)_made * Apart);
        process.Buffers[create.Buffer] = new(create.Buffer, start, (int)create.Pages, _made);
        var behindAll = ObjectOf(create.Kind);
        HugePage? huge = create.Kind is BufferKind.Huge or BufferKind.TransparentHuge ? new() : null;
        for (var page = 0; page < create.Pages; page++)
        {
            Slot slot = new(create.Kind, behindAll, page) { Protection = ProtectionOf(create.Kind) };
            process.Add(start + ((ulong)page * Page), slot);
            if (create.Touched) { Fill(slot, huge, unchecked((byte)((16 * _made) + 1 + page))); }
        }

        if (create.Kind == BufferKind.Bar) { machine.GroupOf(create.Group).Shown++; }
        return 0;
    }

    private static void Fill(Slot slot, HugePage? huge, byte value)
    {
        if (slot.Kind is BufferKind.ReadOnly or BufferKind.NoAccess) { return; }
        if (slot.Behind is { } behind)
        {
            var frame = behind.FrameAt(slot.Index);
            if (!slot.IsSpecial) { frame.Fill(value); }
            slot.Show(slot.Kind == BufferKind.FilePrivate ? frame.Copy() : frame);
            return;
        }

        Frame own = new(FrameKind.Ordinary) { Huge = huge };
        own.Fill(value);
        slot.Show(own);
    }
}
