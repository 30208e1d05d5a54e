namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>What is wanted of a registry.</summary>
public enum RegistryCallKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Register a range.</summary>
    Register,

    /// <summary>Drop a use of the region that is just a range.</summary>
    Unregister,

    /// <summary>Drop a use of a region.</summary>
    Drop,
}
