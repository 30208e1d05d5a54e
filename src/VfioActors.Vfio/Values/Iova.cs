using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>An I/O virtual address: what a device puts on the bus.</summary>
/// <param name="Value">Bytes.</param>
public readonly record struct Iova(ulong Value) : IComparable<Iova>
{
    /// <summary>The last address of all.</summary>
    public static Iova Highest => new(ulong.MaxValue);

    /// <summary>Whether a page starts here.</summary>
    public bool IsAligned => Paging.Aligns(Value);

    /// <summary>The number of the page that it is in.</summary>
    public PageIndex Page => new(Paging.PageOf(Value));

    /// <summary>Where a page starts.</summary>
    public static Iova OfPage(PageIndex page) => new(page.Value << Paging.Shift);

    /// <summary>So many bytes further on; behind the highest address they start again at 0.</summary>
    public Iova Plus(ByteCount bytes) => new(unchecked(Value + bytes.Value));

    /// <summary>So many pages further on; behind the highest address they start again at 0.</summary>
    public Iova Plus(PageCount pages) => Plus(pages.Bytes);

    /// <summary>How far it is behind a start; of what lies before that, as if addresses were a circle.</summary>
    public ByteCount Since(Iova start) => new(unchecked(Value - start.Value));

    /// <summary>The last of so many bytes from here on, at least one; they may wrap.</summary>
    public Iova LastOf(ByteCount size) => new(unchecked(Value + (size.Value - 1)));

    /// <summary>Whether so many bytes from here on, at least one, go past the highest address.</summary>
    public bool Wraps(ByteCount size) => unchecked(size.Value - 1) > ulong.MaxValue - Value;

    /// <inheritdoc/>
    public int CompareTo(Iova other) => Value.CompareTo(other.Value);

    /// <summary>The number in hexadecimal.</summary>
    public override string ToString() => Value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(Iova left, Iova right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(Iova left, Iova right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(Iova left, Iova right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(Iova left, Iova right) => left.Value >= right.Value;
}
