using System.Text;
using VfioActors.Behaviors.Values;

namespace VfioActors.Remote.Wire;

/// <summary>Reads numbers and names that another node wrote, who may be anybody.</summary>
/// <param name="bytes">All of them.</param>
/// <param name="what">Of what they are, for messages about mistakes.</param>
internal ref struct WireReader(ReadOnlySpan<byte> bytes, string what)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>A byte.</summary>
    internal byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Wrong($"cut off at byte {_at}");

    /// <summary>The version of the format, which goes first.</summary>
    internal void Version(byte known)
    {
        var version = Byte();
        if (version != known) { throw Wrong($"format {version}; accepted: {known}"); }
    }

    /// <summary>A number, written as short as it can be.</summary>
    internal ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            if (shift == 63 && part > 1) { break; }
            value |= (ulong)(part & 0x7f) << shift;
            if (part >= 0x80) { continue; }
            return part > 0 || shift == 0 ? value : throw Wrong($"a number ends in zero at byte {_at - 1}");
        }

        throw Wrong($"a number of more than 64 bits ends at byte {_at - 1}");
    }

    /// <summary>A number with a limit.</summary>
    internal int Number(string name, int most)
    {
        var value = Number();
        return value <= (ulong)most ? (int)value : throw Wrong($"{name} is {value}; accepted: 0 to {most}");
    }

    /// <summary>A name.</summary>
    internal string Name()
    {
        var length = Number("the length of a name", WireLimits.Name);
        if (_bytes.Length - _at < length) { throw Wrong($"cut off at byte {_bytes.Length}"); }
        _at += length;
        try
        {
            return Strict.GetString(_bytes.Slice(_at - length, length));
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("a name is no UTF-8");
        }
    }

    /// <summary>Nothing may follow.</summary>
    internal readonly void End()
    {
        if (_at < _bytes.Length) { throw Wrong($"{Counted.Of(_bytes.Length - _at, "byte")} too many"); }
    }

    /// <summary>What is wrong, of what.</summary>
    internal readonly WireException Wrong(string how) => new($"{what}: {how}");
}
