using VfioActors.Behaviors;
using VfioActors.Testing;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>Every operation meets every error that the specification gives it, by the rules of the reference.</summary>
public sealed class ErrnoCoverageTests
{
    private const ulong Window = 64 << Paging.Shift;

    /// <summary>The pairs of the specification, operation by operation.</summary>
    private static readonly IReadOnlyList<(string Operation, Errno[] Errors)> Specified =
    [
        ("ATTACH", [Errno.EPERM, Errno.ENOMEM, Errno.EBUSY, Errno.ENODEV]),
        ("CREATE", [
            Errno.EPERM, Errno.ENXIO, Errno.ENOMEM, Errno.EFAULT, Errno.EINVAL, Errno.ENOTTY, Errno.ENOSPC,
        ]),
        ("DISABLE", [Errno.EPERM, Errno.ENOTTY]),
        ("ENABLE", [Errno.EPERM, Errno.ESRCH, Errno.ENOMEM, Errno.EBUSY, Errno.ENODEV, Errno.ENOTTY]),
        ("GET_INFO", [Errno.EPERM, Errno.ENXIO, Errno.EFAULT, Errno.EINVAL]),
        ("MAP", [
            Errno.EPERM, Errno.EIO, Errno.ENXIO, Errno.ENOMEM, Errno.EFAULT, Errno.ENODEV, Errno.EINVAL,
        ]),
        ("REGISTER", [
            Errno.EPERM, Errno.ESRCH, Errno.ENOMEM, Errno.EFAULT, Errno.EBUSY, Errno.EINVAL, Errno.ENOTTY,
        ]),
        ("REMOVE", [Errno.EPERM, Errno.ENXIO, Errno.EFAULT, Errno.EINVAL, Errno.ENOTTY]),
        ("UNMAP", [Errno.EPERM, Errno.ENXIO, Errno.ENOMEM, Errno.EFAULT, Errno.ENODEV, Errno.EINVAL]),
        ("UNREGISTER", [
            Errno.EPERM, Errno.ENOENT, Errno.EFAULT, Errno.EBUSY, Errno.EINVAL, Errno.ENOTTY,
        ]),
    ];

