using static VfioActors.Scenarios.Type1.Actors.Type1Requests;
using static VfioActors.Scenarios.Type1.Settings.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>Drivers give pages back that they have pinned.</summary>
public sealed class Type1UnpinScenario : Type1CaseScenario
{
    /// <inheritdoc/>
    public override string Name => "type1-unpin";

    /// <inheritdoc/>
    public override string Summary => "drivers give back pages that they, or another driver, pinned";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("shared-page", "T1-03", "UnpinCount")
        {
            Options = new() { Groups = [Emulated, Emulated with { Name = "m1" }] },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 1), Pin(setting.Drivers[0], 0), Unpin(setting.Drivers[0], 0)],
                [Pin(setting.Drivers[1], 0)],
            ],
        },
        new("first-page", "T1-08", "UnpinFindsWhatPinFound")
        {
            Options = new() { Groups = [Emulated] },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 4), Pin(setting.Drivers[0], 0, 2), Unpin(setting.Drivers[0], 0, 2)],
            ],
        },
        new("page-of-another", "T1-13", "PinBalance")
        {
            Options = new() { Groups = [Emulated, Emulated with { Name = "m1" }] },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 1), Pin(setting.Drivers[0], 0)],
                [Unpin(setting.Drivers[1], 0)],
            ],
        },
    ];
}
