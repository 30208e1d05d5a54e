namespace VfioActors.Vfio.FaultQueues;

/// <summary>The arithmetic of a ring of fault records: which slot is filled, which is read, what is free.</summary>
/// <param name="Capacity">How many slots there are; one of them always stays empty.</param>
/// <param name="Producer">The slot that the kernel fills next.</param>
/// <param name="Consumer">The slot that the user reads next. Whatever the user wrote, with a defect.</param>
public readonly record struct RingIndices(int Capacity, uint Producer, uint Consumer)
{
    /// <summary>How many more records fit: none when there are no slots.</summary>
    public int Free => Modulo((long)Consumer - Producer - 1);

    /// <summary>
    /// The same as the posted code computes it, with a mask, which is right only when the capacity is a power of two:
    /// FLT-15. Negative when there are no slots.
    /// </summary>
    /// <remarks>Source: CIRC_SPACE of include/linux/circ_buf.h.</remarks>
    public int FreeByMask => unchecked((int)(((long)Consumer - Producer - 1) & (Capacity - 1L)));

    /// <summary>How many records wait for the user.</summary>
    public int Unread => Modulo((long)Producer - Consumer);

    /// <summary>Whether both name slots.</summary>
    public bool AreInRange => Producer < Capacity && Consumer < Capacity;

    /// <summary>The slot after the producer's.</summary>
    public uint AfterProducer => Capacity == 0 ? 0 : (Producer + 1) % (uint)Capacity;

    /// <summary>Whether the user may say that it reads there next: from the consumer to the producer, both ends
    /// included.</summary>
    public bool MayConsumeTo(uint index) =>
        index < Capacity && Modulo((long)index - Consumer) <= Unread;

    private int Modulo(long number) =>
        Capacity == 0 ? 0 : (int)(((number % Capacity) + Capacity) % Capacity);
}
