using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>Names pages as the recorder did: by the buffer that shows them, now or when it last looked.</summary>
public sealed class FrameLabels(Machine machine)
{
    private readonly Dictionary<Frame, string> _seen = [];
    private readonly Dictionary<Frame, string> _others = [];

    public IEnumerable<string> Of(IEnumerable<Frame?> frames)
    {
        var now = Look();
        return frames.Select(frame => frame is null ? "-" : Of(frame, now)).ToList();
    }

    /// <summary>Looks at every page of every buffer, and remembers.</summary>
    public Dictionary<Frame, string> Look()
    {
        Dictionary<Frame, string> now = [];
        foreach (var (name, process) in machine.Processes.Where(process => process.Value.IsAlive))
        {
            var prefix = name == Operation.MainProcess ? "" : $"{name}.";
            foreach (var buffer in process.Buffers.Values.OrderBy(buffer => buffer.Order))
            {
                Look(process, buffer, $"{prefix}{buffer.Name}", now);
            }
        }

        foreach (var (frame, name) in now) { _seen[frame] = name; }
        return now;
    }

    private static void Look(AddressSpace process, Buffer buffer, string name, Dictionary<Frame, string> now)
    {
        for (var page = 0; page < buffer.Pages; page++)
        {
            var frame = process.SlotAt(buffer.Start + ((ulong)page * AddressSpace.Page))?.Present;
            if (frame is not null && frame.Kind != FrameKind.Zero) { now.TryAdd(frame, $"{name}:{page}"); }
        }
    }

    private string Of(Frame frame, Dictionary<Frame, string> now)
    {
        if (frame.Kind == FrameKind.Zero) { return "zero"; }
        if (now.TryGetValue(frame, out var shown)) { return shown; }
        if (_seen.TryGetValue(frame, out var was)) { return $"was:{was}"; }
        if (!_others.TryGetValue(frame, out var other)) { _others[frame] = other = $"other:{_others.Count}"; }
        return other;
    }
}
