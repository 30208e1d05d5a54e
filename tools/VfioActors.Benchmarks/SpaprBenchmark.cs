using System.Diagnostics;
using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many entries a second do puts and stuffs of 512 change, in the table alone and by hypercalls through registry
/// and IOMMU, against a plain array of entries? And how long does it take to register and unregister memory?
/// </summary>
internal sealed class SpaprBenchmark(int rounds, TextWriter output)
{
    private const int Batch = 512;
    private const int Entries = 1 << 19;
    private static readonly TcePageShift Shift = TcePageShift.Smallest;

    internal void Run()
    {
        output.WriteLine($"{"entries put and stuffed, M/s a core",-42} {"table",12} {"array",12} {"hypercalls",12}");
        TableState state = new();
        var array = new TceEntry[Entries];
        SpaprSteps steps = new(Entries, Batch);
        var table = Rate.Median(rounds, () => ChangeTable(state.Table)).MillionsPerCore;
        var plain = Rate.Median(rounds, () => ChangeArray(array)).MillionsPerCore;
        var calls = Rate.Median(rounds, steps.PutAndStuffAll).MillionsPerCore;
        output.WriteLine($"{"512 a call",-42} {table,12:F1} {plain,12:F1} {calls,12:F1}");
        output.WriteLine($"{"against the array",-42} {table / plain,12:F2} {1.0,12:F2} {calls / plain,12:F2}");
        output.WriteLine($"{"registered and unregistered, microseconds",-42} {"register",12} {"unregister",12}");
        Register("1 GiB", 1UL << 18);
        Register("1 TiB", 1UL << 28);
    }

    private static long ChangeTable(TceTable table)
    {
        for (var first = 0UL; first < Entries; first += Batch)
        {
            table.Put(0, new(first), EntryOf(first), Batch, Shift);
        }

        for (var first = 0UL; first < Entries; first += Batch) { table.Put(0, new(first), default, Batch, Shift); }

        return 2L * Entries;
    }

    private static long ChangeArray(TceEntry[] array)
    {
        for (var first = 0; first < Entries; first += Batch)
        {
            var (page, vaddr) = (1L + first, (ulong)first << Paging.Shift);
            foreach (ref var entry in array.AsSpan(first, Batch))
            {
                entry = new(new(page++), new(vaddr), new(1), TceRights.ReadWrite);
                vaddr += Paging.Size;
            }
        }

        for (var first = 0; first < Entries; first += Batch) { array.AsSpan(first, Batch).Clear(); }

        return 2L * Entries;
    }

    private static TceEntry EntryOf(ulong index) =>
        new(new(1 + (long)index), new(index << Paging.Shift), new(1), TceRights.ReadWrite);

    private void Register(string name, ulong pages)
    {
        List<(double On, double Off)> times = [];
        for (var round = 0; round <= rounds; round++)
        {
            SpaprSteps steps = new(Batch, Batch, pages);
            var start = Stopwatch.GetTimestamp();
            steps.Register(pages);
            var on = Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            steps.Unregister(pages);
            times.Add((on.TotalMicroseconds, Stopwatch.GetElapsedTime(start).TotalMicroseconds));
        }

        // The first round is the compiler's.
        var on2 = times.Skip(1).Select(time => time.On).Order().ElementAt(rounds / 2);
        var off = times.Skip(1).Select(time => time.Off).Order().ElementAt(rounds / 2);
        output.WriteLine($"{name,-42} {on2,12:F1} {off,12:F1}");
    }

    private sealed class TableState : State
    {
        internal TableState()
            : base(new(keeps: false)) => Table = new(this, Entries / TceTable.LeafEntries);

        internal TceTable Table { get; }
    }
}
