using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>Page frames that follow each other, as pages of a buffer show them.</summary>
/// <param name="First">The first frame.</param>
/// <param name="Frames">How many.</param>
/// <param name="Buffer">The name of the buffer.</param>
/// <param name="Page">The page of the buffer that shows the first one.</param>
internal readonly record struct FrameRange(long First, long Frames, string Buffer, long Page)
{
    /// <summary>The frame behind the last one.</summary>
    public long End => First + Frames;

    /// <summary>The name of one of the frames.</summary>
    public string NameOf(Pfn frame) => $"{Buffer}:{Page + (frame.Value - First)}";

    /// <summary>The frames from one on, up to before another.</summary>
    public FrameRange Part(long first, long end) => new(first, end - first, Buffer, Page + (first - First));
}
