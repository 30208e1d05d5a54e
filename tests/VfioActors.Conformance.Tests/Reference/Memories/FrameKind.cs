namespace VfioActors.Conformance.Tests.Reference.Memories;

public enum FrameKind
{
    Ordinary,
    Zero,
    Reserved,

    /// <summary>RAM that is shown by number only: it cannot be pinned.</summary>
    Unmanaged,

    /// <summary>No page record: memory of a device.</summary>
    Device,
}
