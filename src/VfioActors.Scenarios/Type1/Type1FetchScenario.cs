using static VfioActors.Scenarios.Type1.Actors.Type1Requests;
using static VfioActors.Scenarios.Type1.Settings.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>Pages are fetched, and something goes wrong on the way back.</summary>
public sealed class Type1FetchScenario : Type1CaseScenario
{
    /// <inheritdoc/>
    public override string Name => "type1-fetch";

    /// <inheritdoc/>
    public override string Summary => "pages are fetched for a pin or a map that then fails, or ought to";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("no-record", "T1-14", "PinBalance")
        {
            Options = new() { Groups = [Emulated], Container = container => container with { RecordsMayFail = true } },
            Users = setting => [[Map(setting.Containers[0], 0, 2), Pin(setting.Drivers[0], 0)]],
        },
        new("replay", "T1-21", "PinBalance")
        {
            Options = new() { Groups = [Emulated, Outside], Limit = 2 },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 2), Map(setting.Containers[0], 2, 2),
                    Attach(setting.Groups[1], setting.Containers[0]),
                ],
            ],
        },
        new("count", "T1-32", "PinBalance")
        {
            Options = new() { Groups = [Emulated] },
            Users = setting => [[Map(setting.Containers[0], 0, 2), Pin(setting.Drivers[0], 0)]],
        },
        new("two-devices", "T1-39", "RefBalance")
        {
            Options = new() { Groups = [Emulated with { Options = group => group with { Devices = 2 } }] },
            Users = setting => [[Map(setting.Containers[0], 0, 2), Pin(setting.Drivers[0], 0)]],
        },
        new("nothing", "T1-40", "PinBalance")
        {
            Options = new() { Groups = [Backed], Memory = memory => memory with { EmptyFetchAt = Place(0) } },
            Users = setting => [[Map(setting.Containers[0], 0, 1)]],
        },
    ];
}
