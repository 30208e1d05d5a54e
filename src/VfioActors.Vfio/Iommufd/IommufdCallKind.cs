namespace VfioActors.Vfio.Iommufd;

/// <summary>What a call that is not answered is about.</summary>
public enum IommufdCallKind
{
    /// <summary>A vDEVICE is made.</summary>
    MakeVdevice,

    /// <summary>A vDEVICE is destroyed by its user.</summary>
    DestroyVdevice,

    /// <summary>A driver lets a device go, and waits for the lock.</summary>
    Unbind,

    /// <summary>A driver lets a device go, and waits for calls that still use it.</summary>
    AwaitCalls,

    /// <summary>An object is destroyed whose count was raised to look, with a defect.</summary>
    Destroy,

    /// <summary>Registers are mapped.</summary>
    Mmap,

    /// <summary>A page of a file or of memory is mapped.</summary>
    Map,
}
