namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>What is said of a run of entries in a word.</summary>
/// <param name="Count">How many entries.</param>
/// <param name="Window">Of which window.</param>
/// <param name="Marks">Rights, and what else there is to say.</param>
public readonly record struct TceShape(ushort Count, byte Window, TceMarks Marks)
{
    /// <summary>The most entries that one message speaks of: as many as a hypercall puts at once.</summary>
    public const int CountMost = 512;

    /// <summary>The rights.</summary>
    public TceRights Rights => (TceRights)((int)Marks & (int)TceRights.ReadWrite);
}
