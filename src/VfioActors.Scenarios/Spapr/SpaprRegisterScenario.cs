using VfioActors.Scenarios.Spapr.Settings;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Scenarios.Spapr.Settings.SpaprRequests;

namespace VfioActors.Scenarios.Spapr;

/// <summary>Memory is registered and unregistered: charges, pins, uses and answers.</summary>
public sealed class SpaprRegisterScenario : SpaprCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "tce-register";

    /// <inheritdoc/>
    public override string Summary => "memory is registered and unregistered, by one container or two";

    /// <inheritdoc/>
    public override IReadOnlyList<SpaprCase> Cases =>
    [
        new("two-containers", "TCE-01", "ChargeOncePerRange")
        {
            Options = Two,
            Users = setting => [[Register(setting.Containers[0], 0, 2), Register(setting.Containers[1], 0, 2)]],
        },
        new("uncharge", "TCE-03", "LockedVmLaw")
        {
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 2), Register(setting.Containers[0], 4, 2),
                    Unregister(setting.Containers[0], 0, 2),
                ],
            ],
        },
        new("unknown-range", "TCE-04", "ErrnoFaithful")
        {
            Users = setting => [[Register(setting.Containers[0], 0, 1), Unregister(setting.Containers[0], 4, 1)]],
            Answers = [[Errno.None], [Errno.ENOENT]],
        },
        new("map-while-pinning", "TCE-06", "PublishedImpliesPinned")
        {
            Users = setting =>
            [
                [Register(setting.Containers[0], 4, 1), Register(setting.Containers[0], 0, 1)],
                [Map(setting.Containers[0], 0, 0)],
            ],
        },
        new("map-while-releasing", "TCE-07", "PublishedImpliesPinned")
        {
            Users = setting =>
            [
                [Register(setting.Containers[0], 0, 1), Unregister(setting.Containers[0], 0, 1)],
                [Map(setting.Containers[0], 0, 0)],
            ],
        },
        new("no-bytes", "TCE-14", "NonEmptyRegion")
        {
            Users = setting => [[Register(setting.Containers[0], 0, 0)]],
            Answers = [[Errno.EINVAL]],
        },
        new("kernel-thread", "TCE-15", "ErrnoFaithful")
        {
            Users = setting => [[Register(setting.Containers[0], 0, 1, SpaprModes.NoMemory)]],
            Answers = [[Errno.ESRCH]],
        },
        new("other-process", "TCE-16", "LockedVmLaw")
        {
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Fork(setting.Memory),
                    Unregister(setting.Containers[0], 0, 1, caller: 1),
                ],
            ],
            Answers = [[Errno.None], [Errno.None], [Errno.EPERM]],
        },
        new("closed-by-kernel", "TCE-17", "LockedVmLaw")
        {
            Users = setting =>
                [[Register(setting.Containers[0], 0, 2), Release(setting.Containers[0], SpaprModes.NoMemory)]],
        },
        new("no-group", "TCE-22", "EnableNeedsGroup")
        {
            Options = new() { Containers = [SpaprBox.Second with { HasGroup = false }] },
            Users = setting => [[Register(setting.Containers[0], 0, 1)]],
        },
        new("closed", "TCE-25", "PinBalance")
        {
            Users = setting => [[Register(setting.Containers[0], 0, 1), Release(setting.Containers[0])]],
        },
        new("closed-while-mapped", "TCE-26", "Progress")
        {
            Options = Two,
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Register(setting.Containers[1], 4, 1),
                    Map(setting.Containers[1], 0, 0), Release(setting.Containers[0]),
                ],
            ],
        },
        new("no-record", "TCE-27", "ErrnoFaithful")
        {
            Options = new() { RecordsMayFail = true },
            Users = setting => [[Register(setting.Containers[0], 0, 1)]],
            Answers = [[Errno.None, Errno.ENOMEM]],
        },
        new("found-by-other", "TCE-28", "NoUseAfterFree")
        {
            Options = Two,
            Users = setting =>
            [
                [Register(setting.Containers[0], 0, 1), Unregister(setting.Containers[0], 0, 1)],
                [Register(setting.Containers[1], 4, 1), Unregister(setting.Containers[1], 0, 1)],
            ],
        },
        new("still-mapped", "TCE-29", "UnregisterRefusedWhileMapped")
        {
            Users = setting =>
            [
                [
                    Register(setting.Containers[0], 0, 1), Map(setting.Containers[0], 0, 0),
                    Unregister(setting.Containers[0], 0, 1),
                ],
            ],
            Answers = [[Errno.None], [Errno.None], [Errno.EBUSY]],
        },
        new("lock-order", "TCE-30", "Progress")
        {
            Options = new() { HasLocks = true },
            Users = setting => [[Register(setting.Containers[0], 0, 1)], [MapDevice(setting.Mapper)]],
        },
        new("overlap", "TCE-31", "NoDoubleFree")
        {
            Users = setting => [[Register(setting.Containers[0], 0, 2), Register(setting.Containers[0], 1, 2)]],
            Answers = [[Errno.None], [Errno.EINVAL]],
        },
        new("partly-there", "TCE-32", "ErrnoFaithful")
        {
            Options = new() { Pages = 4 },
            Users = setting => [[Register(setting.Containers[0], 2, 4)]],
            Answers = [[Errno.EFAULT]],
        },
        new("other-platform", "TCE-34", "NoDoubleFree")
        {
            Options = new() { Outside = [1, 0] },
            Users = setting =>
            [
                [
                    Attach(setting.Groups[1], setting.Containers[0]), Attach(setting.Groups[2], setting.Containers[0]),
                ],
            ],
            Answers = [[Errno.EPERM], [Errno.None]],
        },
    ];

    private static SpaprSettingOptions Two { get; } = new() { Containers = [SpaprBox.Second, SpaprBox.Second] };
}
