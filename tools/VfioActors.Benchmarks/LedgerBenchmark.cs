using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Values;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many pages a second does the pin ledger pin and unpin, and what does a pinned page cost? The baselines are a
/// plain array with a word a page, which nothing can beat and which holds no gaps, and a sorted dictionary of pages.
/// </summary>
internal sealed class LedgerBenchmark(int rounds, TextWriter output)
{
    private const ulong Space = 1UL << 20;
    private const int TebibytePages = 1 << 28;
    private readonly ulong[] _scattered = Shuffled();

    internal void Run()
    {
        output.WriteLine($"{"pages pinned and unpinned, M/s a core",-42} {"ledger",12} {"array",12} {"dictionary",12}");
        foreach (var batch in (int[])[1, 16, 512])
        {
            Row($"batches of {batch}, neighbouring frames", batch, _ => 0);
            Row($"batches of {batch}, scattered frames", batch, page => _scattered[page]);
        }

        output.WriteLine($"{"bytes a pinned page",-42} {"ledger",12}");
        Size("1 GiB, neighbouring frames", 1 << 18, scattered: false);
        Size("1 TiB, neighbouring frames", TebibytePages, scattered: false);
        Size("4 GiB, scattered frames", 1 << 20, scattered: true);
    }

    private static ulong[] Shuffled()
    {
        var pages = new ulong[Space];
        for (var at = 0UL; at < Space; at++) { pages[at] = at * 40_503 % Space; }
        return pages;
    }

    private void Row(string name, int batch, Func<ulong, ulong> moved)
    {
        var ledger = new LedgerState();
        var array = new (ulong Pfn, uint Refs)[Space];
        SortedDictionary<ulong, (ulong Pfn, uint Refs)> dictionary = [];
        var own = Median(batch, (first, pins) => Change(ledger.Pins, first, batch, moved, pins));
        var plain = Median(batch, (first, pins) => Change(array, first, batch, moved, pins));
        var sorted = Median(batch, (first, pins) => Change(dictionary, first, batch, moved, pins));
        output.WriteLine($"{name,-42} {own,12:F1} {plain,12:F1} {sorted,12:F2}");
    }

    /// <summary>Half of the space stays pinned, so that there is something to look through.</summary>
    private double Median(int batch, Action<ulong, bool> change)
    {
        for (var first = 0UL; first < Space; first += 2UL * (ulong)batch) { change(first, true); }
        return Rate.Median(rounds, () =>
        {
            for (var first = (ulong)batch; first < Space; first += 2UL * (ulong)batch)
            {
                change(first, true);
                change(first, false);
            }

            return (long)Space;
        }).MillionsPerCore;
    }

    private static void Change(PinLedger ledger, ulong first, int batch, Func<ulong, ulong> moved, bool pins)
    {
        if (!pins) { ledger.Unpin(new(first), new((ulong)batch)); }
        else if (moved(first) == 0 && moved(first + 1) == 0)
        {
            ledger.Pin(new(first), new((ulong)batch), new(1 + (long)first));
        }
        else
        {
            for (var page = first; page < first + (ulong)batch; page++)
            {
                ledger.Pin(new(page), PageCount.One, new(1 + (long)moved(page)));
            }
        }
    }

    private static void Change(
        (ulong Pfn, uint Refs)[] array, ulong first, int batch, Func<ulong, ulong> moved, bool pins)
    {
        for (var page = first; page < first + (ulong)batch; page++)
        {
            ref var pin = ref array[page];
            pin = pins ? (1 + moved(page), pin.Refs + 1) : (pin.Pfn, pin.Refs - 1);
        }
    }

    private static void Change(
        SortedDictionary<ulong, (ulong Pfn, uint Refs)> dictionary, ulong first, int batch,
        Func<ulong, ulong> moved, bool pins)
    {
        for (var page = first; page < first + (ulong)batch; page++)
        {
            if (pins) { dictionary[page] = (1 + moved(page), 1); }
            else { _ = dictionary.Remove(page); }
        }
    }

    private void Size(string name, int pages, bool scattered)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        LedgerState state = new();
        for (var first = 0UL; first < (ulong)pages; first += 512)
        {
            Change(state.Pins, first, 512, page => scattered ? _scattered[page] : 0, pins: true);
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{name,-42} {bytes / (double)state.Pins.Pages.Value,12:F6}");
        GC.KeepAlive(state);
    }

    private sealed class LedgerState : State
    {
        internal LedgerState()
            : base(new(keeps: false)) => Pins = new(this);

        internal PinLedger Pins { get; }
    }
}
