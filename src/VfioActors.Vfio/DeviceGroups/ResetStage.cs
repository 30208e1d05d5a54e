namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What a reset does, one thing after the other.</summary>
public enum ResetStage
{
    /// <summary>Nothing is left to do.</summary>
    End,

    /// <summary>The group blocks the device.</summary>
    Prepare,

    /// <summary>The reset inside this one has the group block the device too.</summary>
    PrepareInside,

    /// <summary>The device is reset from now on.</summary>
    Begin,

    /// <summary>The reset inside this one is over for the group.</summary>
    DoneInside,

    /// <summary>The device has come out of the reset.</summary>
    Wait,

    /// <summary>The reset is over for the group.</summary>
    Done,
}
