using VfioActors.Scenarios.Spapr.Settings;
using static VfioActors.Scenarios.Spapr.Settings.SpaprRequests;

namespace VfioActors.Scenarios.Spapr;

/// <summary>
/// One container pins for entries and registers memory too: what the change between both may get wrong.
/// </summary>
public sealed class SpaprModeScenario : SpaprCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "tce-modes";

    /// <inheritdoc/>
    public override string Summary => "a container is enabled and disabled, and memory registered in between";

    /// <inheritdoc/>
    public override IReadOnlyList<SpaprCase> Cases =>
    [
        new("registered-before-unmap", "TCE-09", "PinBalance")
        {
            Options = First,
            Users = setting =>
            [
                [
                    Enable(setting.Containers[0]), Map(setting.Containers[0], 0, 0),
                    Register(setting.Containers[0], 4, 1), Unmap(setting.Containers[0], 0),
                    Unregister(setting.Containers[0], 4, 1), Disable(setting.Containers[0]),
                ],
            ],
        },
        new("unregistered-before-unmap", "TCE-10", "PinBalance")
        {
            Options = new() { Containers = [SpaprBox.Second, SpaprBox.Second] },
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Register(setting.Containers[1], 0, 1),
                    Map(setting.Containers[1], 0, 0), Unregister(setting.Containers[1], 0, 1),
                    Unmap(setting.Containers[1], 0),
                ],
            ],
        },
        new("last-unregister", "TCE-11", "LockedVmLaw")
        {
            Options = First,
            Users = setting =>
            [
                [
                    Enable(setting.Containers[0]), Register(setting.Containers[0], 0, 1),
                    Unregister(setting.Containers[0], 0, 1), Disable(setting.Containers[0]),
                ],
            ],
        },
        new("disabled-twice", "TCE-12", "NoUnderflow")
        {
            Options = First,
            Users = setting =>
            [
                [
                    Enable(setting.Containers[0]), Disable(setting.Containers[0]),
                    Register(setting.Containers[0], 0, 1), Disable(setting.Containers[0]),
                ],
            ],
        },
        new("enabled-and-registered", "TCE-13", "LockedVmLaw")
        {
            Options = First,
            Users = setting => [[Enable(setting.Containers[0]), Register(setting.Containers[0], 0, 1)]],
        },
    ];

    private static SpaprSettingOptions First { get; } = new() { Containers = [SpaprBox.First] };
}
