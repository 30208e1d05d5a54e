using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Vfio.Tests.AuxDomains.AuxBenchOptions;

namespace VfioActors.Vfio.Tests.AuxDomains;

/// <summary>A call for every operation of auxiliary domains and every error that the reference gives it.</summary>
internal static class ErrnoWitnesses
{
    internal static IEnumerable<(string Operation, Errno Error, string When, Func<Errno> Call)> All =>
        [.. Features, .. Attaches, .. Groups, .. Ends, .. Entries, .. Tables];

    private static AuxBench Fresh => new(AuxDomainProfiles.Fixed);

    private static AuxBench Attached
    {
        get
        {
            var bench = Fresh;
            Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
            return bench;
        }
    }

    private static (string, Errno, string, Func<Errno>)[] Features =>
    [
        ("ENABLE", Errno.None, "a device whose PASIDs can be switched on", () => Fresh.Enable(AuxBench.X)),
        ("ENABLE", Errno.EINVAL, "the unit is not in scalable mode", () =>
            With(WithUnit(unit => unit with { ScalableMode = false })).Enable(AuxBench.X)),
        ("ENABLE", Errno.ENODEV, "its PASIDs stay off", () =>
            With(WithX(x => x with { SwitchesPasidOn = false })).Enable(AuxBench.X)),
        ("DISABLE", Errno.None, "nothing is on the device", () => Fresh.Disable(AuxBench.X)),
        ("DISABLE", Errno.EBUSY, "an aux-domain is on the device", () => Attached.Disable(AuxBench.X)),
    ];

