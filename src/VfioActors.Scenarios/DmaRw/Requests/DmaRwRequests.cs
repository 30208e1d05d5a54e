using VfioActors.Behaviors;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Type1.Settings;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.Viommus;

namespace VfioActors.Scenarios.DmaRw.Requests;

/// <summary>What users ask in scenarios about CPU access by IOVA. Addresses are in bytes, pages are counted.</summary>
public static class DmaRwRequests
{
    /// <summary>Bytes in a page.</summary>
    public const ulong Page = Paging.Size;

    /// <summary>The byte that accesses write unless said.</summary>
    public const int Value = 0x77;

    /// <summary>Makes a driver write, by a thread of the kernel unless said.</summary>
    public static UserRequest Write(
        ActorId driver, ulong iova, ulong length, AccessModes caller = AccessModes.KernelThread, int process = 0) =>
        UserRequest.Of(driver, new VendorDriverMessage.Access(
            new(iova), new(length), new(process), AccessModes.Write | caller, Value, 0));

    /// <summary>Makes a driver read, by a thread of the kernel.</summary>
    public static UserRequest Read(ActorId driver, ulong iova, ulong length) =>
        UserRequest.Of(driver, new VendorDriverMessage.Access(
            new(iova), new(length), default, AccessModes.KernelThread, 0, 0));

    /// <summary>Maps pages of the memory with some rights.</summary>
    public static UserRequest Map(
        ActorId container, ulong page, ulong pages, ulong memory, MapModes rights = MapModes.ReadWrite) =>
        UserRequest.Of(container, new ContainerMessage.Map(
            Type1Requests.At(page), At(memory), Type1Requests.Bytes(pages), rights, default));

    /// <summary>Maps a page of addresses that are not the user's.</summary>
    public static UserRequest MapKernel(ActorId container, ulong page) =>
        UserRequest.Of(container, new ContainerMessage.Map(
            Type1Requests.At(page), GuestMemoryOptions.KernelStart, new(Page), MapModes.ReadWrite, default));

    /// <summary>A guest programs its device.</summary>
    public static UserRequest Program(ActorId driver, ulong page, ulong buffer) =>
        UserRequest.Of(driver, new VendorDriverMessage.Program(
            Type1Requests.At(page), new(buffer << Paging.Shift)));

    /// <summary>A guest starts its device, which writes.</summary>
    public static UserRequest Run(ActorId driver, ulong length, int accesses) =>
        UserRequest.Of(driver, new VendorDriverMessage.Run(new(length), accesses, AccessModes.Write, Value, 0));

    /// <summary>A guest maps a page of its memory for its devices.</summary>
    public static UserRequest GuestMap(ActorId viommu, ulong page, ulong guestPage) =>
        UserRequest.Of(viommu, new ViommuMessage.Map(
            Type1Requests.At(page), new(guestPage << Paging.Shift), new(Page)));

    /// <summary>User space provides a page that is waited for.</summary>
    public static UserRequest Provide(Type1Setting setting, ulong memory) =>
        setting.Call(new GuestMemoryMessage.Provide(At(memory), new(1), default, 0));

    /// <summary>The address of a page of the memory.</summary>
    public static Vaddr At(ulong memory) => new((Type1Requests.MemoryPage + memory) << Paging.Shift);
}
