using VfioActors.Conformance.Operations;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>
/// Names pages as the recorder did: by the buffer that shows them, the main process first; else by the one that showed
/// them when it last looked, which it does whenever it names or counts anything.
/// </summary>
internal sealed class FrameNames(ModelRun run, Processes processes)
{
    private const ulong Page = 4096;

    private readonly SortedDictionary<Pfn, string> _seen = [];
    private readonly SortedDictionary<Pfn, string> _others = [];

    private GuestMemoryState Memory => run.StateOf<GuestMemoryState>(run.Model.Memory);

    public IEnumerable<string> Of(IReadOnlyList<Pfn> pages)
    {
        var now = Look();
        return [.. pages.Select(page => page == Pfn.None ? "-" : Of(page, now))];
    }

    /// <summary>Looks at every page of every buffer, and remembers.</summary>
    public SortedDictionary<Pfn, string> Look()
    {
        SortedDictionary<Pfn, string> now = [];
        foreach (var process in processes.Alive)
        {
            var prefix = process.Name == Operation.MainProcess ? "" : $"{process.Name}.";
            foreach (var buffer in process.Buffers.Values.OrderBy(buffer => buffer.Order))
            {
                Look(process.Id, buffer, prefix + buffer.Name, now);
            }
        }

        foreach (var (page, name) in now) { _seen[page] = name; }
        return now;
    }

    private void Look(ProcessId process, BufferPlace buffer, string name, SortedDictionary<Pfn, string> now)
    {
        for (var page = 0; page < buffer.Pages; page++)
        {
            var frame = Memory.PageAt(process, new(buffer.Start + ((ulong)page * Page)));
            if (frame != Pfn.None && frame != Pfn.Zero) { now.TryAdd(frame, $"{name}:{page}"); }
        }
    }

    private string Of(Pfn page, SortedDictionary<Pfn, string> now)
    {
        if (page == Pfn.Zero) { return "zero"; }
        if (now.TryGetValue(page, out var shown)) { return shown; }
        if (_seen.TryGetValue(page, out var was)) { return $"was:{was}"; }
        if (!_others.TryGetValue(page, out var other)) { _others[page] = other = $"other:{_others.Count}"; }
        return other;
    }
}
