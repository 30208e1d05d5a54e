namespace VfioActors.Benchmarks;

/// <summary>
/// How many pages a second do drivers pin and unpin through the actors, and what does a map with its unmap cost? Every
/// message is counted: a batch of 512 costs as many as a batch of 1.
/// </summary>
internal sealed class Type1Benchmark(int rounds, TextWriter output)
{
    private const ulong Gibibyte = 1UL << 18;
    private const ulong Space = 1UL << 16;

    internal void Run()
    {
        output.WriteLine($"{"pins and unpins through the actors, a core",-42} {"M pages/s",12} {"M messages/s",12}");
        foreach (var batch in (ulong[])[1, 16, 512])
        {
            Pins($"batches of {batch}", batch, backed: false);
            Pins($"batches of {batch}, an IOMMU has them too", batch, backed: true);
        }

        output.WriteLine($"{"a map and its unmap",-42} {"microseconds",12} {"messages",12}");
        Maps("1 GiB, emulated group", Gibibyte, backed: false, scattered: false);
        Maps("1 GiB, IOMMU", Gibibyte, backed: true, scattered: false);
        Maps("1 TiB, IOMMU", Gibibyte << 10, backed: true, scattered: false);
        Maps("16 MiB of scattered frames, IOMMU", Gibibyte >> 6, backed: true, scattered: true);
        Maps("256 MiB of scattered frames, IOMMU", Gibibyte >> 2, backed: true, scattered: true);
        Maps("1 GiB of scattered frames, IOMMU", Gibibyte, backed: true, scattered: true);
    }

    private void Pins(string name, ulong batch, bool backed)
    {
        Type1Machine machine = new(Space, backed, scattered: false);
        machine.Map(Space);
        var before = 0L;
        var messages = 0L;
        var rate = Rate.Median(rounds, () =>
        {
            before = machine.Messages;
            var pages = Math.Min(Space, 20_000 * batch);
            for (var page = 0UL; page < pages; page += batch)
            {
                machine.Pin(page, batch);
                machine.Unpin(page, batch);
            }

            messages = machine.Messages - before;
            return (long)(2 * pages);
        });
        output.WriteLine($"{name,-42} {rate.MillionsPerCore,12:F2} {messages / rate.ProcessorSeconds / 1e6,12:F2}");
    }

    private void Maps(string name, ulong pages, bool backed, bool scattered)
    {
        const int Times = 1000;
        var times = scattered ? 1 : Times;
        Type1Machine machine = new(pages, backed, scattered);
        var messages = 0L;
        var rate = Rate.Median(rounds, () =>
        {
            var before = machine.Messages;
            for (var time = 0; time < times; time++)
            {
                machine.Map(pages);
                machine.Unmap(pages);
            }

            messages = (machine.Messages - before) / times;
            return times;
        });
        output.WriteLine($"{name,-42} {1 / rate.MillionsPerCore,12:F2} {messages,12}");
    }
}
