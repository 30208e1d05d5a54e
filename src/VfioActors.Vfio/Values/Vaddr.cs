using System.Globalization;

namespace VfioActors.Vfio.Values;

/// <summary>A virtual address of a process.</summary>
/// <param name="Value">Bytes.</param>
public readonly record struct Vaddr(ulong Value) : IComparable<Vaddr>
{
    /// <summary>Whether a page starts here.</summary>
    public bool IsAligned => Paging.Aligns(Value);

    /// <summary>The page that it is in.</summary>
    public PageIndex Page => new(Paging.PageOf(Value));

    /// <summary>How far it is behind the start of its page.</summary>
    public ByteCount InPage => new(Value & (Paging.Size - 1));

    /// <summary>So many bytes further on; behind the highest address they start again at 0.</summary>
    public Vaddr Plus(ByteCount bytes) => new(unchecked(Value + bytes.Value));

    /// <summary>So many pages further on; behind the highest address they start again at 0.</summary>
    public Vaddr Plus(PageCount pages) => Plus(pages.Bytes);

    /// <summary>How far it is behind an address that is not behind it.</summary>
    public ByteCount Since(Vaddr start) => new(Value - start.Value);

    /// <summary>Whether so many bytes from here on, at least one, go past the highest address.</summary>
    public bool Wraps(ByteCount size) => unchecked(size.Value - 1) > ulong.MaxValue - Value;

    /// <inheritdoc/>
    public int CompareTo(Vaddr other) => Value.CompareTo(other.Value);

    /// <summary>The number in hexadecimal.</summary>
    public override string ToString() => Value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is lower.</summary>
    public static bool operator <(Vaddr left, Vaddr right) => left.Value < right.Value;

    /// <summary>Whether the left one is higher.</summary>
    public static bool operator >(Vaddr left, Vaddr right) => left.Value > right.Value;

    /// <summary>Whether the left one is at most the right one.</summary>
    public static bool operator <=(Vaddr left, Vaddr right) => left.Value <= right.Value;

    /// <summary>Whether the left one is at least the right one.</summary>
    public static bool operator >=(Vaddr left, Vaddr right) => left.Value >= right.Value;
}
