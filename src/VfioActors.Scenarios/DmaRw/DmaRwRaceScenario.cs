using VfioActors.Scenarios.DmaRw.Claims;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Viommus;
using static VfioActors.Scenarios.DmaRw.DmaRwRequests;
using static VfioActors.Scenarios.Type1.Type1Requests;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>Groups leave, mappings go and pages are missing while drivers access memory by IOVA.</summary>
public sealed class DmaRwRaceScenario : DmaRwCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "dma-rw-race";

    /// <inheritdoc/>
    public override string Summary => "groups leave, mappings go and pages are missing while a driver accesses memory";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("viommu", "DRW-01", "OnlyMappedOwnerMemory")
        {
            Users = setting =>
            {
                var viommu = setting.Add("viommu", new ViommuBehavior(setting.Containers[0], DmaRwRequests.At(0)));
                return
                [
                    [
                        GuestMap(viommu, 9, 5), GuestMap(viommu, 5, 7), Program(setting.Drivers[0], 9, 5),
                        Run(setting.Drivers[0], 8, 1),
                    ],
                ];
            },
        },
        new("group-leaves", "DRW-06", "ProgramIsWhole")
        {
            Options = Closed,
            Users = setting =>
            [
                [
                    DmaRwRequests.Map(setting.Containers[0], 0, 1, 0), Program(setting.Drivers[0], 0, 0),
                    Run(setting.Drivers[0], 8, 2),
                ],
                [Detach(setting.Groups[0])],
            ],
            Claims = actors => [new ProgramIsWhole(actors)],
        },
        new("handle-put", "DRW-14", "LeaseBalance")
        {
            Options = Closed,
            Users = setting =>
            [
                [
                    DmaRwRequests.Map(setting.Containers[0], 0, 1, 0), Program(setting.Drivers[0], 0, 0),
                    Run(setting.Drivers[0], 8, 1), Detach(setting.Groups[0]), Run(setting.Drivers[0], 8, 1),
                ],
            ],
        },
        new("missing-page", "DRW-15", "Progress")
        {
            Options = new()
            {
                Groups = [Type1SettingOptions.Emulated],
                Memory = memory => memory with { Awaited = [(DmaRwRequests.At(0), new(1))] },
            },
            Users = setting =>
            [
                [DmaRwRequests.Map(setting.Containers[0], 0, 1, 0), Write(setting.Drivers[0], 0, 8)],
                [DmaRwRequests.Map(setting.Containers[0], 1, 1, 1), Provide(0)],
            ],
        },
        new("refused-handle", "DRW-20", "LeaseBalance")
        {
            Options = Closed,
            Users = setting => [[Detach(setting.Groups[0]), Run(setting.Drivers[0], 8, 1)]],
        },
        new("long-request", "DRW-26", "BoundedWait")
        {
            Users = setting =>
            [
                [
                    DmaRwRequests.Map(setting.Containers[0], 0, 1, 0),
                    DmaRwRequests.Map(setting.Containers[0], 1, 1, 1),
                    DmaRwRequests.Map(setting.Containers[0], 2, 1, 2), Write(setting.Drivers[0], 0, 3 * Page),
                ],
                [DmaRwRequests.Map(setting.Containers[0], 3, 1, 3)],
            ],
            Claims = actors => [new BoundedWait(actors)],
        },
        new("unmap", "DRW-27", "NoAccessAfterUnmapReply")
        {
            Users = setting =>
            [
                [DmaRwRequests.Map(setting.Containers[0], 0, 1, 0), Unmap(setting.Containers[0], 0, 1)],
                [Write(setting.Drivers[0], 0, 8)],
            ],
            Claims = actors => [new NoAccessAfterUnmapReply(actors)],
        },
    ];

    /// <summary>A group that nothing but a handle keeps in its container.</summary>
    private static Type1SettingOptions Closed { get; } =
        new() { Groups = [Type1SettingOptions.Emulated with { IsOpen = false }] };

    private static UserRequest Write(Behaviors.ActorId driver, ulong iova, ulong length) =>
        DmaRwRequests.Write(driver, iova, length);
}
