using VfioActors.Vfio.Protocols;
using static VfioActors.Scenarios.Type1.Type1Requests;
using static VfioActors.Scenarios.Type1.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>Mappings at the ends of what can be: of addresses, of words, of the table of mappings.</summary>
public sealed class Type1RangeScenario : Type1CaseScenario
{
    private const ulong LastPage = ulong.MaxValue >> 12;
    private const ulong High = 1UL << 24;

    /// <inheritdoc/>
    public override string Name => "type1-range";

    /// <inheritdoc/>
    public override string Summary => "mappings at the end of the addresses, far up, too many, or in another order";

    /// <inheritdoc/>
    public override IReadOnlyList<Type1Case> Cases =>
    [
        new("last-page", "T1-19", "RangeClosed")
        {
            Options = new() { Groups = [Emulated] },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], LastPage, 1, 0), Unmap(setting.Containers[0], LastPage, 2),
                    Unmap(setting.Containers[0], LastPage, 1),
                ],
            ],
        },
        new("too-many", "T1-20", "MapAvailBounded")
        {
            Options = new() { Groups = [Emulated], Container = container => container with { MappingsMax = 2 } },
            Users = setting =>
            [
                [Map(setting.Containers[0], 0, 1), Map(setting.Containers[0], 1, 1), Map(setting.Containers[0], 2, 1)],
            ],
        },
        new("far-up", "T1-22", "RangeClosed")
        {
            Options = new() { Groups = [Emulated] },
            Users = setting => [[Map(setting.Containers[0], High, 2, 0), Pin(setting.Drivers[0], High + 1)]],
        },
        new("order", "T1-37", "Determinism")
        {
            Options = new() { Groups = [Emulated], Kind = ContainerKind.Type1 },
            Users = setting =>
            [
                [
                    Map(setting.Containers[0], 4, 4), Map(setting.Containers[0], 0, 4),
                    Unmap(setting.Containers[0], 1, 7),
                ],
            ],
        },
    ];
}
