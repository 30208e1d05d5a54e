namespace VfioActors.Vfio.IommuUnits;

/// <summary>What one device is like.</summary>
/// <param name="Name">Its name in notes, such as <c>dev0</c>.</param>
public sealed record DeviceOptions(string Name)
{
    /// <summary>Whether it has a record at its unit.</summary>
    public bool Known { get; init; } = true;

    /// <summary>Whether the feature for several address spaces is on from the beginning.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How many entries its PASID table has: the ids 1 to this, excluded, fit.</summary>
    public int PasidsMax { get; init; } = 1024;

    /// <summary>
    /// Whether the translation hardware that covers it is found; a record without it is a broken firmware table.
    /// </summary>
    public bool UnderUnit { get; init; } = true;

    /// <summary>Whether its PASID capability can be switched on.</summary>
    public bool SwitchesPasidOn { get; init; } = true;

    /// <summary>Whether firmware reserves memory for it, so that no user may own it.</summary>
    public bool ReservedMemory { get; init; }

    /// <summary>Whether memory for the leaf pages of its PASID table is there.</summary>
    public bool LeafTables { get; init; } = true;

    /// <summary>Whether it keeps translations of its own.</summary>
    public bool DeviceTlb { get; init; } = true;
}
