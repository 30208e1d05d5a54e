namespace VfioActors.Vfio.Iommufd;

/// <summary>How far an object is in its life.</summary>
public enum ObjectPhase
{
    /// <summary>It is being made: its number is taken, and nobody finds it.</summary>
    Reserved,

    /// <summary>It can be found.</summary>
    Live,

    /// <summary>It is being destroyed: nobody finds it.</summary>
    Leaving,

    /// <summary>It was destroyed by the kernel: its number stays taken until the file is closed.</summary>
    Tombstone,
}
