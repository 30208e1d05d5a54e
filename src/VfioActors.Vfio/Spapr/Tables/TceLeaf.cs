namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>Entries side by side.</summary>
internal sealed class TceLeaf
{
    internal TceEntry[] Entries { get; } = new TceEntry[TceTable.LeafEntries];

    /// <summary>How many lead somewhere.</summary>
    internal int Live { get; set; }
}
