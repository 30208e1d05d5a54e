using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using static VfioActors.Scenarios.Type1.Type1Requests;
using static VfioActors.Scenarios.Type1.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>Some pages are reserved: nobody counts them, so nobody must charge, uncharge or release them.</summary>
public sealed class Type1ReservedScenario : Type1CaseScenario
{
    /// <inheritdoc/>
    public override string Name => "type1-reserved";

    /// <inheritdoc/>
    public override string Summary => "some of the pages that are mapped and pinned are reserved, and not counted";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("map", "T1-09", "LockedVmLaw")
        {
            Options = new() { Groups = [Backed], Memory = RamThen(AreaKind.DriverReserved) },
            Users = setting => [[Map(setting.Containers[0], 0, 4), Unmap(setting.Containers[0], 0, 4)]],
        },
        new("failed-attach", "T1-02", "LockedVmLaw") { Options = Refused(), Users = FailedAttach },
        new("failed-attach-in-batches", "T1-36", "LockedVmLaw") { Options = Refused(), Users = FailedAttach },
        new("last-backed-detach", "T1-04", "LockedVmLaw")
        {
            Options = new() { Groups = [Backed, Emulated], Memory = RamThen(AreaKind.DriverReserved) },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 0, 4), Pin(setting.Drivers[1], 0), Pin(setting.Drivers[1], 2),
                    Detach(setting.Groups[0]),
                ],
            ],
        },
        new("device-registers", "T1-31", "PinBalance")
        {
            Options = new() { Groups = [Backed], Memory = RamThen(AreaKind.DeviceBar) },
            Users = setting => [[Map(setting.Containers[0], 0, 4)]],
        },
        new("page-of-zeroes", "T1-33", "PinBalance")
        {
            Options = new() { Groups = [Backed], Memory = memory => memory with { Areas = [Untouched] } },
            Users = setting => [[MapToRead(setting.Containers[0], 0, 2), Unmap(setting.Containers[0], 0, 2)]],
        },
    ];

    private static AreaOptions Untouched => new(Place(0), new(4), AreaKind.AnonymousReadOnly);

    /// <summary>Two pages of memory, then two that are not.</summary>
    private static Func<GuestMemoryOptions, GuestMemoryOptions> RamThen(AreaKind kind) => memory => memory with
    {
        Areas = [new(Place(0), new(2), AreaKind.Anonymous), new(Place(2), new(2), kind)],
    };

    /// <summary>The limit lets one page of memory through; what follows the reserved pages is one too many.</summary>
    private static Type1SettingOptions Refused() => new()
    {
        Groups = [Emulated, Outside],
        Limit = 2,
        Memory = memory => memory with
        {
            Areas =
            [
                new(Place(0), new(1), AreaKind.Anonymous), new(Place(1), new(2), AreaKind.DriverReserved),
                new(Place(3), new(2), AreaKind.Anonymous),
            ],
        },
    };

    private static IReadOnlyList<IReadOnlyList<UserRequest>> FailedAttach(Type1Setting setting) =>
    [
        [
            Map(setting.Containers[0], 0, 5), Pin(setting.Drivers[0], 1), Pin(setting.Drivers[0], 2),
            Attach(setting.Groups[1], setting.Containers[0]),
        ],
    ];
}
