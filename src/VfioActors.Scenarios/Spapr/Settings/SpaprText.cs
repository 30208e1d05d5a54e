using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Settings;

/// <summary>How the head of a ladder's column names an operation of sPAPR.</summary>
internal sealed class SpaprText(Topology topology, IReadOnlyList<ActorId> containers)
{
    internal string Of(UserRequest request) => request.Message switch
    {
        SpaprContainerMessage.Register register =>
            $"REGISTER({To(request.To)}{Range(register.Start, register.Size)}{By(register.Modes, default)})",
        SpaprContainerMessage.Unregister unregister =>
            $"UNREGISTER({To(request.To)}{Range(unregister.Start, unregister.Size)}{By(default, unregister.Caller)})",
        SpaprContainerMessage.Map map =>
            $"MAP({To(request.To)}{At(map.Iova)}, {Range(map.Vaddr, map.Size)})",
        SpaprContainerMessage.Unmap unmap => $"UNMAP({To(request.To)}{At(unmap.Iova)}, {Count(unmap.Size)})",
        SpaprContainerMessage.Enable => $"ENABLE({topology.NameOf(request.To)})",
        SpaprContainerMessage.Disable => $"DISABLE({topology.NameOf(request.To)})",
        SpaprContainerMessage.RemoveWindow => $"REMOVE WINDOW({topology.NameOf(request.To)})",
        SpaprContainerMessage.Release release =>
            $"CLOSE({topology.NameOf(request.To)}{By(release.Modes, default)})",
        HypercallMessage.Attach attach => $"KVM ATTACH({topology.NameOf(attach.Container)})",
        HypercallMessage.Put put => $"H_PUT_TCE({At(put.Iova)}, {Page(put.Vaddr)})",
        HypercallMessage.PutIndirect put => $"H_PUT_TCE_INDIRECT({At(put.Iova)}, {Page(put.Vaddr)}, {put.Count})",
        HypercallMessage.Stuff stuff => $"H_STUFF_TCE({At(stuff.Iova)}, {stuff.Count})",
        GroupMessage.SetContainer set => $"ATTACH({To(set.Container)}{topology.NameOf(request.To)})",
        DeviceMapperMessage.Map => "MMAP(device)",
        GuestMemoryMessage.Fork => "FORK",
        _ => request.Message.GetType().Name,
    };

    private string To(ActorId container) => containers.Count == 1 ? "" : $"{topology.NameOf(container)}, ";

    private static string By(SpaprModes modes, ProcessId caller) =>
        modes.HasFlag(SpaprModes.NoMemory) ? ", by a kernel thread" : caller == default ? "" : ", by the child";

    private static string Range(Vaddr start, ByteCount size) => $"{Page(start)}, {Count(size)}";

    private static string Count(ByteCount size) => Counted.Of(size.Value >> Paging.Shift, "page");

    private static string Page(Vaddr vaddr) => $"ua {Text((vaddr.Value >> Paging.Shift) - SpaprRequests.MemoryPage)}P";

    private static string At(Iova iova) =>
        Paging.Aligns(iova.Value) ? $"iova {Text(iova.Value >> Paging.Shift)}P" : $"iova 0x{iova}";

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
