using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Protocols;
using static VfioActors.Scenarios.Type1.Type1Requests;
using static VfioActors.Scenarios.Type1.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>The user gives the addresses of its mappings up, to give new ones later, while a driver pins.</summary>
public sealed class Type1VaddrScenario : Type1CaseScenario
{
    /// <inheritdoc/>
    public override string Name => "type1-vaddr";

    /// <inheritdoc/>
    public override string Summary => "a driver pins while the addresses of mappings are given up";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("remapped", "T1-27", "NoStaleMapping")
        {
            Options = new() { Groups = [BackedDriver] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 2), GiveVaddrUp(setting.Containers[0], 0, 2),
                    Unmap(setting.Containers[0], 0, 2), Map(setting.Containers[0], 0, 2, 4),
                ],
                [Pin(setting.Drivers[0], 0)],
            ],
        },
        new("never-given-back", "T1-28", "Progress")
        {
            Options = new() { Groups = [BackedDriver] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 2), GiveVaddrUp(setting.Containers[0], 0, 2),
                    Pin(setting.Drivers[0], 0),
                ],
            ],
        },
    ];

    /// <summary>The driver of a group with an IOMMU pins too; emulated groups forbid giving addresses up.</summary>
    private static Type1Group BackedDriver => Backed with { HasDriver = true, IsOpen = true };

    private static UserRequest GiveVaddrUp(ActorId container, ulong page, ulong pages) =>
        UserRequest.Of(container, new ContainerMessage.Unmap(
            At(page), Bytes(pages), default, UnmapModes.Vaddr, default));
}
