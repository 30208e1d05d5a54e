namespace VfioActors.Conformance.Operations;

/// <summary>A call that changes or reads the memory of the calling process.</summary>
/// <param name="Buffer">The name of the buffer.</param>
public abstract record MemoryOperation(string Buffer) : Operation
{
    /// <summary>Makes a buffer.</summary>
    /// <param name="Kind">What is behind it.</param>
    /// <param name="Pages">Its size in pages of 4 KiB.</param>
    /// <param name="Touched">Whether every page is written to at once.</param>
    /// <param name="Behind">Where it goes, if not anywhere.</param>
    /// <param name="Group">The group whose device memory it is, for <see cref="BufferKind.Bar"/>.</param>
    public sealed record Create(
        string Buffer, BufferKind Kind, long Pages, bool Touched, UserAddress? Behind, string Group)
        : MemoryOperation(Buffer);

    /// <summary>Writes to each page of a range: the value in the first, one more in each further.</summary>
    public sealed record Touch(string Buffer, ulong Offset, ulong Length, byte Value) : MemoryOperation(Buffer);

    /// <summary>Reads a range, up to the first hole.</summary>
    public sealed record Peek(string Buffer, ulong Offset, ulong Length) : MemoryOperation(Buffer);

    /// <summary>Takes a range away.</summary>
    public sealed record Remove(string Buffer, ulong Offset, ulong Length) : MemoryOperation(Buffer);

    /// <summary>Changes what the process itself may do with a range.</summary>
    public sealed record Protect(string Buffer, ulong Offset, ulong Length, MapFlags Protection)
        : MemoryOperation(Buffer);

    /// <summary>Tells the system that the contents of a range are not needed.</summary>
    public sealed record Forget(string Buffer, ulong Offset, ulong Length) : MemoryOperation(Buffer);

    /// <summary>Locks a range in memory.</summary>
    public sealed record Lock(string Buffer, ulong Offset, ulong Length) : MemoryOperation(Buffer);

    /// <summary>Unlocks a range.</summary>
    public sealed record Unlock(string Buffer, ulong Offset, ulong Length) : MemoryOperation(Buffer);
}
