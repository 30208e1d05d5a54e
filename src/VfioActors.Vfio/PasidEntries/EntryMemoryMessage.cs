using VfioActors.Behaviors;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>What the memory hears and answers in which an entry lies.</summary>
public static class EntryMemoryMessage
{
    /// <summary>Hardware reads a part. Answer: <see cref="Fetched"/>.</summary>
    public readonly record struct Fetch(int Part) : IMessage;

    /// <summary>What stands in a part.</summary>
    public readonly record struct Fetched(EntryPart Value) : IMessage;

    /// <summary>A processor writes a part. Answer: <see cref="Stored"/>, when hardware can see it.</summary>
    public readonly record struct Store(int Part, EntryPart Value) : IMessage;

    /// <summary>What was written is visible: dma_wmb.</summary>
    public readonly record struct Stored : IMessage;
}
