using VfioActors.Vfio.Protocols;
using static VfioActors.Scenarios.Type1.Type1Requests;
using static VfioActors.Scenarios.Type1.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>Pages are unmapped that drivers hold, which are told and drop them; groups leave that hold some.</summary>
public sealed class Type1CallbackScenario : Type1CaseScenario
{
    /// <inheritdoc/>
    public override string Name => "type1-callback";

    /// <inheritdoc/>
    public override string Summary => "mappings go, or groups leave, while drivers have pages pinned";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("detach-reaccounts", "T1-05", "BatchedAccounting")
        {
            Options = new() { Groups = [Backed, Emulated] },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 4), Pin(setting.Drivers[1], 0), Detach(setting.Groups[0])],
            ],
        },
        new("last-detach", "T1-12", "NoUseAfterUnpin")
        {
            Options = new()
            {
                Groups = [Emulated with { Driver = driver => driver with { UsesAfterClose = true } }],
            },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 2), Pin(setting.Drivers[0], 0), CloseDevice(setting.Groups[0]),
                    Detach(setting.Groups[0]),
                ],
            ],
            Except = ["LockedVmLaw", "PinBalance"],
        },
        new("backed-driver", "T1-23", "NoMappingRemovedWithPins")
        {
            Options = new() { Groups = [Backed with { HasDriver = true, IsOpen = true }] },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 2), Pin(setting.Drivers[0], 0), Unmap(setting.Containers[0], 0, 2)],
            ],
        },
        new("leaving-driver", "T1-34", "Progress")
        {
            Options = new()
            {
                Groups =
                [
                    Emulated with { Driver = driver => driver with { Policy = CallbackPolicy.UnpinAllAndLeave } },
                ],
            },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 2), Pin(setting.Drivers[0], 0), Unmap(setting.Containers[0], 0, 2)],
            ],
        },
        new("two-unmaps", "T1-35", "NoStaleMapping")
        {
            Options = new() { Groups = [Emulated, Emulated with { Name = "m1" }] },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 2), Pin(setting.Drivers[1], 0), Unmap(setting.Containers[0], 0, 2)],
                [Unmap(setting.Containers[0], 0, 2)],
            ],
        },
        new("deaf-driver", "T1-38", "NoMappingRemovedWithPins")
        {
            Options = new()
            {
                Groups =
                [
                    Emulated with { Driver = driver => driver with { HasCallback = false } },
                    Emulated with { Name = "m1" },
                ],
            },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 2), Pin(setting.Drivers[0], 0), Unmap(setting.Containers[0], 0, 2)],
            ],
        },
    ];
}