    public static TheoryData<string, Errno> Pairs
    {
        get
        {
            TheoryData<string, Errno> pairs = [];
            foreach (var witness in Witnesses()) { pairs.Add(witness.Operation, witness.Error); }

            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void The_operation_is_refused_with(string operation, Errno error)
    {
        var witness = Witnesses().Single(known => known.Operation == operation && known.Error == error);
        Assert.Equal(-(long)error, witness.Answer());
    }

    [Fact]
    public void Every_pair_of_the_specification_has_a_witness() => Assert.Equal(
        Specified.SelectMany(row => row.Errors.Select(error => (row.Operation, error))).Order(),
        Witnesses().Select(witness => (witness.Operation, witness.Error)).Order());

    [Fact]
    public void Operations_of_sPAPR_and_their_errors()
    {
        var lines = from witness in Witnesses()
                    group witness.Error by witness.Operation into row
                    orderby row.Key
                    select $"{row.Key,-11} {string.Join(' ', row.Order().Select(error => error.ToString()))}";
        Golden.Verify("SpaprContainers", string.Join('\n', lines) + "\n");
    }

    private static IEnumerable<ErrnoWitness> Witnesses() =>
        [.. OfRegister(), .. OfUnregister(), .. OfMap(), .. OfUnmap(), .. OfEnable(), .. OfWindow(), .. OfGroup()];

    private static IEnumerable<ErrnoWitness> OfRegister() =>
    [
        new("REGISTER", Errno.EPERM, () => Owned().Register(0, 1, caller: 1)),
        new("REGISTER", Errno.ESRCH, () => Asking(new(), Registering(SpaprModes.NoMemory))),
        new("REGISTER", Errno.ENOMEM, () => new SpaprBench().Register(0, 101)),
        new("REGISTER", Errno.EFAULT, () => Asking(new(), Registering(SpaprModes.Unreadable))),
        new("REGISTER", Errno.EBUSY, () => Owned().Register(0, 1)),
        new("REGISTER", Errno.EINVAL, () => Asking(new(), Registering(SpaprModes.TooShort))),
        new("REGISTER", Errno.ENOTTY, () => First().Register(0, 1)),
    ];

    private static IEnumerable<ErrnoWitness> OfUnregister() =>
    [
        new("UNREGISTER", Errno.EPERM, () => Owned().Unregister(0, 1, caller: 1)),
        new("UNREGISTER", Errno.ENOENT, () => Owned().Unregister(1, 1)),
        new("UNREGISTER", Errno.EFAULT, () => Asking(Owned(), Unregistering(SpaprModes.Unreadable))),
        new("UNREGISTER", Errno.EBUSY, () => Mapped().Unregister(0, 1)),
        new("UNREGISTER", Errno.EINVAL, () => Asking(Owned(), Unregistering(SpaprModes.OddFlags))),
        new("UNREGISTER", Errno.ENOTTY, () => First().Unregister(0, 1)),
    ];

    private static IEnumerable<ErrnoWitness> OfMap() =>
    [
        new("MAP", Errno.EPERM, () => new SpaprBench().Map(0, 0, 1)),
        new("MAP", Errno.EIO, () => Owned(new() { ExchangesMayFail = true, Choice = 1 }).Map(0, 0, 1)),
        new("MAP", Errno.ENXIO, () => Owned().Map(64, 0, 1)),
        new("MAP", Errno.ENOMEM, () => Owned(new() { IsPending = true, LimitPages = 2 }).Map(0, 0, 1)),
        new("MAP", Errno.EFAULT, () => Owned().Map(0, 0, 1, SpaprModes.Unreadable)),
        new("MAP", Errno.ENODEV, () => Left(bench => bench.Map(0, 0, 1))),
        new("MAP", Errno.EINVAL, () => Owned().Map(0, 0, 1, default)),
    ];

    private static IEnumerable<ErrnoWitness> OfUnmap() =>
    [
        new("UNMAP", Errno.EPERM, () => new SpaprBench().Unmap(0, 1)),
        new("UNMAP", Errno.ENXIO, () => Owned().Unmap(64, 1)),
        new("UNMAP", Errno.ENOMEM, () => Owned(new() { IsPending = true, LimitPages = 2 }).Unmap(0, 1)),
        new("UNMAP", Errno.EFAULT, () => Asking(Owned(), new SpaprContainerMessage.Unmap(
            default, new(Paging.Size), SpaprModes.Unreadable, default))),
        new("UNMAP", Errno.ENODEV, () => Left(bench => bench.Unmap(0, 1))),
        new("UNMAP", Errno.EINVAL, () => Owned().Unmap(60, 5)),
    ];

    private static IEnumerable<ErrnoWitness> OfEnable() =>
    [
        new("ENABLE", Errno.EPERM, () => First(new() { DefaultWindow = 0 }).Enable()),
        new("ENABLE", Errno.ESRCH, () => Asking(
            First(), new SpaprContainerMessage.Enable(SpaprModes.NoMemory, default))),
        new("ENABLE", Errno.ENOMEM, () => First(new() { LimitPages = 63 }).Enable()),
        new("ENABLE", Errno.EBUSY, () => Enabled().Enable()),
        new("ENABLE", Errno.ENODEV, () => First(new() { HasGroups = false }).Enable()),
        new("ENABLE", Errno.ENOTTY, () => new SpaprBench().Enable()),
        new("DISABLE", Errno.EPERM, () => Asking(Enabled(), new SpaprContainerMessage.Disable(default, new(1)))),
        new("DISABLE", Errno.ENOTTY, () => new SpaprBench().Disable()),
    ];

    private static IEnumerable<ErrnoWitness> OfWindow() =>
    [
        new("CREATE", Errno.EPERM, () => new SpaprBench(new() { HasDynamicWindows = false }).Create(Window, 12, 1)),
        new("CREATE", Errno.ENXIO, () => new SpaprBench(new() { HasGroups = false }).Create(Window, 12, 1)),
        new("CREATE", Errno.ENOMEM, () => new SpaprBench(new() { LimitPages = 1 }).Create(Window, 12, 1)),
        new("CREATE", Errno.EFAULT, () => new SpaprBench().Create(Window, 12, 1, SpaprModes.Unreadable)),
        new("CREATE", Errno.EINVAL, () => new SpaprBench().Create(Window, 13, 1)),
        new("CREATE", Errno.ENOTTY, () => First().Create(Window, 12, 1)),
        new("CREATE", Errno.ENOSPC, () => Full().Create(Window, 12, 1)),
        new("REMOVE", Errno.EPERM, () => new SpaprBench(new() { HasDynamicWindows = false }).Remove(0)),
        new("REMOVE", Errno.ENXIO, () => new SpaprBench(new() { HasGroups = false }).Remove(0)),
        new("REMOVE", Errno.EFAULT, () => new SpaprBench().Remove(0, SpaprModes.Unreadable)),
        new("REMOVE", Errno.EINVAL, () => new SpaprBench().Remove(Window)),
        new("REMOVE", Errno.ENOTTY, () => First().Remove(0)),
        new("GET_INFO", Errno.EPERM, () => Asking(Owned(), new SpaprContainerMessage.Describe(default, new(1)))),
        new("GET_INFO", Errno.ENXIO, () => Asking(new(new() { HasGroups = false }), Describing(default))),
        new("GET_INFO", Errno.EFAULT, () => Asking(new(), Describing(SpaprModes.Unreadable))),
        new("GET_INFO", Errno.EINVAL, () => Asking(new(), Describing(SpaprModes.TooShort))),
    ];

    private static IEnumerable<ErrnoWitness> OfGroup() =>
    [
        new("ATTACH", Errno.EPERM, () => Attaching(new(), 2)),
        new("ATTACH", Errno.ENOMEM, () => Attaching(new(new() { RecordsMayFail = true, Choice = 1 }), 1)),
        new("ATTACH", Errno.EBUSY, () => Attaching(new(), 0)),
        new("ATTACH", Errno.ENODEV, () => Attaching(new(), 3)),
    ];

    private static SpaprBench Owned(SpaprBenchOptions? options = null)
    {
        SpaprBench bench = new(options);
        Assert.Equal(0, bench.Register(0, 1));
        return bench;
    }

    private static SpaprBench Mapped()
    {
        var bench = Owned();
        Assert.Equal(0, bench.Map(0, 0, 1));
        return bench;
    }

    private static SpaprBench First(SpaprBenchOptions? options = null) =>
        new((options ?? new()) with { Kind = SpaprKind.First });

    private static SpaprBench Enabled()
    {
        var bench = First();
        Assert.Equal(0, bench.Enable());
        return bench;
    }

    private static SpaprBench Full()
    {
        SpaprBench bench = new();
        Assert.Equal(1L << 59, bench.Create(Window, 12, 1));
        return bench;
    }

    /// <summary>
    /// A container that is enabled, has no group, and still has to make its window: by the reference there is none, and
    /// only a defect shows what it is answered.
    /// </summary>
    private static long Left(Func<SpaprBench, long> ask)
    {
        SpaprBench bench = new(new()
        {
            Defects = new("TCE-22"),
            HasGroups = false,
            IsPending = true,
        });
        Assert.Equal(0, bench.Register(0, 1));
        return ask(bench);
    }

    private static long Attaching(SpaprBench bench, int group) =>
        bench.Group(group, new ContainerMessage.AttachGroup(default));

    private static SpaprContainerMessage.Register Registering(SpaprModes modes) =>
        new(new(SpaprBench.Base), new(Paging.Size), modes, default);

    private static SpaprContainerMessage.Unregister Unregistering(SpaprModes modes) =>
        new(new(SpaprBench.Base), new(Paging.Size), modes, default);

    private static SpaprContainerMessage.Describe Describing(SpaprModes modes) => new(modes, default);

    private static long Asking<T>(SpaprBench bench, in T message)
        where T : unmanaged, IMessage => bench.Ask(SpaprBench.C0, in message);
}
