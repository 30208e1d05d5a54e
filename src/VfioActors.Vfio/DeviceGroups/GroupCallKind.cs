namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What a group is asked to do.</summary>
public enum GroupCallKind
{
    /// <summary>A user's domain comes on the devices.</summary>
    AttachDomain,

    /// <summary>Another takes its place.</summary>
    ReplaceDomain,

    /// <summary>It leaves.</summary>
    DetachDomain,

    /// <summary>A user's domain comes under a tag.</summary>
    AttachPasid,

    /// <summary>Another takes its place.</summary>
    ReplacePasid,

    /// <summary>It leaves.</summary>
    DetachPasid,

    /// <summary>A reset blocks a device.</summary>
    Prepare,

    /// <summary>The reset is over.</summary>
    Done,

    /// <summary>A user frees a domain.</summary>
    FreeDomain,
}
