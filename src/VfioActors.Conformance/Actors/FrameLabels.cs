using VfioActors.Conformance.Operations;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>
/// Names pages as the recorder did: by the buffer that shows them, the main process first; else by the one that showed
/// them when it last looked, which it does whenever it names or counts anything.
/// </summary>
internal sealed class FrameLabels(ModelRun run, Processes processes)
{
    private readonly FrameRanges _now = new();
    private readonly FrameRanges _seen = new();
    private readonly SortedDictionary<Pfn, string> _others = [];

    private GuestMemoryState Memory => run.StateOf<GuestMemoryState>(run.Model.Memory);

    public IEnumerable<string> Of(IReadOnlyList<Pfn> pages)
    {
        Look();
        return [.. pages.Select(page => page == Pfn.None ? "-" : Of(page))];
    }

    /// <summary>Looks at every page of every buffer, and remembers.</summary>
    public void Look()
    {
        _now.Clear();
        foreach (var process in processes.Alive)
        {
            var prefix = process.Name == Operation.MainProcess ? "" : $"{process.Name}.";
            foreach (var buffer in process.Buffers.Values.OrderBy(buffer => buffer.Order))
            {
                Look(process.Id, buffer, prefix + buffer.Name);
            }
        }

        foreach (var range in _now.All) { _seen.Set(range); }
    }

    private void Look(ProcessId process, BufferPlace buffer, string name)
    {
        var first = new Vaddr(buffer.Start).Page;
        var end = first.Plus(new PageCount((ulong)buffer.Pages));
        var pages = Memory.Pages;
        for (var at = first; at < end && pages.TryNext(process.Value, at, out var start, out var shown);)
        {
            if (start >= end) { return; }
            var count = PageCount.Min(shown.Pages, end.Since(start));
            if (!shown.Marks.HasFlag(PageMarks.Same))
            {
                _now.TryAdd(new(shown.First.Value, (long)count.Value, name, (long)start.Since(first).Value));
            }

            at = start.Plus(count);
        }
    }

    private string Of(Pfn page)
    {
        if (page == Pfn.Zero) { return "zero"; }
        if (_now.TryName(page, out var shown)) { return shown; }
        if (_seen.TryName(page, out var was)) { return $"was:{was}"; }
        if (!_others.TryGetValue(page, out var other)) { _others[page] = other = $"other:{_others.Count}"; }
        return other;
    }
}
