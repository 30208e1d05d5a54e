using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using static VfioActors.Scenarios.Type1.Type1Requests;
using static VfioActors.Scenarios.Type1.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>Pages are mapped and pinned with the limit of locked memory about to be hit.</summary>
public sealed class Type1LimitScenario : Type1CaseScenario
{
    /// <inheritdoc/>
    public override string Name => "type1-limit";

    /// <inheritdoc/>
    public override string Summary => "pages are mapped and pinned with the limit of locked memory about to be hit";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("map", "T1-01", "LimitExact")
        {
            Options = new() { Groups = [Backed], Limit = 4 },
            Users = setting => [[Map(setting.Containers[0], 0, 4)]],
        },
        new("map-beyond", "T1-10", "LockedVmLaw")
        {
            Options = new() { Groups = [Backed], Limit = 3 },
            Users = setting => [[Map(setting.Containers[0], 0, 4)]],
        },
        new("attach", "T1-11", "LimitExact")
        {
            Options = new() { Groups = [Emulated, Outside], Limit = 1 },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 1), Pin(setting.Drivers[0], 0),
                    Attach(setting.Groups[1], setting.Containers[0]),
                ],
            ],
        },
        new("pin", "T1-15", "LimitExact")
        {
            Options = new() { Groups = [Backed, Emulated], Limit = 4 },
            Users = setting => [[Map(setting.Containers[0], 0, 4), Pin(setting.Drivers[1], 0)]],
        },
        new("two-containers", "T1-16", "LimitNeverExceeded")
        {
            Options = new()
            {
                Groups = [Backed, Backed with { Name = "p1", Container = 1 }],
                Containers = 2,
                Limit = 4,
            },
            Users = setting => [[Map(setting.Containers[0], 0, 3)], [Map(setting.Containers[1], 3, 3)]],
        },
        new("capability", "T1-18", "LimitExact")
        {
            Options = new()
            {
                Groups = [Emulated],
                Limit = 0,
                Memory = memory => memory with { Capability = true },
            },
            Users = setting =>
            [
                [
                    MapExempt(setting.Containers[0], 0, 1),
                    UserRequest.Of(Type1Setting.Memory, new GuestMemoryMessage.SetCapability(default, 0)),
                    Pin(setting.Drivers[0], 0),
                ],
            ],
            Except = ["LimitNeverExceeded"],
        },
    ];
}
