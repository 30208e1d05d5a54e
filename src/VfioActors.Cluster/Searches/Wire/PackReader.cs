using System.Buffers.Binary;
using System.Text;
using VfioActors.Behaviors.Values;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>Reads numbers and texts that another node wrote, who may be anybody.</summary>
/// <param name="bytes">All of them.</param>
/// <param name="what">Of what they are, for messages about mistakes.</param>
internal ref struct PackReader(ReadOnlySpan<byte> bytes, string what)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    private readonly int Left => _bytes.Length - _at;

    /// <summary>A byte.</summary>
    internal byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Wrong($"cut off at byte {_at}");

    /// <summary>The version of the format, which goes first.</summary>
    internal void Version(byte known)
    {
        var version = Byte();
        if (version != known) { throw Wrong($"format {version}; accepted: {known}"); }
    }

    /// <summary>Yes or no.</summary>
    internal bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw Wrong($"a flag is {other}; accepted: 0 and 1"),
    };

    /// <summary>A number that is never below zero.</summary>
    internal long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) { return (long)value; }
        }

        throw Wrong($"a number of more than 63 bits ends at byte {_at - 1}");
    }

    /// <summary>A number with a limit.</summary>
    internal int Number(string name, int most)
    {
        var value = Number();
        return value <= most ? (int)value : throw Wrong($"{name} is {value}; accepted: 0 to {most}");
    }

    /// <summary>How many things follow, each of which takes some bytes.</summary>
    internal int Count(string name, int bytesEach)
    {
        var value = Number();
        if (value <= Left / bytesEach) { return (int)value; }
        var left = Counted.Of(Left, "byte is", "bytes are");
        throw Wrong($"{name} are {value}, and {left} left, {bytesEach} for each");
    }

    /// <summary>Eight bytes.</summary>
    internal ulong Fixed()
    {
        if (Left < sizeof(ulong)) { throw Wrong($"cut off at byte {_bytes.Length}"); }
        _at += sizeof(ulong);
        return BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(_at - sizeof(ulong))..]);
    }

    /// <summary>A number that may be below zero.</summary>
    internal long Signed() => unchecked((long)Fixed());

    /// <summary>A text.</summary>
    internal string Text()
    {
        var length = Number("the length of a text", PackLimits.Text);
        if (Left < length) { throw Wrong($"cut off at byte {_bytes.Length}"); }
        _at += length;
        try
        {
            return Strict.GetString(_bytes.Slice(_at - length, length));
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("a text is no UTF-8");
        }
    }

    /// <summary>Bytes.</summary>
    internal byte[] Bytes(int most)
    {
        var length = Number("the number of bytes", most);
        if (Left < length) { throw Wrong($"cut off at byte {_bytes.Length}"); }
        _at += length;
        return _bytes.Slice(_at - length, length).ToArray();
    }

    /// <summary>Nothing may follow.</summary>
    internal readonly void End()
    {
        if (Left > 0) { throw Wrong($"{Counted.Of(Left, "byte")} too many"); }
    }

    /// <summary>What is wrong, of what.</summary>
    internal readonly WireException Wrong(string how) => new($"{what}: {how}");
}
