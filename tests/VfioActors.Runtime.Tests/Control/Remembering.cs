using Akka.Persistence;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>An actor whose journal is Akka.Persistence's in memory.</summary>
internal sealed class Remembering : ReceivePersistentActor
{
    public Remembering() => Command<int>(number => Persist(number, _ => { }));

    public override string PersistenceId => "remembering";
}
