using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>A process: its pages, its limit and what it has locked.</summary>
public sealed class AddressSpace(Kernel kernel, Frame zero)
{
    public const ulong Page = Frame.Size;

    private readonly SortedDictionary<ulong, Slot> _slots = [];

    public SortedDictionary<string, Buffer> Buffers { get; } = new(StringComparer.Ordinal);

    public bool IsAlive { get; set; } = true;

    public bool HasCapability { get; set; } = true;

    public ulong? LimitBytes { get; set; }

    public long LockedPages { get; set; }

    public long LimitPages => LimitBytes is { } bytes ? (long)(bytes / Page) : long.MaxValue;

    public IEnumerable<KeyValuePair<ulong, Slot>> Slots => _slots;

    public Slot? SlotAt(ulong address) => _slots.GetValueOrDefault(address / Page);

    public void Add(ulong address, Slot slot) => _slots[address / Page] = slot;

    public void Remove(ulong address)
    {
        if (!_slots.Remove(address / Page, out var slot)) { return; }
        slot.Show(null);
        if (slot.Locked) { LockedPages--; }
    }

    public AddressSpace Fork()
    {
        AddressSpace child = new(kernel, zero) { HasCapability = HasCapability, LimitBytes = LimitBytes };
        foreach (var (page, slot) in _slots) { child._slots[page] = slot.CopyForChild(); }
        foreach (var (name, buffer) in Buffers) { child.Buffers[name] = buffer; }
        return child;
    }

    public void Exit()
    {
        IsAlive = false;
        foreach (var slot in _slots.Values) { slot.Show(null); }
        _slots.Clear();
        Buffers.Clear();
    }

    /// <summary>The page behind an address as the process itself would come to it.</summary>
    public Frame? Reach(ulong address, bool write) => Fault(SlotAt(address), write, forPin: false);

    /// <summary>The page behind an address as a pin comes to it; null when there is none that can be pinned.</summary>
    public Frame? Pin(ulong address, bool write)
    {
        var frame = Fault(SlotAt(address), write, forPin: true);
        if (frame is null or { Kind: FrameKind.Unmanaged }) { return null; }
        frame.Pin();
        return frame;
    }

    public byte? Read(ulong address) => Reach(address, write: false)?.Read((int)(address % Page));

    public bool Write(ulong address, byte value)
    {
        if (Reach(address, write: true) is not { } frame) { return false; }
        frame.Write((int)(address % Page), value);
        return true;
    }

    private static Frame Allocate(Slot slot, Frame? content)
    {
        var frame = content?.Copy() ?? new(FrameKind.Ordinary);
        slot.Show(frame);
        slot.WriteProtected = false;
        return frame;
    }

    private Frame? Fault(Slot? slot, bool write, bool forPin)
    {
        var needed = write ? MapFlags.Write : MapFlags.Read;
        if (slot is null || (slot.Protection & needed) == 0) { return null; }
        if (!slot.IsPrivate || (slot.IsFilePrivate && !write && slot.Present is null))
        {
            if (slot.Present is null) { slot.Show(slot.Behind!.FrameAt(slot.Index)); }
            return slot.Present;
        }

        if (!write && slot.Present is null) { slot.Show(zero); }
        if (write && !slot.IsAnonymousPage) { return Allocate(slot, FileContent(slot)); }
        var needsOwn = write || (forPin && kernel.UnsharesForPins);
        return slot.WriteProtected && needsOwn && slot.IsAnonymousPage ? Unshare(slot) : slot.Present;
    }

    private static Frame? FileContent(Slot slot) => slot.IsFilePrivate ? slot.Behind!.FrameAt(slot.Index) : null;

    /// <summary>A page that only this process shows stays; the older kernel also asks that nobody pins it.</summary>
    private Frame Unshare(Slot slot)
    {
        var frame = slot.Present!;
        if (frame.Mappers > 1 || (!kernel.UnsharesForPins && frame.Pins > 0)) { return Allocate(slot, frame); }
        slot.WriteProtected = false;
        return frame;
    }
}
