using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1;

/// <summary>
/// What users ask in scenarios. Addresses are told in pages; iova page n of a map is page n of the memory unless said.
/// </summary>
public static class Type1Requests
{
    /// <summary>The page of the process at which its memory starts.</summary>
    public const ulong MemoryPage = 0x100;

    /// <summary>Maps pages for reading and writing.</summary>
    public static UserRequest Map(ActorId container, ulong page, ulong pages) => Map(container, page, pages, page);

    /// <summary>Maps pages of the memory from <paramref name="memory"/> on, for reading and writing.</summary>
    public static UserRequest Map(ActorId container, ulong page, ulong pages, ulong memory) =>
        UserRequest.Of(container, new ContainerMessage.Map(
            At(page), Place(memory), Bytes(pages), MapModes.ReadWrite, default));

    /// <summary>Maps pages as a caller with CAP_IPC_LOCK.</summary>
    public static UserRequest MapExempt(ActorId container, ulong page, ulong pages) =>
        UserRequest.Of(container, new ContainerMessage.Map(
            At(page), Place(page), Bytes(pages), MapModes.ReadWrite | MapModes.LockCap, default));

    /// <summary>Maps pages for reading alone.</summary>
    public static UserRequest MapToRead(ActorId container, ulong page, ulong pages) =>
        UserRequest.Of(container, new ContainerMessage.Map(
            At(page), Place(page), Bytes(pages), MapModes.Read, default));

    /// <summary>Unmaps pages.</summary>
    public static UserRequest Unmap(ActorId container, ulong page, ulong pages, int process = 0) =>
        UserRequest.Of(container, new ContainerMessage.Unmap(
            At(page), Bytes(pages), default, UnmapModes.None, new(process)));

    /// <summary>Makes a driver pin pages for reading and writing.</summary>
    public static UserRequest Pin(ActorId driver, ulong page, ulong pages = 1) =>
        UserRequest.Of(driver, new VendorDriverMessage.Pin(At(page), new(pages), MapModes.ReadWrite, default));

    /// <summary>Makes a driver unpin pages.</summary>
    public static UserRequest Unpin(ActorId driver, ulong page, ulong pages = 1) =>
        UserRequest.Of(driver, new VendorDriverMessage.Unpin(At(page), new(pages)));

    /// <summary>Puts a group into a container.</summary>
    public static UserRequest Attach(ActorId group, ActorId container) =>
        UserRequest.Of(group, new GroupMessage.SetContainer(container, default));

    /// <summary>Takes a group out of its container.</summary>
    public static UserRequest Detach(ActorId group) => UserRequest.Of(group, default(GroupMessage.UnsetContainer));

    /// <summary>Closes a group's device.</summary>
    public static UserRequest CloseDevice(ActorId group) => UserRequest.Of(group, default(GroupMessage.CloseDevice));

    /// <summary>Starts the dirty log.</summary>
    public static UserRequest StartLog(ActorId container) =>
        UserRequest.Of(container, default(ContainerMessage.StartLog));

    /// <summary>Reads and clears the dirty log of pages.</summary>
    public static UserRequest GetLog(
        ActorId container, ulong page, ulong pages, UnmapModes modes = UnmapModes.None) =>
        UserRequest.Of(container, new ContainerMessage.GetLog(
            At(page), Bytes(pages), new(((pages + 63) / 64) * 8), modes, default));

    /// <summary>A device of a group writes a page.</summary>
    public static UserRequest Write(ActorId tables, ActorId group, ulong page) =>
        UserRequest.Of(tables, new IommuTableMessage.Access(At(page), group, TableRights.Write));

    /// <summary>An address.</summary>
    internal static Iova At(ulong page) => new(page << Paging.Shift);

    /// <summary>Where a page of the memory is in the process.</summary>
    internal static Vaddr Place(ulong page) => new((MemoryPage + page) << Paging.Shift);

    /// <summary>A length.</summary>
    internal static ByteCount Bytes(ulong pages) => new(unchecked(pages << Paging.Shift));
}
