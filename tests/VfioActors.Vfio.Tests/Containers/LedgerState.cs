using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Pins;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>A state that is nothing but a ledger.</summary>
internal sealed class LedgerState : State
{
    internal LedgerState(Journal journal)
        : base(journal) => Pins = new(this);

    internal PinLedger Pins { get; }
}
