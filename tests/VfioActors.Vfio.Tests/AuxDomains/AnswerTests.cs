using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Vfio.Tests.AuxDomains.AuxBenchOptions;

namespace VfioActors.Vfio.Tests.AuxDomains;


/// <summary>What the reference answers to each operation, and that what is asked first answers first.</summary>
public sealed class AnswerTests
{
    public static TheoryData<string, AuxBenchOptions, Errno> AttachCases => new()
    {
        { "a free device", new(), Errno.None },
        { "the driver cannot", WithDomain(domain => domain with { DriverAttaches = false }), Errno.ENODEV },
        { "a managed domain", WithDomain(domain => domain with { Unmanaged = false }), Errno.EPERM },
        { "an unknown device", WithX(x => x with { Known = false }), Errno.EPERM },
        { "the feature is off", WithX(x => x with { Enabled = false }), Errno.EPERM },
        { "off and no unit", WithX(x => x with { Enabled = false, UnderUnit = false }), Errno.EPERM },
        { "no unit", WithX(x => x with { UnderUnit = false }), Errno.ENODEV },
        { "no nesting", WithDomain(domain => domain with { Stage = TranslationStage.Nested }), Errno.EINVAL },
        { "too wide", TooWide(), Errno.EFAULT },
        { "as wide as can be", WithDomain(domain => domain with { AddressBits = 48 }), Errno.None },
        { "too wide for mgaw", MgawCase(), Errno.EFAULT },
        { "too wide, and no id", TooWide() with { TakenPasids = 2000 }, Errno.EFAULT },
        { "no id", new() { TakenPasids = 1023 }, Errno.ENOSPC },
        { "no domain id", WithUnit(unit => unit with { DomainIdsMax = 0 }), Errno.ENOSPC },
        { "no id before no second level", SecondLevelCase() with { TakenPasids = 1023 }, Errno.ENOSPC },
        { "no domain id before no second level", NeitherCase(), Errno.ENOSPC },
        { "no second level", SecondLevelCase(), Errno.EINVAL },
        { "too few levels", WithDomain(domain => domain with { Levels = 3 }), Errno.EINVAL },
        { "no memory for the leaf table", WithX(x => x with { LeafTables = false }), Errno.ENODEV },
    };

