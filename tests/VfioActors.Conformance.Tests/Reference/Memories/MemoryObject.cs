namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>Pages that do not belong to one process: of a file, of shared memory, of a driver.</summary>
public sealed class MemoryObject(FrameKind kind)
{
    private readonly SortedDictionary<int, Frame> _frames = [];

    public Frame FrameAt(int page)
    {
        if (!_frames.TryGetValue(page, out var frame)) { _frames[page] = frame = new(kind); }
        return frame;
    }
}
