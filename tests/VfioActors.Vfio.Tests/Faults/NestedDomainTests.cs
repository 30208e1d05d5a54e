using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.NestedDomains;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>What an address space with two stages answers when it has no room; the test is the unit.</summary>
public sealed class NestedDomainTests
{
    private static readonly ActorId Unit = new(2), Reporter = new(3), Client = new(4);

    private readonly LoneActor _domain =
        LoneActor.Of(new NestedDomainBehavior(new() { Unit = Unit, Reporter = Reporter }));

    private int _operations;

    [Fact]
    public void A_domain_is_on_64_devices_at_most_those_among_them_that_it_is_coming_on()
    {
        for (var device = 0; device < 63; device++)
        {
            Assert.Equal(Errno.None, Attached(device));
        }

        var coming = Heard(Client, new NestedDomainMessage.Attach(new(63), default));
        Assert.True(coming.Is<IommuUnitMessage.SetEntry>());
        Assert.Equal(Errno.ENOMEM, Attached(64));
        Assert.Equal(Errno.EBUSY, Attached(5));
    }

    [Fact]
    public void Calls_that_are_not_over_are_64_at_most()
    {
        for (var page = 1; page <= 65; page++)
        {
            Heard(Client, new NestedDomainMessage.SetStage1(Page(page), new(0)));
        }

        for (var page = 1; page <= 64; page++)
        {
            Assert.True(Heard(Client, new NestedDomainMessage.Invalidate(Page(page))).Is<IommuUnitMessage.Flush>());
        }

        var refused = Heard(Client, new NestedDomainMessage.Invalidate(Page(65)));
        Assert.Equal(Errno.ENOMEM, refused.Read<FaultUserMessage.Done>().Error);
        refused = Heard(Client, new NestedDomainMessage.Invalidate(Page(66)));
        Assert.Equal(Errno.ENOENT, refused.Read<FaultUserMessage.Done>().Error);
    }

    private static Iova Page(int page) => new((ulong)page << 12);

    private Errno Attached(int device)
    {
        var sent = Heard(Client, new NestedDomainMessage.Attach(new(device), default));
        if (sent.Is<IommuUnitMessage.SetEntry>())
        {
            _operations--;
            sent = Heard(Unit, new IommuUnitMessage.EntrySet(Errno.None));
        }

        return sent.Read<FaultUserMessage.Done>().Error;
    }

    /// <summary>What it says last to what it hears.</summary>
    private Envelope Heard<T>(ActorId from, in T message)
        where T : unmanaged, IMessage => _domain.Hears(from, in message, ++_operations)[^1];
}
