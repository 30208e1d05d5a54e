using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>Where a byte is in the memory of the machine: its page frame, and its place in it.</summary>
/// <param name="Value">Bytes.</param>
public readonly record struct PhysicalAddress(ulong Value) : IComparable<PhysicalAddress>
{
    /// <summary>Where a page frame starts.</summary>
    public static PhysicalAddress Of(Pfn frame) => new((ulong)frame.Value << Paging.Shift);

    /// <summary>The page frame that it is in.</summary>
    public Pfn Frame => new((long)(Value >> Paging.Shift));

    /// <summary>How far it is behind the start of its page.</summary>
    public ByteCount InPage => new(Value & (Paging.Size - 1));

    /// <summary>So many bytes further on.</summary>
    public PhysicalAddress Plus(ByteCount bytes) => new(Value + bytes.Value);

    /// <summary>How far it is behind an address that is not behind it.</summary>
    public ByteCount Since(PhysicalAddress start) => new(Value - start.Value);

    /// <inheritdoc/>
    public int CompareTo(PhysicalAddress other) => Value.CompareTo(other.Value);

    /// <summary>The number in hexadecimal.</summary>
    public override string ToString() => Value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(PhysicalAddress left, PhysicalAddress right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(PhysicalAddress left, PhysicalAddress right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(PhysicalAddress left, PhysicalAddress right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(PhysicalAddress left, PhysicalAddress right) => left.Value >= right.Value;
}
