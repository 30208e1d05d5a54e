using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Records;

/// <summary>What the user writes: struct vfio_region_fault_cons, 8 bytes.</summary>
/// <param name="Version">The version that it asks for; 0 where none is asked for.</param>
/// <param name="Index">The slot that it reads next.</param>
public readonly record struct ConsumerWords(uint Version, uint Index)
{
    /// <summary>Both words as the 8 bytes lie in memory.</summary>
    public MemoryWord Raw => MemoryWord.Of(Version, Index);

    /// <summary>The words that 8 bytes are.</summary>
    public static ConsumerWords Of(MemoryWord raw) => new(raw.Low, raw.High);
}
