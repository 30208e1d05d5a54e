using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.Viommus;

namespace VfioActors.Scenarios.Type1.Settings;

/// <summary>How the head of a ladder's column names an operation.</summary>
internal sealed class RequestText(Topology topology, IReadOnlyList<ActorId> containers)
{
    internal string Of(UserRequest request) => request.Message switch
    {
        ContainerMessage.Map map => $"MAP({To(request)}{Range(map.Iova, map.Size)})",
        ContainerMessage.Unmap unmap when unmap.Modes.HasFlag(UnmapModes.Vaddr) =>
            $"GIVE UP VADDR({To(request)}{Range(unmap.Iova, unmap.Size)})",
        ContainerMessage.Unmap unmap => $"UNMAP({To(request)}{Range(unmap.Iova, unmap.Size)}{By(unmap.Process)})",
        ContainerMessage.StartLog => "DIRTY START",
        ContainerMessage.GetLog get => $"DIRTY GET({To(request)}{Range(get.Iova, get.Size)}{Fault(get.Modes)})",
        VendorDriverMessage.Pin pin => $"PIN({Driver(request)}, {Pages(pin.Iova, pin.Pages)})",
        VendorDriverMessage.Unpin unpin => $"UNPIN({Driver(request)}, {Pages(unpin.Iova, unpin.Pages)})",
        GroupMessage.SetContainer set => $"ATTACH({To(set.Container)}{topology.NameOf(request.To)})",
        GroupMessage.UnsetContainer => $"DETACH({topology.NameOf(request.To)})",
        GroupMessage.CloseDevice => $"CLOSE DEVICE({topology.NameOf(request.To)})",
        IommuTableMessage.Access access => $"DMA WRITE({topology.NameOf(access.Group)}, {Page(access.Iova.Value)})",
        GuestMemoryMessage.Fork => "FORK",
        GuestMemoryMessage.Exit => "EXIT",
        GuestMemoryMessage.EndThread => "THREAD EXIT",
        GuestMemoryMessage.Exec => "EXEC",
        GuestMemoryMessage.SetCapability set => set.On != 0 ? "GAIN CAP_IPC_LOCK" : "DROP CAP_IPC_LOCK",
        VendorDriverMessage.Access access => AccessText.Of(access),
        VendorDriverMessage.Program program => $"PROGRAM({Page(program.Target.Value)})",
        VendorDriverMessage.Run run => $"RUN({Counted.Of(run.Accesses, "access", "accesses")})",
        ViommuMessage.Map map => $"GUEST MAP({Page(map.Iova.Value)} to guest page {Page(map.Target.Value)})",
        GuestMemoryMessage.Provide provide => $"PROVIDE({Counted.Of(provide.Pages, "page")})",
        _ => request.Message.GetType().Name,
    };

    private string To(UserRequest request) => To(request.To);

    private string To(ActorId container) => containers.Count == 1 ? "" : $"{topology.NameOf(container)}, ";

    private string Driver(UserRequest request) => topology.NameOf(request.To);

    private static string By(ProcessId process) => process == default ? "" : ", by the child";

    private static string Fault(UnmapModes modes) => modes.HasFlag(UnmapModes.BadBitmap) ? ", bad bitmap" : "";

    private static string Range(Iova iova, ByteCount size) => Pages(iova, new(size.Value >> Paging.Shift));

    private static string Pages(Iova iova, PageCount pages) =>
        pages.Value == 1 ? Page(iova.Value) : $"{Page(iova.Value)}, {Counted.Of(pages.Value, "page")}";

    private static string Page(ulong address)
    {
        var page = address >> Paging.Shift;
        var last = ulong.MaxValue >> Paging.Shift;
        return page == 0 ? "0"
            : last - page < 16 ? string.Create(CultureInfo.InvariantCulture, $"top-{last - page + 1}P")
            : page >= 1 << 16 ? string.Create(CultureInfo.InvariantCulture, $"0x{page:x}P")
            : string.Create(CultureInfo.InvariantCulture, $"{page}P");
    }
}