    private static (string, Errno, string, Func<Errno>)[] Attaches =>
    [
        ("ATTACH", Errno.None, "an enabled device", () => Attach(new())),
        ("ATTACH", Errno.EPERM, "the feature is off", () => Attach(WithX(x => x with { Enabled = false }))),
        ("ATTACH", Errno.ENODEV, "the driver cannot", () =>
            Attach(WithDomain(domain => domain with { DriverAttaches = false }))),
        ("ATTACH", Errno.EINVAL, "a unit without second level", () =>
            Attach(WithUnit(unit => unit with { SecondLevel = false }))),
        ("ATTACH", Errno.EFAULT, "the domain maps more than the unit's width", () =>
            Attach(WithDomain(domain => domain with { AddressBits = 49 }))),
        ("ATTACH", Errno.ENOSPC, "every id is taken", () => Attach(new() { TakenPasids = 1023 })),
        ("ATTACH", Errno.ENOMEM, "no memory for the record of the device", () => new AuxBench(
            AuxDomainProfiles.Fixed, WithDomain(domain => domain with { RecordsMayFail = true }))
        {
            Option = 1,
        }.Attach(AuxBench.D, AuxBench.X)),
        ("ATTACH", Errno.EBUSY, "the entry is present for somebody else", () =>
        {
            var bench = Fresh;
            Assert.Equal(Errno.None, bench.Set(AuxBench.X, 1));
            return bench.Attach(AuxBench.D, AuxBench.X);
        }),
        ("DETACH", Errno.None, "what was attached", () => Attached.Detach(AuxBench.D, AuxBench.X)),
        ("DETACH", Errno.ENOENT, "what was never attached", () => Fresh.Detach(AuxBench.D, AuxBench.X)),
        ("GETPASID", Errno.None, "the domain is on a device", () => Pasid(Attached)),
        ("GETPASID", Errno.EINVAL, "the domain is on none", () => Pasid(Fresh)),
        ("GETPASID", Errno.ENODEV, "the driver cannot", () =>
            Pasid(With(WithDomain(domain => domain with { DriverAttaches = false })))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Groups =>
    [
        ("PRIMARY ATTACH", Errno.None, "an idle device", () => Fresh.AttachPrimary(AuxBench.D, AuxBench.X)),
        ("PRIMARY ATTACH", Errno.EPERM, "an aux-domain is on the device", () =>
            Attached.AttachPrimary(AuxBench.E, AuxBench.X)),
        ("PRIMARY ATTACH", Errno.ENODEV, "the device is unknown", () =>
            With(WithX(x => x with { Known = false })).AttachPrimary(AuxBench.D, AuxBench.X)),
        ("GROUP ATTACH", Errno.None, "two enabled devices", () => AttachGroup(new(), AuxBench.X, AuxBench.Y)),
        ("GROUP ATTACH", Errno.EINVAL, "the second device's parent is unknown", () =>
            AttachGroup(new(), AuxBench.X, null)),
        ("GROUP ATTACH", Errno.ENOSPC, "an attach is refused, and its error passed on", () =>
            AttachGroup(new() { TakenPasids = 1023 }, AuxBench.X, AuxBench.Y)),
        ("GROUP ATTACH", Errno.ENODEV, "the driver cannot", () =>
            AttachGroup(WithDomain(domain => domain with { DriverAttaches = false }), AuxBench.X)),
        ("GROUP ATTACH", Errno.EFAULT, "the domain maps more than the unit's width", () =>
            AttachGroup(WithDomain(domain => domain with { AddressBits = 49 }), AuxBench.X)),
        ("GROUP ATTACH", Errno.EPERM, "the feature is off, and firmware reserves memory for the device", () =>
            AttachGroup(WithX(x => x with { Enabled = false, ReservedMemory = true }), AuxBench.X)),
    ];

    private static (string, Errno, string, Func<Errno>)[] Ends =>
    [
        ("FREE DOMAIN", Errno.None, "it is on no device", () => Fresh.Free(AuxBench.D)),
        ("FREE DOMAIN", Errno.EBUSY, "it is on a device", () => Attached.Free(AuxBench.D)),
        ("FREE DOMAIN", Errno.EINVAL, "it is freed already", () =>
        {
            var bench = Fresh;
            Assert.Equal(Errno.None, bench.Free(AuxBench.D));
            return bench.Free(AuxBench.D);
        }),
        ("REMOVE DEVICE", Errno.None, "nothing is on it", () => Remove(Fresh)),
        ("REMOVE DEVICE", Errno.EBUSY, "an aux-domain is on it", () => Remove(Attached)),
        ("REMOVE DEVICE", Errno.ENODEV, "it is gone already", () => Remove(Removed())),
    ];

    private static (string, Errno, string, Func<Errno>)[] Entries =>
    [
        ("SET ENTRY", Errno.None, "an absent entry", () => Fresh.SetSecondLevel(AuxBench.X, 5)),
        ("SET ENTRY", Errno.ENODEV, "the id is outside the device's table", () =>
            Fresh.SetSecondLevel(AuxBench.X, 1024)),
        ("SET ENTRY", Errno.EPERM, "the feature was switched off", () => Disabled().SetSecondLevel(AuxBench.X, 5)),
        ("SET ENTRY", Errno.ENOSPC, "no domain id is left", () =>
            With(WithUnit(unit => unit with { DomainIdsMax = 0 })).SetSecondLevel(AuxBench.X, 5)),
        ("SET ENTRY", Errno.EINVAL, "the table has too few levels", () => Fresh.SetSecondLevel(AuxBench.X, 5, 3)),
        ("SET ENTRY", Errno.EBUSY, "the entry is present for somebody else", () =>
            Attached.SetSecondLevel(AuxBench.X, 1)),
        ("CLEAR ENTRY", Errno.None, "a present entry", () =>
        {
            var bench = Fresh;
            Assert.Equal(Errno.None, bench.Set(AuxBench.X, 5));
            return bench.Clear(AuxBench.X, 5, TranslationStage.FirstLevel);
        }),
        ("CLEAR ENTRY", Errno.ENODEV, "the device is gone", () =>
            Removed().Clear(AuxBench.X, 5, TranslationStage.FirstLevel)),
        ("CLEAR ENTRY", Errno.EPERM, "the feature was switched off", () =>
            Disabled().Clear(AuxBench.X, 5, TranslationStage.SecondLevel)),
    ];

    private static (string, Errno, string, Func<Errno>)[] Tables =>
    [
        ("MAP", Errno.None, "a free address", () => Map(Fresh, 1)),
        ("MAP", Errno.EEXIST, "the address is mapped", () => Map(Fresh, 1, 1)),
        ("MAP", Errno.ENOMEM, "no room for one more page", () =>
            Map(Fresh, [.. Enumerable.Range(1, 65)])),
        ("UNMAP", Errno.None, "a mapped address", () =>
        {
            var bench = Fresh;
            Assert.Equal(Errno.None, Map(bench, 1));
            return Unmap(bench);
        }),
        ("UNMAP", Errno.ENOENT, "an address that is not mapped", () => Unmap(Fresh)),
        ("DMA", Errno.None, "the domain maps the address", () =>
        {
            var bench = Attached;
            Assert.Equal(Errno.None, Map(bench, 1));
            return bench.Read(AuxBench.X, 1, new(0x1000)).Error;
        }),
        ("DMA", Errno.EFAULT, "no entry under the tag", () => Fresh.Read(AuxBench.X, 1, new(0x1000)).Error),
    ];

    private static AuxBench With(AuxBenchOptions options) => new(AuxDomainProfiles.Fixed, options);

    private static Errno Attach(AuxBenchOptions options) => With(options).Attach(AuxBench.D, AuxBench.X);

    private static Errno Pasid(AuxBench bench)
    {
        var answer = bench.GetPasid(AuxBench.D);
        return answer < 0 ? (Errno)(-answer) : Errno.None;
    }

    private static Errno AttachGroup(AuxBenchOptions options, params IReadOnlyList<DeviceId?> devices)
    {
        ClientAction group = new(ClientActionKind.AttachGroup, AuxBench.D) { Group = devices };
        var bench = With(options with { Script = [new(new(1), group)] });
        bench.Start();
        return bench.Client.Outcomes[new(1)].Error;
    }

    private static Errno Remove(AuxBench bench) => bench.AskUnit(new IommuUnitMessage.Remove(AuxBench.X));

    private static AuxBench Removed()
    {
        var bench = Fresh;
        Assert.Equal(Errno.None, Remove(bench));
        return bench;
    }

    private static AuxBench Disabled()
    {
        var bench = Fresh;
        Assert.Equal(Errno.None, bench.Disable(AuxBench.X));
        return bench;
    }

    private static Errno Map(AuxBench bench, params IReadOnlyList<int> pages)
    {
        var answers = pages.Select(page => bench.Ask(
            AuxBench.D, new AuxDomainMessage.Map(new((ulong)page << 12), new(7)))).ToList();
        Assert.All(answers.SkipLast(1), answer => Assert.Equal(Errno.None, answer));
        return answers[^1];
    }

    private static Errno Unmap(AuxBench bench) => bench.Ask(AuxBench.D, new AuxDomainMessage.Unmap(new(0x1000)));
}
