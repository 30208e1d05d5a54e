using Akka.Actor;
using VfioActors.Cluster.Letters;
using VfioActors.Cluster.Nodes;
using VfioActors.Runtime.Dispatch;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Cluster.Tests.Nodes;

public sealed class MachineActorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ActorSystem _system = ActorSystem.Create("machines");
    private readonly NodeDesk _desk = new();

    [Fact]
    public void A_machine_that_is_started_again_refuses_what_it_cannot_know()
    {
        using var gate = Inbox.Create(_system);
        _desk.Close(Storming.Map, [gate.Receiver, gate.Receiver, gate.Receiver], []);
        var machine = MachineOf("machine1");
        var asked = Storming.Map.Machines[1].First;
        machine.Tell(LetterTo(asked), ActorRefs.NoSender);
        Assert.Equal(new LetterRefused(Storming.Map.FirstClient, asked), gate.Receive(Patience));
        Assert.Empty(_desk.Machines);
    }

    [Fact]
    public void A_machine_stays_where_it_was_placed()
    {
        using var asker = Inbox.Create(_system);
        MachineOf("machine2").Tell(new PlaceMachine(2), asker.Receiver);
        Assert.Equal(new MachinePlaced(2), asker.Receive(Patience));
        Assert.Equal(["machine2"], _desk.Machines);
    }

    public void Dispose() => _system.Dispose();

    private IActorRef MachineOf(string name) => _system.ActorOf(Props.CreateBy(new MachineProducer(name, _desk)), name);

    private static StormLetter LetterTo(Behaviors.ActorId actor)
    {
        var envelope = Envelope.Of(Storming.Map.FirstClient, actor, default(AuxDomainMessage.GetPasid));
        return new(new PooledEnvelope(in envelope), default);
    }
}
