using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// The backends of containers that are not type1: sPAPR and no-IOMMU. Only that they exist is modelled, and how they
/// refuse what type1 does: a driver can neither pin nor access memory through them, and nothing is ever mapped.
/// </summary>
/// <remarks>
/// Source: vfio_ioctl_set_iommu, vfio_noiommu_ops and vfio_group_add_container_user, drivers/vfio/vfio.c, and
/// tce_iommu_ioctl and tce_iommu_attach_group, drivers/vfio/vfio_iommu_spapr_tce.c, Linux 5.10.
/// </remarks>
internal static class OtherBackends
{
    /// <summary>Tells a group whether its container has anything that a handle could be used with.</summary>
    internal static void Find(ContainerState state, ActorId group, Outbox outbox)
    {
        // While the kind is being set the backend is not published yet.
        var isThere = state.Kind.Value != ContainerKind.None && state.Hand.Value.Request.Kind != RequestKind.SetKind;
        outbox.Send(group, new ContainerMessage.Done(0, isThere ? Errno.None : Errno.EINVAL, 0));
    }

    /// <summary>Whether a kind is of one of these backends.</summary>
    internal static bool Have(ContainerKind kind) => kind is ContainerKind.Spapr or ContainerKind.NoIommu;

    /// <summary>Whether the container's groups and the machine let it be of a kind.</summary>
    internal static bool Suits(ContainerState state, ContainerOptions options, ContainerKind kind) =>
        options.Of(state.Groups.Keys[0]).HasNoIommu ? kind == ContainerKind.NoIommu
        : options.IsSpapr ? kind == ContainerKind.Spapr
        : kind is ContainerKind.Type1 or ContainerKind.Type1v2 or ContainerKind.Nesting;

    /// <summary>Groups with and without an IOMMU cannot mix.</summary>
    internal static bool Mixes(ContainerState state, ContainerOptions options, ActorId group) =>
        state.Groups.Count > 0
        && options.Of(state.Groups.Keys[0]).HasNoIommu != options.Of(group).HasNoIommu;

    /// <summary>
    /// Whether a group can enter: the first version of sPAPR takes one, which has to be the platform's.
    /// </summary>
    internal static Errno Enter(ContainerState state, ContainerOptions options, ActorId group)
    {
        if (state.Kind.Value == ContainerKind.NoIommu) { return Errno.None; }
        if (!options.Of(group).IsBacked) { return Errno.ENODEV; }
        foreach (var entry in state.Groups.Values)
        {
            if (entry.Attached != 0) { return Errno.EBUSY; }
        }

        return Errno.None;
    }

    /// <summary>
    /// The answer to a user's call: a backend that does not know it refuses it as such. sPAPR maps only after calls of
    /// its own that enable it, which nobody here makes.
    /// </summary>
    internal static Errno RefusalToUsers(ContainerKind kind, RequestKind request) => request switch
    {
        _ when !Have(kind) => Errno.None,
        RequestKind.Map or RequestKind.Unmap => kind == ContainerKind.Spapr ? Errno.EPERM : Errno.ENOTTY,
        RequestKind.StartLog or RequestKind.StopLog or RequestKind.GetLog or RequestKind.Describe
            or RequestKind.BadCall => Errno.ENOTTY,
        _ => Errno.None,
    };

    /// <summary>The answer to a driver that would pin or access memory.</summary>
    internal static Errno RefusalToDrivers(ContainerKind kind) => kind switch
    {
        ContainerKind.None => Errno.EINVAL,
        ContainerKind.NoIommu => Errno.EPERM,
        ContainerKind.Spapr => Errno.ENOTTY,
        _ => Errno.None,
    };
}
