namespace VfioActors.Vfio.Iommufd;

/// <summary>What lies behind a mapped page.</summary>
public enum AreaPages
{
    /// <summary>Nothing yet: the addresses are taken, and the mapping is being made.</summary>
    None,

    /// <summary>Pages of a file.</summary>
    File,

    /// <summary>Memory of a process.</summary>
    Memory,
}
