namespace VfioActors.Conformance.Operations;

/// <summary>Where the caller wants dirty bits.</summary>
/// <param name="PageSize">Bytes that one bit stands for.</param>
/// <param name="Bytes">Bytes that there is room for.</param>
/// <param name="BadPointer">Where the room is when it is no memory of the caller, else null.</param>
public readonly record struct BitmapRoom(ulong PageSize, ulong Bytes, ulong? BadPointer)
{
    /// <summary>One bit a page of 4 KiB, for 64 pages.</summary>
    public static BitmapRoom Usual => new(4096, 8, null);
}
