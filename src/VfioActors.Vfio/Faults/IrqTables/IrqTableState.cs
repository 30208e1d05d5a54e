using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.IrqTables;

/// <summary>What an interrupt table owns: whose eventfd the interrupt for faults is tied to.</summary>
public sealed class IrqTableState : State
{
    internal IrqTableState(Journal journal)
        : base(journal) => Trigger = Variable<ActorId>();

    /// <summary>Who is signalled; nobody when it is untied.</summary>
    public Variable<ActorId> Trigger { get; }
}
