namespace VfioActors.Cli.Tests;

/// <summary>Takes nothing any more.</summary>
internal sealed class FullDisk : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("the disk is full");

    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("the disk is full");

    public override void Flush()
    {
        // Nothing was taken, so that nothing is left to hand on.
    }
}
