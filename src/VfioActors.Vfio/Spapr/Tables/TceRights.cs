namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>What a device may do by an entry: the low bits of a TCE.</summary>
[Flags]
public enum TceRights
{
    /// <summary>Nothing: the entry is empty.</summary>
    None = 0,

    /// <summary>Read: TCE_PCI_READ.</summary>
    Read = 1,

    /// <summary>Write: TCE_PCI_WRITE.</summary>
    Write = 2,

    /// <summary>Both.</summary>
    ReadWrite = Read | Write,
}
