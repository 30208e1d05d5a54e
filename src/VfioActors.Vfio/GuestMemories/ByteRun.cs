using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>Bytes that follow each other in memory and are equal; bytes that no run tells of are 0.</summary>
/// <param name="Pages">How many bytes; a run map counts whatever it is made of.</param>
/// <param name="Value">Each of them, 1 to 255.</param>
public readonly record struct ByteRun(ulong Pages, ulong Value) : IRun<ByteRun>
{
    /// <inheritdoc/>
    public ByteRun Part(ulong skipped, ulong pages) => this with { Pages = pages };

    /// <inheritdoc/>
    public bool GoesOnWith(in ByteRun next) => Value == next.Value;
}
