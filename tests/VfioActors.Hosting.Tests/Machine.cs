using Akka.Actor;
using VfioActors.Hosting.Topologies;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Tests;

/// <summary>A topology that tests share: a type1 container with a device and a mediated device.</summary>
internal static class Machine
{
    internal const ulong FirstPage = 0x100;

    internal static void Small(VfioActorsOptions options)
    {
        options.Topology.Memories["mm"] = new() { Pages = 64, LockedPagesMax = 16 };
        options.Topology.Units["iommu0"] = new(UnitKind.SecondLevel);
        options.Topology.Containers["c0"] = new("mm");
        options.Topology.Devices["p0"] = new("iommu0");
        options.Topology.Mdevs["m0"] = new() { Container = "c0" };
    }

    internal static ContainerMessage.Map Map(ulong page, ulong pages) =>
        new(At(page), new((FirstPage + page) << Paging.Shift), Bytes(pages), MapModes.ReadWrite, default);

    internal static ContainerMessage.Unmap Unmap(ulong page, ulong pages) =>
        new(At(page), Bytes(pages), default, UnmapModes.None, default);

    internal static VendorDriverMessage.Pin Pin(ulong page, ulong pages) =>
        new(At(page), new(pages), MapModes.ReadWrite, default);

    internal static Iova At(ulong page) => new(page << Paging.Shift);

    internal static ByteCount Bytes(ulong pages) => new(pages << Paging.Shift);

    internal static Task<T> AskOf<T>(this IActorRef actor, object message) =>
        actor.Ask<T>(message, TimeSpan.FromSeconds(60));
}
