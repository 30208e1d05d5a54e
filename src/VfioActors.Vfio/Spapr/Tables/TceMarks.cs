namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>What an exchange of entries says beside the entries.</summary>
[Flags]
public enum TceMarks : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The device may read, or could.</summary>
    Read = 1,

    /// <summary>The device may write, or could.</summary>
    Write = 2,

    /// <summary>No more runs of entries follow.</summary>
    Last = 4,

    /// <summary>The hardware refused: the entries are as they were.</summary>
    Refused = 8,
}
