using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Values;
using static VfioActors.Scenarios.Spapr.SpaprRequests;

namespace VfioActors.Scenarios.Spapr;

/// <summary>Entries are led to registered memory, by users and by hypercalls, and windows come and go.</summary>
public sealed class SpaprMapScenario : SpaprCaseScenario
{
    private const ulong DevicePage = 0x40;

    /// <inheritdoc/>
    public override string Name => "tce-map";

    /// <inheritdoc/>
    public override string Summary => "entries lead to registered memory, by users and by hypercalls";

    /// <inheritdoc/>
    public override IReadOnlyList<SpaprCase> Cases =>
    [
        new("stale-region", "TCE-05", "NoUseAfterFree")
        {
            Users = setting =>
            [
                [Register(setting.Containers[0], 0, 1), Unregister(setting.Containers[0], 0, 1)],
                [Map(setting.Containers[0], 0, 0)],
            ],
        },
        new("live-entry", "TCE-08", "NoTceToFreePage")
        {
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Map(setting.Containers[0], 0, 0),
                    Unregister(setting.Containers[0], 0, 1),
                ],
            ],
        },
        new("late-dirt", "TCE-18", "NoUseAfterFree")
        {
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Map(setting.Containers[0], 0, 0),
                    Unmap(setting.Containers[0], 0), Unregister(setting.Containers[0], 0, 1),
                ],
            ],
        },
        new("large-page", "TCE-20", "EntryInsideRegion")
        {
            Options = Scattered,
            Users = setting => [[Register(setting.Containers[0], 0, 2), Map(setting.Containers[0], 0, 0, 2)]],
            Answers = [[Errno.None], [Errno.EINVAL]],
        },
        new("closing-region", "TCE-23", "MapAllOrNothing")
        {
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Register(setting.Containers[0], 1, 1),
                    Unregister(setting.Containers[0], 1, 1),
                ],
                [Map(setting.Containers[0], 0, 0, 2)],
            ],
        },
        new("exchange-fails", "TCE-24", "MappedCountExact")
        {
            Options = new() { ExchangesMayFail = true },
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Register(setting.Containers[0], 1, 1),
                    Map(setting.Containers[0], 0, 0), Map(setting.Containers[0], 0, 1),
                ],
            ],
        },
        new("device-memory", "TCE-33", "Progress")
        {
            Options = new() { Devices = [new(At(DevicePage), new(1), new(Pfn.RecordlessFrom + 7))] },
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Map(setting.Containers[0], 0, DevicePage),
                    Unregister(setting.Containers[0], 0, 1),
                ],
            ],
            Answers = [[Errno.None], [Errno.None], [Errno.None]],
        },
        new("window-goes", "TCE-35", "MappedCountExact")
        {
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Map(setting.Containers[0], 0, 0),
                    RemoveWindow(setting.Containers[0]),
                ],
            ],
        },
        new("hypercall-large-page", "TCE-36", "EntryInsideRegion")
        {
            Options = Scattered with { HasHypervisor = true },
            Users = setting => [[Register(setting.Containers[0], 0, 2), Put(setting.Hypervisor, 0, 0)]],
            Answers = [[Errno.None], [Errno.EAGAIN]],
        },
        new("misaligned", "TCE-37", "ErrnoFaithful")
        {
            Users = setting => [[Register(setting.Containers[0], 0, 1), UnmapAt(setting.Containers[0], 0x800)]],
            Answers = [[Errno.None], [Errno.EINVAL]],
        },
        new("past-the-end", "TCE-38", "EntryInsideTable")
        {
            Users = setting => [[Register(setting.Containers[0], 0, 4), Map(setting.Containers[0], 3, 0, 4)]],
            Answers = [[Errno.None], [Errno.EINVAL]],
        },
        new("attach-while-removing", "TCE-39", "NoUseAfterFree")
        {
            Options = new() { HasIdleHypervisor = true },
            Users = setting =>
            [
                [AttachWindow(setting.Hypervisor, setting.Containers[0])], [RemoveWindow(setting.Containers[0])],
            ],
        },
    ];

    /// <summary>
    /// Two pages side by side for the user that are not so in memory, and IOMMU pages as large as both.
    /// </summary>
    private static SpaprSettingOptions Scattered { get; } = new()
    {
        Shift = new(Paging.Shift + 1),
        Memory = memory => memory with
        {
            Areas =
            [
                new(At(0), new(1), AreaKind.Anonymous), new(At(8), new(1), AreaKind.Anonymous),
                new(At(1), new(1), AreaKind.Anonymous),
            ],
        },
    };
}
