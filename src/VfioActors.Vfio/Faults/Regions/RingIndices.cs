namespace VfioActors.Vfio.Faults.Regions;

/// <summary>The arithmetic of a ring of fault records: which slot is filled, which is read, what is free.</summary>
/// <param name="Capacity">How many slots there are; one of them always stays empty.</param>
/// <param name="Producer">The slot that the kernel fills next.</param>
/// <param name="Consumer">The slot that the user reads next. Whatever the user wrote, with a defect.</param>
public readonly record struct RingIndices(int Capacity, uint Producer, uint Consumer)
{
    /// <summary>How many more records fit: none when there are no slots.</summary>
    public int Free => Modulo((long)Consumer - Producer - 1);

    /// <summary>Whether one more record fits: the same as asking what is free, and faster.</summary>
    public bool HasRoom => Consumer < (uint)Capacity ? AfterProducer != Consumer : Free > 0;

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
    public uint AfterProducer => Producer + 1 < (uint)Capacity ? Producer + 1 : 0;

    /// <summary>The slot after the consumer's.</summary>
    public uint AfterConsumer => Consumer + 1 < (uint)Capacity ? Consumer + 1 : 0;

    /// <summary>Whether the user may say that it reads there next: from the consumer to the producer, both ends
    /// included.</summary>
    public bool MayConsumeTo(uint index) =>
        index < Capacity && Modulo((long)index - Consumer) <= Unread;

    private int Modulo(long number)
    {
        // Indices of a ring differ by less than its capacity: only a broken one is divided.
        if (number >= 0 && number < Capacity) { return (int)number; }
        if (number < 0 && number >= -(long)Capacity) { return (int)(number + Capacity); }
        return Capacity == 0 ? 0 : (int)(((number % Capacity) + Capacity) % Capacity);
    }
}
