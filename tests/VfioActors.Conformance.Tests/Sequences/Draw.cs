using VfioActors.Conformance.Operations;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Conformance.Tests.Sequences;

/// <summary>Draws arguments that are near each other, so that operations meet.</summary>
/// <param name="random">Where the numbers come from.</param>
/// <param name="hasVaddr">Whether addresses in the caller's memory are given up and given anew.</param>
/// <param name="hasLimits">
/// Whether limits are hit: then nothing is mapped where the aperture ends, for which of the two errors comes first
/// depends on which page frames follow each other.
/// </param>
/// <param name="isAtTop">Whether addresses are mostly the last of all, else the first ones.</param>
public sealed class Draw(SeededRandom random, bool hasVaddr, bool hasLimits, bool isAtTop)
{
    private const ulong Page = 4096;
    private const int FirstPage = 0x10;
    private const int Pages = 0x18;
    private const int RangePagesMax = 6;
    private const ulong PagesOfAll = 1UL << 52;
    private const int TopPages = 10;

    private static readonly ulong[] Odd =
        [0, 0xfee00000, 0x10800, 0xfffffffff000, 0xffffffffffffe000, 0x1000000000000];

    private readonly List<(ulong Iova, ulong Size)> _mapped = [];

    public int Below(int end) => random.Below(end);

    public bool Once(int times) => random.Below(times) == 0;

    public T Of<T>(IReadOnlyList<T> choices) => choices[random.Below(choices.Count)];

    public ulong Iova()
    {
        if (Once(40)) { return Of(hasLimits ? Odd[..3] : Odd); }
        if (!isAtTop) { return (ulong)(FirstPage + random.Below(Pages)) * Page; }
        return Once(8) ? (ulong)random.Below(3) * Page : (PagesOfAll - 1 - (ulong)random.Below(TopPages)) * Page;
    }

    public ulong Size() => Once(30)
        ? Of<ulong>([0, 0x800, 0x1001, 0xfffffffffffff000])
        : (ulong)(1 + random.Below(RangePagesMax)) * Page;

    /// <summary>A range to map: where addresses end it is often cut there.</summary>
    public (ulong Iova, ulong Size) New()
    {
        var (iova, size) = (Iova(), Size());
        var left = unchecked(0 - iova);
        return isAtTop && size > left && left > 0 && !Once(4) ? (iova, left) : (iova, size);
    }

    public uint Rights() => Of<uint>([3, 3, 3, 1, 1, 2]);

    public uint MapBits()
    {
        if (Once(40)) { return Of<uint>([0, 4, 5, 7, 8, 16]); }
        return hasVaddr && Once(3) ? (uint)MapFlags.Vaddr : Rights();
    }

    /// <summary>A range that was mapped, often; else any.</summary>
    public (ulong Iova, ulong Size) Range()
    {
        if (_mapped.Count == 0 || Once(4)) { return (Iova(), Size()); }
        var (iova, size) = Of(_mapped);
        return Once(4) ? (iova, unchecked(size + Page)) : (iova, size);
    }

    /// <summary>An address inside a range that was mapped, often; else any.</summary>
    public ulong Inside()
    {
        if (_mapped.Count == 0 || Once(4)) { return Iova(); }
        var (iova, size) = Of(_mapped);
        return unchecked(iova + ((ulong)random.Below((int)ulong.Clamp(size / Page, 1, RangePagesMax)) * Page));
    }

    public void Mapped(ulong iova, ulong size)
    {
        _mapped.Add((iova, size));
        if (_mapped.Count > RangePagesMax) { _mapped.RemoveAt(0); }
    }

    public ulong OffsetIn(int pages) => (ulong)random.Below(pages) * Page;
}
