namespace VfioActors.Behaviors.Tests.Toys;

public sealed class EchoState : State
{
    public EchoState(Journal journal)
        : base(journal) => Heard = Variable<int>();

    public Variable<int> Heard { get; }
}
