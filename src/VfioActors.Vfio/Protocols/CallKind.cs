namespace VfioActors.Vfio.Protocols;

/// <summary>Which call on a container's file has a bad argument.</summary>
public enum CallKind
{
    /// <summary>Map.</summary>
    Map = 0,

    /// <summary>Unmap.</summary>
    Unmap = 1,

    /// <summary>The dirty log.</summary>
    Dirty = 2,

    /// <summary>The description of the container.</summary>
    Describe = 3,

    /// <summary>A call that there is not.</summary>
    Unknown = 4,
}
