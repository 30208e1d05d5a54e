using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Groups;

/// <summary>The life of a group's file.</summary>
public sealed class GroupTests
{
    private readonly Type1Bench _bench = new();

    [Fact]
    public void A_group_is_open_once_and_in_one_container()
    {
        Assert.Equal(Errno.None, _bench.Join(Type1Bench.M0));
        Assert.Equal(Errno.EBUSY, _bench.Group(Type1Bench.M0, default(GroupMessage.Open)));
        Assert.Equal(Errno.EINVAL, _bench.Enter(Type1Bench.M0));
    }

    [Fact]
    public void A_device_opens_when_the_container_has_a_kind_and_keeps_its_group_in_it()
    {
        Assert.Equal(Errno.None, _bench.Join(Type1Bench.M0));
        Assert.Equal(Errno.EINVAL, _bench.Group(Type1Bench.M0, default(GroupMessage.OpenDevice)));
        _bench.AskContainer(new ContainerMessage.SetKind(ContainerKind.Type1v2, default));
        Assert.Equal(Errno.None, _bench.Group(Type1Bench.M0, default(GroupMessage.OpenDevice)));
        Assert.Equal(Errno.EBUSY, _bench.Group(Type1Bench.M0, default(GroupMessage.UnsetContainer)));
        Assert.Equal(Errno.None, _bench.Leave(Type1Bench.M0));
        Assert.Equal(ContainerKind.None, _bench.Container.Kind.Value);
    }

    [Fact]
    public void A_file_closed_before_its_device_keeps_the_mappings_until_the_device_is_closed()
    {
        _bench.With(ContainerKind.Type1v2, Type1Bench.M0);
        _bench.Map(0, 4);
        Assert.Equal(Errno.None, _bench.Group(Type1Bench.M0, default(GroupMessage.Close)));
        Assert.Equal(1, _bench.Container.Mappings.Count);
        Assert.Equal(Errno.EBUSY, _bench.Group(Type1Bench.M0, default(GroupMessage.Open)));
        Assert.Equal(Errno.None, _bench.Group(Type1Bench.M0, default(GroupMessage.CloseDevice)));
        Assert.Equal(0, _bench.Container.Mappings.Count);
        Assert.Equal(Errno.None, _bench.Group(Type1Bench.M0, default(GroupMessage.Open)));
    }

    [Fact]
    public void A_driver_drops_its_pins_when_its_device_is_closed()
    {
        _bench.With(ContainerKind.Type1v2, Type1Bench.M0, Type1Bench.M1);
        _bench.Map(0, 4);
        _bench.Pin(0, 4);
        Assert.Equal(4, _bench.LockedPages);
        Assert.Equal(Errno.None, _bench.Leave(Type1Bench.M0));
        Assert.Equal(0, _bench.LockedPages);
        Assert.Equal(1, _bench.Container.Mappings.Count);
    }
}
