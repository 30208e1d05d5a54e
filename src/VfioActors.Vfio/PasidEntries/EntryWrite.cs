namespace VfioActors.Vfio.PasidEntries;

/// <summary>One thing that a driver does to an entry.</summary>
/// <param name="Part">Which part is written; -1 to invalidate.</param>
/// <param name="Value">What is written.</param>
public readonly record struct EntryWrite(int Part, EntryPart Value)
{
    /// <summary>Everything that was cached of the entry is invalidated, and the answer waited for.</summary>
    public static EntryWrite Flush => new(-1, default);
}
