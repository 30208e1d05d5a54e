namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>
/// What a client may do. OP1 to OP7 of the specification, and what other parts of the kernel do at the same time.
/// </summary>
public enum ClientActionKind
{
    /// <summary>Attach the domain to the device.</summary>
    Attach,

    /// <summary>Detach it: only when this client holds an attach of it.</summary>
    Detach,

    /// <summary>Detach it, attached or not.</summary>
    DetachAnyway,

    /// <summary>Ask the domain for its PASID, and remember it.</summary>
    GetPasid,

    /// <summary>Tell the device to tag DMA with the remembered PASID: only when one is remembered.</summary>
    Program,

    /// <summary>Make the domain the device's primary domain.</summary>
    AttachPrimary,

    /// <summary>Attach the domain to every device of a group, as VFIO does.</summary>
    AttachGroup,

    /// <summary>Free the domain.</summary>
    FreeDomain,

    /// <summary>Switch the device's feature on.</summary>
    Enable,

    /// <summary>Switch it off.</summary>
    Disable,

    /// <summary>Remove the device.</summary>
    Remove,

    /// <summary>Map a page of the domain.</summary>
    Map,

    /// <summary>Unmap it.</summary>
    Unmap,

    /// <summary>Let the device read memory.</summary>
    Dma,

    /// <summary>Bind a process to the device: takes a PASID and writes its entry.</summary>
    Bind,

    /// <summary>Unbind it: only when it is bound.</summary>
    Unbind,

    /// <summary>Write a process' entry under a PASID that a guest chose, past the allocator.</summary>
    BindAt,

    /// <summary>Clear an entry of the device, present or not.</summary>
    ClearEntry,

    /// <summary>Fill a page of a PASID directory.</summary>
    FillDirectory,

    /// <summary>Walk the ids and their units.</summary>
    WalkPasids,
}
