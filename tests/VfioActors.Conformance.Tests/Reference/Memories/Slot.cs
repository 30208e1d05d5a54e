using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>One page of the address space of a process.</summary>
public sealed class Slot(BufferKind kind, MemoryObject? behind, int index)
{
    public BufferKind Kind { get; } = kind;

    public MemoryObject? Behind { get; } = behind;

    public int Index { get; } = index;

    public MapFlags Protection { get; set; } = MapFlags.Read | MapFlags.Write;

    public bool Locked { get; set; }

    /// <summary>Set by a fork or a change of rights: the next write looks whether the page is still shared.</summary>
    public bool WriteProtected { get; set; }

    public Frame? Present { get; private set; }

    /// <summary>Shown by number: there is no page record to pin by, and no lock counts it.</summary>
    public bool IsSpecial => Kind is BufferKind.Reserved or BufferKind.ByNumber or BufferKind.Bar;

    public bool IsPrivate => Kind is BufferKind.Anonymous or BufferKind.TransparentHuge or BufferKind.ReadOnly
        or BufferKind.NoAccess or BufferKind.FilePrivate or BufferKind.FilePrivateReadOnly or BufferKind.Huge;

    public bool IsFilePrivate => Kind is BufferKind.FilePrivate or BufferKind.FilePrivateReadOnly;

    /// <summary>Whether it shows a page that only a fork can have made others see.</summary>
    public bool IsAnonymousPage =>
        IsPrivate && Present is { IsCounted: true } && (Behind is null || Present != Behind.FrameAt(Index));

    /// <summary>A page of the process' own may be written only after a fault, once its rights have changed.</summary>
    public void Protect(MapFlags protection)
    {
        if (protection != Protection && IsPrivate) { WriteProtected = true; }
        Protection = protection;
    }

    public void Show(Frame? frame)
    {
        if (Present is { } old) { old.Mappers--; }
        if (frame is not null) { frame.Mappers++; }
        Present = frame;
    }

    public Slot CopyForChild()
    {
        Slot copy = new(Kind, Behind, Index) { Protection = Protection, WriteProtected = WriteProtected };
        if (!IsAnonymousPage)
        {
            copy.Show(Present);
            return copy;
        }

        if (Present!.Pins > 0)
        {
            copy.Show(Present.Copy());
            return copy;
        }

        copy.Show(Present);
        copy.WriteProtected = WriteProtected = true;
        return copy;
    }
}
