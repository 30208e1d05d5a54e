using VfioActors.Vfio.Protocols;
using static VfioActors.Scenarios.Type1.Type1Requests;
using static VfioActors.Scenarios.Type1.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>The dirty log is started and read while devices and drivers write.</summary>
public sealed class Type1LogScenario : Type1CaseScenario
{
    private const ulong TooManyPages = 1UL << 31;

    /// <inheritdoc/>
    public override string Name => "type1-log";

    /// <inheritdoc/>
    public override string Summary => "the dirty log is started and read while devices and drivers write";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("detach", "T1-24", "DirtySuperset")
        {
            Options = new() { Groups = [Backed, Emulated] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 4), StartLog(setting.Containers[0]),
                    Write(Type1Setting.Tables, setting.Groups[0], 2), Detach(setting.Groups[0]),
                    GetLog(setting.Containers[0], 0, 4),
                ],
            ],
        },
        new("failed-start", "T1-25", "NoDoubleFree")
        {
            Options = new() { Groups = [Emulated] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 1), Map(setting.Containers[0], 1, 1),
                    Map(setting.Containers[0], 2, TooManyPages), StartLog(setting.Containers[0]),
                ],
            ],
        },
        new("failed-get", "T1-26", "DirtySuperset")
        {
            Options = new() { Groups = [Emulated] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 1, 3), StartLog(setting.Containers[0]), Pin(setting.Drivers[0], 2),
                    Unpin(setting.Drivers[0], 2), GetLog(setting.Containers[0], 0, 4, UnmapModes.BadBitmap),
                    GetLog(setting.Containers[0], 0, 4),
                ],
            ],
        },
    ];
}
