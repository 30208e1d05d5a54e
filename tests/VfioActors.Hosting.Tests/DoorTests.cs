using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using VfioActors.Behaviors;
using VfioActors.Hosting.Doors;
using VfioActors.Runtime.Dispatch;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

/// <summary>A door with a probe behind it, so that a test decides when a call is answered.</summary>
public sealed class DoorTests : TestKit
{
    private static readonly ActorId Target = new(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly TestProbe _target;
    private readonly IActorRef _door;
    private int _operations;

    public DoorTests()
        : base("akka.loglevel = OFF")
    {
        _target = CreateTestProbe();
        DoorOptions options = new(
            "c0", Target, DoorProtocols.Container, [new(2), new(3)], 1, () => new(++_operations));
        _door = Sys.ActorOf(Props.CreateBy(new DoorProducer(options)), "c0");
    }

    [Fact]
    public void A_call_goes_on_when_the_actor_is_there_and_its_answer_comes_back()
    {
        _door.Tell(Map(0, 1), TestActor);
        _target.ExpectNoMsg(TimeSpan.Zero);
        Open();
        Answer(Heard(), new ContainerMessage.Done(0, Errno.EEXIST, 0));
        ExpectMsg(new ContainerMessage.Done(0, Errno.EEXIST, 0), Long);
    }

    /// <summary>From another node anybody may send it: to nobody here, or of a kind that answers nothing.</summary>
    [Fact]
    public void What_is_no_answer_takes_nothing_from_the_call_that_waits_for_one()
    {
        Open();
        _door.Tell(Map(0, 1), TestActor);
        var heard = Heard();
        foreach (var nobody in (ActorId[])[new(0), new(1), new(4), new(int.MaxValue)])
        {
            _door.Tell(new PooledEnvelope(Envelope.Of(Target, nobody, new ContainerMessage.Done(0, Errno.EIO, 0))));
        }

        Answer(heard, new ContainerMessage.Open());
        ExpectNoMsg(TimeSpan.Zero);
        Answer(heard, new ContainerMessage.Done(0, Errno.EEXIST, 0));
        ExpectMsg(new ContainerMessage.Done(0, Errno.EEXIST, 0), Long);
    }

    [Fact]
    public void Parts_of_an_answer_come_before_its_end_and_a_whole_call_gets_them_as_one()
    {
        Open();
        _door.Tell(new ContainerMessage.Describe(), TestActor);
        _door.Tell(new WholeCall(new ContainerMessage.Describe()), TestActor);
        ContainerMessage.Description part = new(4096, new(7));
        ContainerMessage.Done end = new(0, Errno.None, 0);
        var (first, second) = (Heard(), Heard());
        Answer(first, part);
        Answer(first, end);
        ExpectMsg(part, Long);
        ExpectMsg(end, Long);
        Answer(second, part);
        Answer(second, end);
        var whole = ExpectMsg<WholeAnswer>(Long);
        Assert.Equal([part], whole.Parts);
        Assert.Equal(end, whole.End);
    }

    [Fact]
    public void As_many_calls_are_in_flight_as_there_are_callers_and_one_too_many_is_refused()
    {
        Open();
        for (var page = 0UL; page < 4; page++) { _door.Tell(Map(page, 1), TestActor); }
        ExpectMsg(new ContainerMessage.Done(0, Errno.EAGAIN, 0), Long);
        Assert.Equal([new(2), new(3)], [Heard().From, Heard().From]);
        _target.ExpectNoMsg(TimeSpan.Zero);
        Answer(Envelope.Of(new ActorId(3), Target, Map(1, 1)), new ContainerMessage.Done(0, Errno.None, 0));
        ExpectMsg(new ContainerMessage.Done(0, Errno.None, 0), Long);
        var third = Heard();
        Assert.Equal(new ActorId(3), third.From);
        Assert.Equal(Map(2, 1), third.Read<ContainerMessage.Map>());
    }

    [Fact]
    public void Calls_of_an_actor_that_stops_are_answered_that_it_is_gone()
    {
        Open();
        for (var page = 0UL; page < 3; page++) { _door.Tell(Map(page, 1), TestActor); }
        Heard();
        Heard();
        Sys.Stop(_target.Ref);
        for (var call = 0; call < 3; call++) { ExpectMsg(new ContainerMessage.Done(0, Errno.EIO, 0), Long); }
        _door.Tell(Map(3, 1), TestActor);
        ExpectMsg(new ContainerMessage.Done(0, Errno.EIO, 0), Long);
    }

    [Fact]
    public void A_door_that_closes_refuses_what_waits_and_counts_what_is_in_flight()
    {
        Open();
        for (var page = 0UL; page < 3; page++) { _door.Tell(Map(page, 1), TestActor); }
        var first = Heard();
        _door.Tell(CloseDoor.Instance, TestActor);
        ExpectMsg(new ContainerMessage.Done(0, Errno.ENODEV, 0), Long);
        ExpectMsg(new DoorClosed(2), Long);
        Answer(first, new ContainerMessage.Done(0, Errno.None, 0));
        ExpectMsg(new ContainerMessage.Done(0, Errno.None, 0), Long);
        _door.Tell(CloseDoor.Instance, TestActor);
        ExpectMsg(new DoorClosed(1), Long);
    }

    [Fact]
    public void What_users_do_not_call_is_no_call_here()
    {
        Open();
        _door.Tell(new ContainerMessage.DetachGroup(), TestActor);
        ExpectMsg(new ContainerMessage.Done(0, Errno.ENOTTY, 0), Long);
        _door.Tell("map", TestActor);
        ExpectMsg(new ContainerMessage.Done(0, Errno.ENOTTY, 0), Long);
    }

    [Fact]
    public void What_is_never_answered_keeps_nobody_busy()
    {
        Open();
        for (var round = 0U; round < 5; round++)
        {
            _door.Tell(new ContainerMessage.SetMappingsMax(round), TestActor);
            Assert.Equal(new ContainerMessage.SetMappingsMax(round), Heard().Read<ContainerMessage.SetMappingsMax>());
        }
    }

    private void Open() => _door.Tell(new DoorOpens(_target.Ref), TestActor);

    private Envelope Heard() => _target.ExpectMsg<PooledEnvelope>(Long).Envelope;

    private void Answer<T>(Envelope call, T answer)
        where T : unmanaged, IMessage =>
        _door.Tell(new PooledEnvelope(Envelope.Of(Target, call.From, in answer)), _target.Ref);
}
