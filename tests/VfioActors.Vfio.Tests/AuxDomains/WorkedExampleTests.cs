using VfioActors.Behaviors.Defects;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.AuxDomains;

/// <summary>The examples that the specification works out, by their numbers, as posted and as they should be.</summary>
public sealed class WorkedExampleTests
{
    private const string Posted = "POSTED";
    private const string Users = "USERS";
    private const string Fixed = "FIXED";

    [Theory, InlineData(Posted), InlineData(Fixed)]
    public void Example_1_a_first_attach_takes_an_id_and_writes_the_entry(string profile)
    {
        AuxBench bench = new(Of(profile), AuxBenchOptions.WithX(x => x with { Enabled = false }));
        Assert.Equal(Errno.None, bench.Enable(AuxBench.X));
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(1, bench.DomainD.DefaultPasid.Value.Value);
        Assert.Equal(1U, bench.DomainD.Attaches.Value);
        Assert.Equal(1, bench.UnitRef(AuxBench.D));
        Assert.True(bench.IsPresent(AuxBench.X, 1));
        Assert.Equal(1, bench.DomainD.Users[AuxBench.X].Count);
    }

    [Theory, InlineData(Posted), InlineData(Fixed)]
    public void Example_2_an_attached_domain_tells_its_id(string profile) =>
        Assert.Equal(1, Attached(profile).GetPasid(AuxBench.D));

    [Theory, InlineData(Posted, 1), InlineData(Fixed, -(int)Errno.EINVAL)]
    public void Example_3_after_the_last_detach_there_is_no_id_to_tell(string profile, int answer)
    {
        var bench = Attached(profile);
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(answer, bench.GetPasid(AuxBench.D));
    }

    [Theory, InlineData(Posted), InlineData(Fixed)]
    public void Example_4_a_device_that_is_not_enabled_is_refused(string profile)
    {
        AuxBench bench = new(Of(profile), AuxBenchOptions.WithX(x => x with { Enabled = false }));
        Assert.Equal(Errno.EPERM, bench.Attach(AuxBench.D, AuxBench.X));
    }

    [Theory, InlineData(Posted, false), InlineData(Fixed, true)]
    public void Example_5_one_of_two_detaches_of_a_device_leaves_the_entry(string profile, bool present)
    {
        var bench = Attached(profile);
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(present, bench.IsPresent(AuxBench.X, 1));
        Assert.Equal(1U, bench.DomainD.Attaches.Value);
    }

    [Theory, InlineData(Posted, 1, false), InlineData(Fixed, 2, true)]
    public void Example_6_a_freed_id_is_not_used_again(string profile, int second, bool keepsE)
    {
        var bench = AttachedAfterE(profile);
        Assert.Equal(second, bench.DomainD.DefaultPasid.Value.Value);
        Assert.Equal(keepsE ? AuxBench.E : AuxBench.D, bench.OwnerOf(AuxBench.X, 1));
    }

    [Theory, InlineData(Posted, 1, false), InlineData(Fixed, 2, true)]
    public void Example_7_a_detach_breaks_nobody_else(string profile, int freed, bool keepsE)
    {
        var bench = AttachedAfterE(profile);
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(freed, bench.Freed[^1]);
        Assert.False(bench.IsInUse(freed));
        Assert.Equal(keepsE, bench.IsPresent(AuxBench.X, 1));
        Assert.Equal(keepsE, bench.IsInUse(1));
    }

