using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A page frame number: which page of memory an address leads to.</summary>
/// <param name="Value">The number of the page, from 1; 0 is none.</param>
public readonly record struct Pfn(long Value) : IComparable<Pfn>
{
    /// <summary>No page.</summary>
    public static Pfn None => default;

    /// <summary>
    /// The lowest number whose page record, if there is one, says "reserved": never charged, never pinned.
    /// </summary>
    public const long ReservedFrom = 1L << 40;

    /// <summary>The lowest number without a page record: device memory. Reserved too.</summary>
    public const long RecordlessFrom = 1L << 41;

    /// <summary>The page of zeroes that stands for memory never written.</summary>
    public static Pfn Zero => new(ReservedFrom);

    /// <summary>
    /// Whether the page is none of those that are counted: the kernel's is_invalid_reserved_pfn, which anybody may ask
    /// of a number at any time.
    /// </summary>
    public bool IsReserved => Value >= ReservedFrom;

    /// <summary>Whether the page has a record.</summary>
    public bool HasRecord => Value is > 0 and < RecordlessFrom;

    /// <summary>So many pages further on.</summary>
    public Pfn Plus(PageCount pages) => new(Value + (long)pages.Value);

    /// <inheritdoc/>
    public int CompareTo(Pfn other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(Pfn left, Pfn right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(Pfn left, Pfn right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(Pfn left, Pfn right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(Pfn left, Pfn right) => left.Value >= right.Value;
}
