using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>Bytes of memory that follow each other and are equal. Where no run is, memory is zero.</summary>
/// <param name="Pages">How many bytes: what this map counts in.</param>
/// <param name="Value">The byte, 1 to 255.</param>
public readonly record struct ByteRun(ulong Pages, long Value) : IRun<ByteRun>
{
    /// <inheritdoc/>
    public ByteRun Part(ulong skipped, ulong pages) => this with { Pages = pages };

    /// <inheritdoc/>
    public bool GoesOnWith(in ByteRun next) => Value == next.Value;
}
