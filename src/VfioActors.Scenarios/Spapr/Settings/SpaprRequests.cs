using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Settings;

/// <summary>What users do in scenarios about sPAPR; pages are counted from the start of the memory.</summary>
internal static class SpaprRequests
{
    /// <summary>The page of the process at which its memory starts.</summary>
    internal const ulong MemoryPage = 0x100;

    internal static Vaddr At(ulong page) => new((MemoryPage + page) << Paging.Shift);

    internal static UserRequest Register(ActorId container, ulong page, ulong pages, SpaprModes modes = default) =>
        UserRequest.Of(container, new SpaprContainerMessage.Register(At(page), Bytes(pages), modes, default));

    internal static UserRequest Unregister(ActorId container, ulong page, ulong pages, int caller = 0) =>
        UserRequest.Of(container, new SpaprContainerMessage.Unregister(
            At(page), Bytes(pages), default, new(caller)));

    /// <summary>Maps IOMMU pages of the processor's size.</summary>
    internal static UserRequest Map(ActorId container, ulong entry, ulong page, ulong count = 1) =>
        UserRequest.Of(container, new SpaprContainerMessage.Map(
            new(entry << Paging.Shift), At(page), Bytes(count), SpaprModes.ReadWrite, default));

    internal static UserRequest Unmap(ActorId container, ulong entry, ulong count = 1) =>
        UserRequest.Of(container, new SpaprContainerMessage.Unmap(
            new(entry << Paging.Shift), Bytes(count), default, default));

    internal static UserRequest UnmapAt(ActorId container, ulong iova) =>
        UserRequest.Of(container, new SpaprContainerMessage.Unmap(new(iova), Bytes(1), default, default));

    internal static UserRequest Enable(ActorId container) =>
        UserRequest.Of(container, default(SpaprContainerMessage.Enable));

    internal static UserRequest Disable(ActorId container) =>
        UserRequest.Of(container, default(SpaprContainerMessage.Disable));

    internal static UserRequest RemoveWindow(ActorId container) =>
        UserRequest.Of(container, default(SpaprContainerMessage.RemoveWindow));

    internal static UserRequest Release(ActorId container, SpaprModes modes = default) =>
        UserRequest.Of(container, new SpaprContainerMessage.Release(modes, default));

    internal static UserRequest Attach(ActorId group, ActorId container) =>
        UserRequest.Of(group, new GroupMessage.SetContainer(container, default));

    internal static UserRequest Fork(ActorId memory) => UserRequest.Of(
        memory, new GuestMemoryMessage.Fork(default, new(1)));

    internal static UserRequest Put(ActorId hypervisor, ulong iova, ulong page) =>
        UserRequest.Of(hypervisor, new HypercallMessage.Put(new(iova), At(page), TceRights.ReadWrite, 0));

    internal static UserRequest PutIndirect(ActorId hypervisor, ulong entry, ulong page, int count) =>
        UserRequest.Of(hypervisor, new HypercallMessage.PutIndirect(
            new(entry << Paging.Shift), At(page), TceRights.ReadWrite, count));

    internal static UserRequest Stuff(ActorId hypervisor, ulong entry, int count) =>
        UserRequest.Of(hypervisor, new HypercallMessage.Stuff(new(entry << Paging.Shift), count, default));

    internal static UserRequest AttachWindow(ActorId hypervisor, ActorId container) =>
        UserRequest.Of(hypervisor, new HypercallMessage.Attach(default, container, 0));

    internal static UserRequest MapDevice(ActorId mapper) => UserRequest.Of(mapper, default(DeviceMapperMessage.Map));

    private static ByteCount Bytes(ulong pages) => new(pages << Paging.Shift);
}
