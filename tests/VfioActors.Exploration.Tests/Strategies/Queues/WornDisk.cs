namespace VfioActors.Exploration.Tests.Strategies.Queues;

/// <summary>A file in memory on a disk that has room for so many bytes, and may give back others than it was given.</summary>
/// <param name="room">How many bytes fit.</param>
internal sealed class WornDisk(long room = long.MaxValue) : MemoryStream
{
    /// <summary>Whether a read fails.</summary>
    internal bool CannotBeRead { get; set; }

    /// <summary>Whether what is read is one bit off.</summary>
    internal bool Forgets { get; set; }

    /// <summary>Whether it was closed.</summary>
    internal bool IsClosed { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Position + buffer.Length > room) { throw new IOException("No space left on device"); }
        base.Write(buffer);
    }

    public override int Read(Span<byte> buffer)
    {
        if (CannotBeRead) { throw new IOException("Input/output error"); }
        var read = base.Read(buffer);
        if (Forgets) { buffer[0] ^= 1; }
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
