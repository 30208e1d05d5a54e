using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>Pins a page at a time: what a <see cref="PinLedger"/> must be equal to.</summary>
internal sealed class LedgerModel
{
    private readonly SortedDictionary<ulong, (ulong Pfn, uint Refs)> _pins = [];

    internal string Text => string.Join(' ', _pins.Select(pin => $"{pin.Key}:{pin.Value.Pfn}x{pin.Value.Refs}"));

    internal LedgerModel Copy()
    {
        LedgerModel copy = new();
        foreach (var (page, pin) in _pins) { copy._pins.Add(page, pin); }
        return copy;
    }

    internal bool MayPin(ulong first, ulong pages, ulong pfn) => Pages(first, pages).All(
        page => !_pins.TryGetValue(page, out var pin) || pin.Pfn == pfn + (page - first));

    internal bool MayUnpin(ulong first, ulong pages) => Pages(first, pages).All(_pins.ContainsKey);

    internal void Pin(ulong first, ulong pages, ulong pfn)
    {
        foreach (var page in Pages(first, pages))
        {
            _pins[page] = (pfn + (page - first), _pins.GetValueOrDefault(page).Refs + 1);
        }
    }

    internal void Unpin(ulong first, ulong pages)
    {
        foreach (var page in Pages(first, pages))
        {
            var (pfn, refs) = _pins[page];
            if (refs > 1) { _pins[page] = (pfn, refs - 1); }
            else { _ = _pins.Remove(page); }
        }
    }

    internal void AssertSame(PinLedger ledger)
    {
        Assert.Equal(new PageCount((ulong)_pins.Count), ledger.Pages);
        List<PinRun> runs = [];
        for (var at = PageIndex.Zero; ledger.TryNext(at, out var run); at = run.End) { runs.Add(run); }
        Assert.Equal(runs.Count, ledger.RunsNow);
        Assert.Equal(
            _pins.Select(pin => (new PageIndex(pin.Key), new Pfn((long)pin.Value.Pfn), pin.Value.Refs)),
            runs.SelectMany(run => Pages(run.FirstPage.Value, run.Pages.Value).Select(page => new PageIndex(page))
                .Select(page => (page, run.PfnOf(page), run.Refs))));
        for (var at = 1; at < runs.Count; at++) { Assert.False(Joins(runs[at - 1], runs[at])); }
    }

    private static bool Joins(PinRun left, PinRun right) =>
        left.End == right.FirstPage && left.Refs == right.Refs && left.PfnOf(left.End) == right.FirstPfn;

    private static IEnumerable<ulong> Pages(ulong first, ulong pages)
    {
        for (var page = first; page < first + pages; page++) { yield return page; }
    }
}