    [Theory, InlineData(Posted, 1), InlineData(Fixed, 0)]
    public void Example_8_an_attach_without_a_domain_id_gives_the_pasid_back(string profile, int left)
    {
        AuxBench bench = new(Of(profile), AuxBenchOptions.WithUnit(unit => unit with { DomainIdsMax = 0 }));
        Assert.Equal(Errno.ENOSPC, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal([1], bench.Freed);
        Assert.Equal(left, bench.DomainD.DefaultPasid.Value.Value);
    }

    [Theory, InlineData(Posted, Errno.None, uint.MaxValue, -1), InlineData(Fixed, Errno.ENOENT, 0U, 0)]
    public void Example_9_a_detach_without_an_attach_is_refused(string profile, Errno error, uint attaches, int unitRef)
    {
        AuxBench bench = new(Of(profile));
        Assert.Equal(error, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(attaches, bench.DomainD.Attaches.Value);
        Assert.Equal(unitRef, bench.UnitRef(AuxBench.D));
    }

    [Theory, InlineData(Posted, Errno.None, true), InlineData(Fixed, Errno.EBUSY, false)]
    public void Example_10_the_feature_is_not_switched_off_while_attached(string profile, Errno error, bool left)
    {
        var bench = Attached(profile);
        Assert.Equal(error, bench.Disable(AuxBench.X));
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(left, bench.IsPresent(AuxBench.X, 1));
        Assert.Equal(left, bench.IsInUse(1));
        Assert.Equal(left ? 1 : 0, bench.UnitRef(AuxBench.D));
    }

    [Theory, InlineData(Posted, Errno.ENODEV), InlineData(Fixed, Errno.ENOSPC)]
    public void Example_11_no_id_left_is_told_as_such(string profile, Errno error)
    {
        var options = AuxBenchOptions.WithX(x => x with { PasidsMax = 4 }) with { TakenPasids = 3 };
        AuxBench bench = new(Of(profile), options);
        Assert.Equal(error, bench.Attach(AuxBench.D, AuxBench.X));
    }

    [Theory, InlineData(Posted), InlineData(Fixed)]
    public void Example_12_a_domain_wider_than_the_unit_is_refused_before_an_id_is_taken(string profile)
    {
        AuxBench bench = new(Of(profile), AuxBenchOptions.WithDomain(domain => domain with { AddressBits = 50 }));
        Assert.Equal(Errno.EFAULT, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(0, bench.DomainD.DefaultPasid.Value.Value);
        Assert.Equal(0, bench.Pasids.InUse.Count);
    }

    [Theory, InlineData(Posted, 1), InlineData(Fixed, 0)]
    public void Example_13_a_unit_without_second_level_is_refused(string profile, int left)
    {
        AuxBench bench = new(Of(profile), AuxBenchOptions.WithUnit(unit => unit with { SecondLevel = false }));
        Assert.Equal(Errno.EINVAL, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal([1], bench.Freed);
        Assert.Equal(left, bench.DomainD.DefaultPasid.Value.Value);
        Assert.Equal(0, bench.UnitRef(AuxBench.D));
    }

    [Theory, InlineData(Posted), InlineData(Fixed)]
    public void Example_14_an_id_that_does_not_fit_a_later_device_is_refused_there(string profile)
    {
        AuxBenchOptions options = new()
        {
            Devices = [new("x") { PasidsMax = 4096 }, new("y") { PasidsMax = 1024 }],
            TakenPasids = 1023,
        };
        AuxBench bench = new(Of(profile), options);
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
        Assert.Equal(1024, bench.DomainD.DefaultPasid.Value.Value);
        Assert.Equal(Errno.ENODEV, bench.Attach(AuxBench.D, AuxBench.Y));
        Assert.False(bench.DomainD.Users.Contains(AuxBench.Y));
        Assert.Equal(1, bench.UnitRef(AuxBench.D));
    }

    [Theory, InlineData(Posted, Errno.EPERM), InlineData(Fixed, Errno.None)]
    public void Example_15_an_enabled_device_without_aux_domains_takes_a_primary_domain(string profile, Errno error)
    {
        AuxBench bench = new(Of(profile));
        Assert.Equal(error, bench.AttachPrimary(AuxBench.D, AuxBench.X));
    }

    [Theory, InlineData(Posted, Errno.EFAULT), InlineData(Fixed, Errno.None)]
    public void Example_16_two_devices_come_and_go(string profile, Errno last)
    {
        var bench = Attached(profile);
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.Y));
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(last, bench.Detach(AuxBench.D, AuxBench.Y));
        Assert.Equal([1], bench.Freed);
    }

    [Theory, InlineData(Users, 2), InlineData(Fixed, 1)]
    public void Example_17_a_second_detach_does_not_give_the_id_back_again(string profile, int freed)
    {
        var bench = Attached(profile);
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(Errno.ENOENT, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(Enumerable.Repeat(1, freed), bench.Freed);
    }

    [Theory, InlineData(Posted, true), InlineData(Fixed, false)]
    public void Example_18_a_group_is_attached_whole_or_not_at_all(string profile, bool left)
    {
        ClientAction group = new(ClientActionKind.AttachGroup, AuxBench.D) { Group = [AuxBench.X, null] };
        AuxBench bench = new(Of(profile), new() { Script = [new(new(1), group)] });
        bench.Start();
        Assert.Equal(Errno.EINVAL, bench.Client.Outcomes[new(1)].Error);
        Assert.Equal(left, bench.IsPresent(AuxBench.X, 1));
        Assert.Equal(left, bench.DomainD.Users.Contains(AuxBench.X));
    }

    private static Profile Of(string name) => AuxDomainProfiles.All.Single(profile => profile.Name == name);

    /// <summary>Example 1, from which others go on.</summary>
    private static AuxBench Attached(string profile)
    {
        AuxBench bench = new(Of(profile));
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
        return bench;
    }

    /// <summary>Example 6, from which the next goes on.</summary>
    private static AuxBench AttachedAfterE(string profile)
    {
        var bench = Attached(profile);
        Assert.Equal(Errno.None, bench.Detach(AuxBench.D, AuxBench.X));
        Assert.Equal(Errno.None, bench.Attach(AuxBench.E, AuxBench.X));
        Assert.Equal(1, bench.DomainE.DefaultPasid.Value.Value);
        Assert.Equal(Errno.None, bench.Attach(AuxBench.D, AuxBench.X));
        return bench;
    }
}
