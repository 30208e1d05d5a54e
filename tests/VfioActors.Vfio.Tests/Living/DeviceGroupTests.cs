using VfioActors.Behaviors;
using VfioActors.Vfio.DeviceGroups;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>
/// What a group answers and what its hardware has: device_pasid of the kernel's selftests, and resets that block.
/// </summary>
public sealed class DeviceGroupTests
{
    private static readonly GroupDomain D3 = new(3);
    private static readonly GroupDomain D4 = new(4);

    public static TheoryData<string, string, Errno, string> Pasids => new()
    {
        // calls before, the call, its answer, what dev0 has under pasid 1 after it
        { "", "attach 1 3", Errno.None, "D3" },
        { "attach 1 3", "attach 1 3", Errno.EBUSY, "D3" },
        { "attach 1 3", "attach 1 4", Errno.EBUSY, "D3" },
        { "", "replace 1 4", Errno.EINVAL, "" },
        { "attach 1 3", "replace 1 4", Errno.None, "D4" },
        { "attach 1 3", "replace! 1 4", Errno.ENOMEM, "D3" },
        { "", "attach! 1 3", Errno.ENOMEM, "" },
        { "attach 1 3", "detach 1", Errno.None, "" },
        { "", "detach 1", Errno.None, "" },
        { "", "attach 16 3", Errno.EINVAL, "" },
        { "", "attach 0 3", Errno.EINVAL, "" },
        { "prepare", "attach 1 3", Errno.EBUSY, "" },
        { "attach 1 3, prepare", "replace 1 4", Errno.EBUSY, "" },
        { "attach 1 3, prepare", "done", Errno.None, "D3" },
        { "attach 1 3, prepare, detach 1", "done", Errno.None, "" },
        { "attach 1 3, prepare, prepare, done", "attach 2 4", Errno.EBUSY, "" },
        { "attach 1 3, prepare, prepare, done", "done", Errno.None, "D3" },
        { "attach 1 3, prepare, prepare, done, done", "replace 1 4", Errno.None, "D4" },
        { "attach 1 3, prepare", "done!", Errno.None, "" },
    };

    [Theory, MemberData(nameof(Pasids))]
    public void Pasids_are_attached_replaced_detached_and_blocked(
        string before, string call, Errno expected, string has)
    {
        var (bench, group) = Benches.Group(1, options => options with { MemoryMayFail = true });
        foreach (var first in before.Split(", ", StringSplitOptions.RemoveEmptyEntries)) { Do(bench, group, first); }
        Assert.Equal(expected, Do(bench, group, call));
        var state = bench.StateOf<DeviceGroupState>(group);
        Assert.Equal(has, state.Hardware.TryGet(new(default, new(1)), out var domain) ? $"{domain}" : "");
    }

    [Fact]
    public void A_domain_that_leaves_in_a_reset_is_not_attached_after_it()
    {
        var (bench, group) = Benches.Group();
        bench.Call(group, new DeviceGroupMessage.AttachDomain(D3));
        bench.Call(group, new DeviceGroupMessage.Prepare(default));
        Assert.Equal(Errno.EBUSY, bench.Error(group, new DeviceGroupMessage.FreeDomain(D3)));
        bench.Call(group, default(DeviceGroupMessage.DetachDomain));
        Assert.Equal(Errno.None, bench.Error(group, new DeviceGroupMessage.FreeDomain(D3)));
        Assert.Equal(GroupDomain.Blocking, Attached(bench, group, 0));
        bench.Call(group, new DeviceGroupMessage.Done(default));
        Assert.Equal(GroupDomain.Default, Attached(bench, group, 0));
        Assert.Equal(0, bench.StateOf<DeviceGroupState>(group).UsesAfterFree);
    }

    [Fact]
    public void The_other_devices_of_the_group_go_on_while_one_is_reset()
    {
        var (bench, group) = Benches.Group(2);
        bench.Call(group, new DeviceGroupMessage.AttachDomain(D3));
        bench.Call(group, new DeviceGroupMessage.Prepare(default));
        Assert.Equal(GroupDomain.Blocking, Attached(bench, group, 0));
        Assert.Equal(D3, Attached(bench, group, 1));
        Assert.Equal(Errno.None, bench.Error(group, new DeviceGroupMessage.Prepare(new(1))));
        Assert.Equal(GroupDomain.Blocking, Attached(bench, group, 1));
        bench.Call(group, new DeviceGroupMessage.Done(new(1)));
        Assert.Equal(GroupDomain.Blocking, Attached(bench, group, 0));
        Assert.Equal(Errno.EBUSY, bench.Error(group, new DeviceGroupMessage.ReplaceDomain(D4)));
    }

    [Fact]
    public void Devices_of_one_requester_id_are_blocked_and_let_go_together()
    {
        var (bench, group) = Benches.Group(2, options => options with { IsAliased = true });
        bench.Call(group, new DeviceGroupMessage.Prepare(default));
        Assert.Equal(GroupDomain.Blocking, Attached(bench, group, 1));
        bench.Call(group, new DeviceGroupMessage.Done(default));
        Assert.Equal(GroupDomain.Default, Attached(bench, group, 1));
    }

    [Fact]
    public void A_group_without_a_domain_stays_blocked_after_a_reset()
    {
        var (bench, group) = Benches.Group(1, options => options with { Domain = GroupDomain.None });
        bench.Call(group, new DeviceGroupMessage.Prepare(default));
        bench.Call(group, new DeviceGroupMessage.Done(default));
        Assert.Equal(GroupDomain.Blocking, Attached(bench, group, 0));
        Assert.Equal(0, bench.StateOf<DeviceGroupState>(group).UsesOfNothing);
    }

    [Fact]
    public void Resets_of_one_device_come_one_after_the_other()
    {
        var (bench, group) = Benches.Group();
        var function = bench.Add("pci", new ResetFunctionBehavior(group, default, new(1), isNested: false));
        bench.HoldNext();
        var first = bench.Begin(function, default(ResetFunctionMessage.Reset));
        var second = bench.Begin(function, default(ResetFunctionMessage.Reset));
        Assert.False(bench.HasAnswer(second));
        bench.GoOn();
        Assert.Equal(Errno.None, bench.Answer(first).Error);
        Assert.Equal(Errno.None, bench.Answer(second).Error);
        Assert.Equal(0, bench.StateOf<DeviceGroupState>(group).Recovering.Value);
    }

    private static GroupDomain Attached(LivingBench bench, ActorId group, int device) =>
        bench.StateOf<DeviceGroupState>(group).Devices[new(device)].Attached;

    /// <summary>An exclamation mark: there is no memory for it.</summary>
    private static Errno Do(LivingBench bench, ActorId group, string call)
    {
        var words = call.Split(' ');
        var numbers = words.Skip(1).Select(word =>
            int.Parse(word, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        if (words[0].EndsWith('!')) { bench.Choices.Enqueue(1); }
        return words[0].TrimEnd('!') switch
        {
            "attach" => bench.Error(group, new DeviceGroupMessage.AttachPasid(new(numbers[0]), new(numbers[1]))),
            "replace" => bench.Error(group, new DeviceGroupMessage.ReplacePasid(new(numbers[0]), new(numbers[1]))),
            "detach" => bench.Error(group, new DeviceGroupMessage.DetachPasid(new(numbers[0]))),
            "prepare" => bench.Error(group, new DeviceGroupMessage.Prepare(default)),
            _ => bench.Error(group, new DeviceGroupMessage.Done(default)),
        };
    }
}
