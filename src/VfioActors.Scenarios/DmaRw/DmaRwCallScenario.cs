using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Protocols;
using static VfioActors.Scenarios.DmaRw.DmaRwRequests;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>One user maps memory and lets a driver access it: what one call after the other may get wrong.</summary>
public sealed class DmaRwCallScenario : DmaRwCaseScenario
{
    private const ulong TopPage = ulong.MaxValue >> 12;

    /// <inheritdoc/>
    public override string Name => "dma-rw-call";

    /// <inheritdoc/>
    public override string Summary => "a driver accesses memory by IOVA, one call after the other";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("unmapped", "DRW-03", "ErrnoFaithful") { Users = One(setting => [Read(setting.Drivers[0], 0, 4)]) },
        new("read-right", "DRW-04", "PermissionExact")
        {
            Users = One(setting =>
                [Map(setting.Containers[0], 0, 1, 0, MapModes.Write), Read(setting.Drivers[0], 0, 4)]),
        },
        new("one-errno", "DRW-08", "ErrnoFaithful") { Users = One(setting => [Write(setting.Drivers[0], 0, 4)]) },
        new("kernel-address", "DRW-09", "OnlyMappedOwnerMemory")
        {
            Options = Usual with { Memory = memory => memory with { KernelPages = new(1) } },
            Users = One(setting => [MapKernel(setting.Containers[0], 0), Write(setting.Drivers[0], 0, 8, default)]),
        },
        new("dying-thread", "DRW-10", "LeaseBalance")
        {
            Users = One(setting =>
                [Map(setting.Containers[0], 0, 1, 0), Write(setting.Drivers[0], 0, 4, AccessModes.Exiting)]),
        },
        new("kernel-thread", "DRW-11", "OnlyMappedOwnerMemory")
        {
            Options = Usual with { Memory = memory => memory with { KernelPages = new(1) } },
            Users = One(setting => [MapKernel(setting.Containers[0], 0), Write(setting.Drivers[0], 0, 8)]),
        },
        new("hole-behind", "DRW-12", "PrefixCommit")
        {
            Users = One(setting =>
                [Map(setting.Containers[0], 0, 1, 0), Write(setting.Drivers[0], Page - 16, 32)]),
        },
        new("wraps", "DRW-16", "RangeClosed")
        {
            Users = One(setting =>
            [
                Map(setting.Containers[0], TopPage, 1, 0), Map(setting.Containers[0], 0, 1, 1),
                Write(setting.Drivers[0], TopPage << 12, 2 * Page),
            ]),
        },
        new("negative-length", "DRW-17", "RangeClosed")
        {
            Users = One(setting =>
                [Map(setting.Containers[0], 0, 1, 0), Write(setting.Drivers[0], 0, ulong.MaxValue)]),
        },
        new("write-right", "DRW-18", "PermissionExact")
        {
            Users = One(setting =>
                [Map(setting.Containers[0], 0, 1, 0, MapModes.Write), Write(setting.Drivers[0], 0, 4)]),
        },
        new("vaddr-invalid", "DRW-21", "Progress")
        {
            Options = new()
            {
                Groups = [Type1SettingOptions.Backed with { HasDriver = true, IsOpen = true }],
            },
            Users = One(setting =>
            [
                Map(setting.Containers[0], 0, 1, 0),
                UserRequest.Of(setting.Containers[0], new ContainerMessage.Unmap(
                    default, new(Page), default, UnmapModes.Vaddr, default)),
                Write(setting.Drivers[0], 0, 4),
            ]),
        },
        new("exec", "DRW-22", "OnlyMappedOwnerMemory")
        {
            Users = One(setting =>
            [
                Map(setting.Containers[0], 0, 1, 0), Call(new GuestMemoryMessage.Exec(default, new(1))),
                Call(new GuestMemoryMessage.MapArea(At(0), new(1), AreaKind.Anonymous, new(1))),
                Write(setting.Drivers[0], 0, 4),
            ]),
        },
        new("other-process", "DRW-23", "ErrnoFaithful")
        {
            Users = One(setting =>
            [
                Map(setting.Containers[0], 0, 1, 0), Call(new GuestMemoryMessage.Fork(default, new(1))),
                Write(setting.Drivers[0], 0, 4, default, 1),
            ]),
        },
        new("other-backend", "DRW-24", "ErrnoFaithful")
        {
            Options = Usual with { Container = container => container with { IsIommufd = true } },
            Users = One(setting => [Read(setting.Drivers[0], 0, 4)]),
        },
    ];

    private static Type1SettingOptions Usual { get; } = new() { Groups = [Type1SettingOptions.Emulated] };

    private static Func<Type1Setting, IReadOnlyList<IReadOnlyList<UserRequest>>> One(
        Func<Type1Setting, IReadOnlyList<UserRequest>> requests) => setting => [requests(setting)];
}
