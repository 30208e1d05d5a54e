using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Events;

/// <summary>What has happened when a call of a user is answered.</summary>
internal static class CallEvents
{
    /// <summary>The event of an answer or of a part of one; null when nothing has happened.</summary>
    internal static VfioEvent? Of(string actor, object call, object answer) => (call, answer) switch
    {
        (ContainerMessage.Map map, ContainerMessage.Done { Error: Errno.None })
            when !map.Modes.HasFlag(MapModes.Vaddr) => new VfioEvent.Mapped(actor, map.Iova, map.Size),
        (ContainerMessage.Unmap unmap, ContainerMessage.Done { Value: > 0 } done)
            when !unmap.Modes.HasFlag(UnmapModes.Vaddr) =>
            new VfioEvent.Unmapped(actor, unmap.Iova, new(done.Value)),
        (SpaprContainerMessage.Map map, SpaprContainerMessage.Done { Error: Errno.None }) =>
            new VfioEvent.Mapped(actor, map.Iova, map.Size),
        (SpaprContainerMessage.Unmap unmap, SpaprContainerMessage.Done { Error: Errno.None }) =>
            new VfioEvent.Unmapped(actor, unmap.Iova, unmap.Size),
        (AuxDomainMessage.Map map, AuxDomainMessage.Done { Error: Errno.None }) =>
            new VfioEvent.Mapped(actor, map.Iova, PageCount.One.Bytes),
        (AuxDomainMessage.Unmap unmap, AuxDomainMessage.Done { Error: Errno.None }) =>
            new VfioEvent.Unmapped(actor, unmap.Iova, PageCount.One.Bytes),
        (_, VendorDriverMessage.Page page) =>
            new VfioEvent.Pinned(actor, page.Iova, page.Pages, page.First),
        (VendorDriverMessage.Unpin unpin, VendorDriverMessage.Done { Error: Errno.None } done) =>
            new VfioEvent.Unpinned(actor, unpin.Iova, done.Count),
        _ => null,
    };
}
