using System.Buffers.Binary;
using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>Eight bytes of memory, whatever they mean: the lowest address in the lowest byte.</summary>
/// <param name="Value">The bytes as a number.</param>
public readonly record struct MemoryWord(ulong Value)
{
    /// <summary>The four bytes at the lower addresses.</summary>
    public uint Low => (uint)(Value & uint.MaxValue);

    /// <summary>The four bytes at the higher addresses.</summary>
    public uint High => (uint)(Value >> 32);

    /// <summary>The word of two halves.</summary>
    public static MemoryWord Of(uint low, uint high) => new(low | ((ulong)high << 32));

    /// <summary>The first eight of some bytes.</summary>
    public static MemoryWord Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    /// <summary>Puts them where the first eight of some bytes are.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt64LittleEndian(bytes, Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
