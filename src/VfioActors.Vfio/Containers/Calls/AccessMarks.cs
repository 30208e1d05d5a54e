namespace VfioActors.Vfio.Containers.Calls;

/// <summary>What is to be remembered of an access.</summary>
[Flags]
public enum AccessMarks : long
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The memory was asked to end the copy: the mapping goes, or the group.</summary>
    Cancelled = 1,

    /// <summary>With a defect: waits for somebody to map the address.</summary>
    Asleep = 2,
}
