using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Scenarios.AuxDomains.Storms;
using VfioActors.Scenarios.Faults.Storms;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Tests.Workloads;

/// <summary>A client whose machine is lost, and machines whose client is.</summary>
public sealed class LostMachineTests
{
    private const int Clients = 1;
    private const int Domain = 1;
    private const int Other = 2;
    private static readonly ActorId Client = new(3);

    [Fact]
    public void What_is_open_at_a_lost_machine_is_answered_EIO_and_what_is_held_there_is_gone()
    {
        var (cell, stepper) = (ClientCell(), new ActorStepper(Topology()));
        var state = (StormClientState)cell.State;
        state.Phase.Value = StormPhase.Healing;
        state.Begun.Value = 10;
        state.Open[new(1)] = new(new(0, new(Domain), 0), 0, 0);
        state.Open[new(2)] = new(new(0, new(Other), 0), 0, 0);
        state.Held[new(0, new(Domain), 1)] = 2;
        state.Held[new(0, new(Other), 1)] = 1;
        StormClientMessage.Lost lost = new(new(Domain), new(Domain));

        var said = Step(stepper, cell, Envelope.Of(new(Domain), Client, lost));
        Assert.Equal(new(1), Assert.Single(said).Operation);
        Assert.Equal([new(0, new(Other), 1)], state.Held.Keys.ToArray());
        Assert.Empty(Step(stepper, cell, Envelope.Of(new(Domain), Client, lost)));

        var unanswered = said[0];
        var next = Assert.Single(Step(stepper, cell, in unanswered));
        Assert.Equal(Errno.EIO, state.Answered.Value);
        Assert.False(state.Open.Contains(new(1)));
        Assert.True(state.Open.Contains(new(2)));
        Assert.Equal(new(Other), next.To);
        Assert.Empty(Step(stepper, cell, in unanswered));
    }

    [Fact]
    public void A_client_that_has_nothing_left_rests()
    {
        var (cell, stepper) = (ClientCell(), new ActorStepper(Topology()));
        var state = (StormClientState)cell.State;
        state.Phase.Value = StormPhase.Healing;
        state.Held[new(0, new(Domain), 1)] = 1;
        Assert.Empty(Step(
            stepper, cell, Envelope.Of(new(Domain), Client, new StormClientMessage.Lost(new(Domain), new(Other)))));
        Assert.Equal(StormPhase.Resting, state.Phase.Value);
    }

    [Fact]
    public void A_tab_knows_what_was_granted_and_gives_it_back()
    {
        StormTab tab = new(Topology(), Client, Clients);
        StormThing granted = new(0, new(Domain), 1);
        StormThing refused = new(0, new(Domain), 2);
        StormThing returned = new(0, new(Other), 1);
        StormThing open = new(0, new(Other), 3);
        Attach(tab, 1, granted, Errno.None);
        Attach(tab, 2, refused, Errno.EBUSY);
        Attach(tab, 3, returned, Errno.None);
        tab.Asked(new(4), new(returned, 1, 0));
        tab.Answered(Done(4, Errno.None));
        tab.Asked(new(5), new(open, 0, 0));

        ActorStepper stepper = new(Topology());
        var given = Assert.Single(Step(stepper, tab.Cell, tab.Inherit()));
        Assert.Equal(new(Domain), given.To);
        Assert.Equal(new DeviceId(1), given.Read<AuxDomainMessage.Detach>().Device);
        Assert.DoesNotContain(given.Operation.Value, Enumerable.Range(0, 6));

        Assert.Empty(Step(stepper, tab.Cell, Done(given.Operation.Value, Errno.None)));
        var last = Assert.Single(Step(stepper, tab.Cell, Done(5, Errno.None)));
        Assert.Equal(new DeviceId(3), last.Read<AuxDomainMessage.Detach>().Device);
        Assert.Empty(Step(stepper, tab.Cell, Done(last.Operation.Value, Errno.None)));
        Assert.Equal(StormPhase.Resting, ((StormClientState)tab.Cell.State).Phase.Value);
    }

    [Fact]
    public void What_is_refused_to_be_taken_back_is_still_held()
    {
        StormTab tab = new(Topology(), Client, Clients);
        StormThing granted = new(0, new(Domain), 1);
        Attach(tab, 1, granted, Errno.None);
        tab.Asked(new(2), new(granted, 1, 0));
        Assert.Equal(0, ((StormClientState)tab.Cell.State).Held.Count);
        tab.Answered(Done(2, Errno.EAGAIN));
        Assert.Equal(1, ((StormClientState)tab.Cell.State).Held[granted]);
    }

    /// <summary>A reset is two requests: who dies between them never makes the second.</summary>
    [Fact]
    public void An_operation_whose_next_request_was_never_made_is_over()
    {
        StormTab tab = new(Topology(), Client, Clients);
        var state = (StormClientState)tab.Cell.State;
        StormThing queue = new(1, new(Other), 0);
        tab.Asked(new(1), new(queue, 0, 0));
        tab.Answered(FaultDone(1));
        Assert.True(state.Held.Contains(queue));
        tab.Asked(new(2), new(queue, 2, 0));
        Assert.False(state.Held.Contains(queue));
        tab.Answered(FaultDone(2));
        Assert.True(state.Open.Contains(new(2)));
        Assert.Empty(Step(new(Topology()), tab.Cell, tab.Inherit()));
        Assert.Equal(StormPhase.Resting, state.Phase.Value);
    }

    private static void Attach(StormTab tab, int operation, StormThing thing, Errno error)
    {
        tab.Asked(new(operation), new(thing, 0, 0));
        tab.Answered(Done(operation, error));
    }

    private static Envelope Done(int operation, Errno error) => Envelope.Of(
        new(Domain), Client, new(operation), Envelope.Unsent, default(AuxDomainMessage.Done) with { Error = error });

    private static Envelope FaultDone(int operation) => Envelope.Of(
        new(Other), Client, new(operation), Envelope.Unsent, default(FaultUserMessage.Done));

    private static List<Envelope> Step(ActorStepper stepper, Cell cell, in Envelope envelope)
    {
        Assert.Null(stepper.Receive(cell, in envelope, Envelope.Unsent, default));
        List<Envelope> sent = [];
        foreach (ref readonly var effect in stepper.Outbox.Effects) { sent.Add(effect.Envelope); }
        return sent;
    }

    private static Cell ClientCell() => Topology().Make(Client, new(keeps: false));

    private static Topology Topology()
    {
        Topology topology = new();
        topology.Add("D", new Shelves.ShelfBehavior(isStuck: false));
        topology.Add("E", new Shelves.ShelfBehavior(isStuck: false));
        topology.Add("CPU0", new StormClientBehavior(new()
        {
            Client = 0,
            Clients = Clients,
            Mix = [(new AttachWorkload([new(Domain), new(Other)], 4), 1), (new FaultQueueWorkload(new(Other), 2), 1)],
            Window = 2,
        }));
        return topology;
    }
}