    [Theory, MemberData(nameof(AttachCases))]
    public void Attach_answers(string asked, AuxBenchOptions options, Errno expected)
    {
        AuxBench bench = new(AuxDomainProfiles.Fixed, options);
        Assert.Equal(expected, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(expected == Errno.None, bench.DomainD.DefaultPasid.Value.IsSome);
        Assert.Equal(expected == Errno.None ? 1 : 0, bench.Pasids.InUse.Count);
        Assert.Equal(expected == Errno.None ? 1 : 0, bench.UnitRef(AuxBench.D));
    }

    [Fact]
    public void Attach_to_a_present_entry_of_somebody_else_is_busy_and_undone()
    {
        AuxBench bench = new(AuxDomainProfiles.Fixed);
        Assert.Equal(Errno.None, bench.Set(AuxBench.X, 1));
        Assert.Equal(Errno.EBUSY, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal([1], bench.Freed);
    }

    [Theory, InlineData(0, Errno.None), InlineData(1, Errno.ENOMEM)]
    public void Attach_without_memory_for_the_record_leaves_nothing(int option, Errno expected)
    {
        var options = WithDomain(domain => domain with { RecordsMayFail = true });
        AuxBench bench = new(AuxDomainProfiles.Fixed, options)
        {
            Option = option,
        };
        Assert.Equal(expected, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(1 - option, bench.Pasids.InUse.Count);
    }

    public static TheoryData<string, AuxBenchOptions, Errno> EnableCases => new()
    {
        { "a plain device", new(), Errno.None },
        { "an unknown device", WithX(x => x with { Known = false }), Errno.EINVAL },
        { "no scalable mode", WithUnit(unit => unit with { ScalableMode = false }), Errno.EINVAL },
        { "PASIDs stay off", WithX(x => x with { SwitchesPasidOn = false }), Errno.ENODEV },
    };

    [Theory, MemberData(nameof(EnableCases))]
    public void Enable_answers(string asked, AuxBenchOptions options, Errno expected) =>
        Assert.Equal(expected, new AuxBench(AuxDomainProfiles.Fixed, options).Enable(AuxBench.X));

    [Fact]
    public void Enable_knows_one_feature() => Assert.Equal(
        Errno.ENODEV,
        new AuxBench(AuxDomainProfiles.Fixed).AskUnit(new IommuUnitMessage.Enable(AuxBench.X, DeviceFeature.Sva)));

    [Fact]
    public void GetPasid_of_a_driver_without_aux_domains_is_no_device()
    {
        AuxBench bench = new(AuxDomainProfiles.Fixed, WithDomain(domain => domain with { DriverAttaches = false }));
        Assert.Equal(-(int)Errno.ENODEV, bench.GetPasid(AuxBench.D));
    }

    public static TheoryData<string, AuxBenchOptions, bool, Errno> PrimaryCases => new()
    {
        { "an idle device", new(), false, Errno.None },
        { "reserved memory", WithX(x => x with { ReservedMemory = true }), false, Errno.EPERM },
        { "an aux-domain is on it", new(), true, Errno.EPERM },
        { "an unknown device", WithX(x => x with { Known = false }), false, Errno.ENODEV },
    };

    [Theory, MemberData(nameof(PrimaryCases))]
    public void Primary_attach_answers(string asked, AuxBenchOptions options, bool attached, Errno expected)
    {
        AuxBench bench = new(AuxDomainProfiles.Fixed, options);
        if (attached) { Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X)); }
        Assert.Equal(expected, bench.AttachPrimary(AuxBench.E, AuxBench.X));
    }

    [Fact]
    public void A_domain_is_freed_once_and_only_when_it_is_on_no_device()
    {
        AuxBench bench = new(AuxDomainProfiles.Fixed);
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(Errno.EBUSY, bench.Free(AuxBench.D));
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(Errno.None, bench.Free(AuxBench.D));
        Assert.Equal(Errno.EINVAL, bench.Free(AuxBench.D));
        Assert.Equal(Errno.EINVAL, bench.Attach(AuxBench.D, AuxBench.X));
    }

    [Fact]
    public void A_device_is_removed_once_and_only_when_nothing_is_on_it()
    {
        AuxBench bench = new(AuxDomainProfiles.Fixed);
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(Errno.EBUSY, bench.AskUnit(new IommuUnitMessage.Remove(AuxBench.X)));
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(Errno.None, bench.AskUnit(new IommuUnitMessage.Remove(AuxBench.X)));
        Assert.Equal(Errno.ENODEV, bench.AskUnit(new IommuUnitMessage.Remove(AuxBench.X)));
        Assert.Equal(Errno.EPERM, bench.Attach(AuxBench.D, AuxBench.X));
    }

    [Fact]
    public void A_device_reads_the_tables_of_the_domain_whose_id_it_tags()
    {
        Iova page = new(0x1000);
        AuxBench bench = new(AuxDomainProfiles.Fixed);
        Assert.Equal(Errno.None, bench.Ask(AuxBench.D, new AuxDomainMessage.Map(page, new(7))));
        Assert.Equal(Errno.EEXIST, bench.Ask(AuxBench.D, new AuxDomainMessage.Map(page, new(8))));
        Assert.Equal(Errno.None, bench.Attach(AuxBench.E, AuxBench.X));
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(Errno.EFAULT, bench.Read(AuxBench.X, 1, page).Error);
        Assert.Equal(new IommuUnitMessage.Read(Errno.None, AuxBench.D, new(7)), bench.Read(AuxBench.X, 2, page));
        Assert.Equal(new IommuUnitMessage.Read(Errno.None, AuxBench.D, new(7)), bench.Read(AuxBench.X, 2, page));
        Assert.Equal(Errno.None, bench.Ask(AuxBench.D, new AuxDomainMessage.Unmap(page)));
        Assert.Equal(Errno.ENOENT, bench.Ask(AuxBench.D, new AuxDomainMessage.Unmap(page)));
        Assert.Equal(Errno.EFAULT, bench.Read(AuxBench.X, 2, page).Error);
    }

    private static AuxBenchOptions TooWide() => WithDomain(domain => domain with { AddressBits = 49 });

    private static AuxBenchOptions NeitherCase() =>
        WithUnit(unit => unit with { DomainIdsMax = 0, SecondLevel = false });

    private static AuxBenchOptions SecondLevelCase() =>
        WithUnit(unit => unit with { SecondLevel = false });

    private static AuxBenchOptions MgawCase() => new()
    {
        Unit = unit => unit with { WidthMax = 40 },
        Domain = domain => domain with { AddressBits = 41 },
    };
}
