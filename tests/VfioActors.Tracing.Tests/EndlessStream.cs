namespace VfioActors.Tracing.Tests;

/// <summary>A line that never ends.</summary>
internal sealed class EndlessStream : MemoryStream
{
    public override int Read(byte[] buffer, int offset, int count)
    {
        buffer.AsSpan(offset, count).Fill((byte)' ');
        return count;
    }
}
