using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>Writes numbers and texts, as many as there are.</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>What was written.</summary>
    internal ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>A byte.</summary>
    internal void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>Yes or no.</summary>
    internal void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A number that is never below zero: seven bits a byte, the lowest first.</summary>
    internal void Number(long value)
    {
        var span = _bytes.GetSpan(10);
        var (left, at) = ((ulong)value, 0);
        for (; left >= 0x80; left >>= 7) { span[at++] = (byte)(0x80 | (left & 0x7f)); }
        span[at++] = (byte)left;
        _bytes.Advance(at);
    }

    /// <summary>Eight bytes.</summary>
    internal void Fixed(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(sizeof(ulong)), value);
        _bytes.Advance(sizeof(ulong));
    }

    /// <summary>A number that may be below zero.</summary>
    internal void Signed(long value) => Fixed(unchecked((ulong)value));

    /// <summary>A text, after its length in bytes.</summary>
    /// <exception cref="WireException">It is too long.</exception>
    internal void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > PackLimits.Text)
        {
            throw new WireException($"a text has {length} bytes; accepted: at most {PackLimits.Text}");
        }

        Number(length);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length)));
    }

    /// <summary>Bytes, after their number.</summary>
    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _bytes.Write(bytes);
    }
}
