namespace VfioActors.Vfio.Containers.Calls;

/// <summary>What is to be remembered of an unmap.</summary>
[Flags]
public enum UnmapMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A mapping is done: it goes on with the one behind it.</summary>
    Begun = 1,

    /// <summary>The mapping that the drivers were told of is still the one that was there then.</summary>
    SameMapping = 2,
}
