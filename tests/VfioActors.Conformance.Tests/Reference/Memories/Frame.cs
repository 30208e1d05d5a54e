namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>A page of memory.</summary>
public sealed class Frame(FrameKind kind)
{
    public const int Size = 4096;

    private byte[]? _bytes;

    public FrameKind Kind { get; } = kind;

    /// <summary>The huge page that it is a part of.</summary>
    public HugePage? Huge { get; init; }

    /// <summary>Places in processes that show it.</summary>
    public int Mappers { get; set; }

    public int OwnPins { get; private set; }

    /// <summary>Pins of it, or of the whole huge page.</summary>
    public int Pins => Huge?.Pins ?? OwnPins;

    /// <summary>Counted and charged: an ordinary page.</summary>
    public bool IsCounted => Kind == FrameKind.Ordinary;

    public ReadOnlySpan<byte> Bytes => _bytes ?? ReadOnlySpan<byte>.Empty;

    public void Pin()
    {
        if (!IsCounted) { return; }
        OwnPins++;
        if (Huge is { } huge) { huge.Pins++; }
    }

    /// <returns>Whether it was counted.</returns>
    public bool Unpin()
    {
        if (!IsCounted) { return false; }
        Assert.True(OwnPins > 0, "unpinned more often than pinned");
        OwnPins--;
        if (Huge is { } huge) { huge.Pins--; }
        return true;
    }

    public byte Read(int at) => _bytes?[at] ?? 0;

    public void Write(int at, byte value) => (_bytes ??= new byte[Size])[at] = value;

    public void Fill(byte value) => (_bytes ??= new byte[Size]).AsSpan().Fill(value);

    public Frame Copy()
    {
        Frame copy = new(FrameKind.Ordinary);
        if (_bytes is { } bytes) { copy._bytes = [.. bytes]; }
        return copy;
    }
}
