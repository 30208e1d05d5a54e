namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>A page that drivers pinned under one IOVA.</summary>
public sealed class PinRecord(Frame frame)
{
    public Frame Frame { get; } = frame;

    public int References { get; set; } = 1;
}
