using System.Text;
using VfioActors.Behaviors.Values;

namespace VfioActors.Remote.Wire;

/// <summary>Writes numbers and names into bytes that are there already.</summary>
internal ref struct WireWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>How many bytes were written.</summary>
    internal int Count { get; private set; }

    /// <summary>How many bytes are free.</summary>
    internal readonly int Left => _bytes.Length - Count;

    /// <summary>A byte.</summary>
    internal void Byte(byte value)
    {
        if (Count == _bytes.Length) { throw Full(); }
        _bytes[Count++] = value;
    }

    /// <summary>A number: seven bits a byte, the lowest first, the highest bit says that more follows.</summary>
    internal void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7) { Byte((byte)(0x80 | (value & 0x7f))); }
        Byte((byte)value);
    }

    /// <summary>A number that is never below zero.</summary>
    internal void Number(int value) => Number((ulong)value);

    /// <summary>A name, after its length in bytes.</summary>
    internal void Name(string name)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        if (length > WireLimits.Name)
        {
            throw new WireException($"a name has {length} bytes; accepted: at most {WireLimits.Name}");
        }

        Number(length);
        if (_bytes.Length - Count < length) { throw Full(); }
        Count += Encoding.UTF8.GetBytes(name, _bytes[Count..]);
    }

    /// <summary>A copy of what was written.</summary>
    internal readonly byte[] ToArray() => _bytes[..Count].ToArray();

    private readonly WireException Full() => new($"more than {Counted.Of(_bytes.Length, "byte")}");
}
