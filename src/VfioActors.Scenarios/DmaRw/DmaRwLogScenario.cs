using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.DmaRw.Claims;
using VfioActors.Scenarios.DmaRw.Requests;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Type1.Settings;
using static VfioActors.Scenarios.DmaRw.Requests.DmaRwRequests;
using static VfioActors.Scenarios.Type1.Actors.Type1Requests;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>A driver writes by IOVA while the dirty log is on, and the log is read.</summary>
public sealed class DmaRwLogScenario : DmaRwCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "dma-rw-log";

    /// <inheritdoc/>
    public override string Summary => "a driver writes by IOVA while the dirty log is on";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        Simple("not-marked", "DRW-07", Usual, 0, Page),
        Simple("prefix", "DRW-13", Usual with { Pages = 1 }, Page - 8, 16),
        Simple("rounded", "DRW-19", Usual, 8, 8),
        Simple("other-backend", "DRW-25",
            Usual with { Container = container => container with { IsIommufd = true } }, 0, Page),
        new("read-between", "DRW-28", "DirtySuperset")
        {
            Options = Usual,
            Users = setting =>
            [
                [
                    DmaRwRequests.Map(setting.Containers[0], 0, 1, 0), StartLog(setting.Containers[0]),
                    DmaRwRequests.Write(setting.Drivers[0], 0, 8), GetLog(setting.Containers[0], 0, 1),
                ],
                [GetLog(setting.Containers[0], 0, 1)],
            ],
            Claims = Superset,
        },
    ];

    private static Type1SettingOptions Usual { get; } = new() { Groups = [Type1SettingOptions.Emulated] };

    private static Type1Case Simple(
        string name, string defect, Type1SettingOptions options, ulong iova, ulong length) =>
        new(name, defect, "DirtySuperset")
        {
            Options = options,
            Users = setting =>
            [
                [
                    DmaRwRequests.Map(setting.Containers[0], 0, 2, 0), StartLog(setting.Containers[0]),
                    DmaRwRequests.Write(setting.Drivers[0], iova, length), GetLog(setting.Containers[0], 0, 2),
                ],
            ],
            Claims = Superset,
        };

    private static IReadOnlyList<Property> Superset(Type1Actors actors) => [new DirtySuperset(actors)];
}
