using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.Interrupts;

/// <summary>What the interrupt configuration of a device owns.</summary>
public sealed class IrqSettingsState : State, ICountsUses
{
    private const int CallsMost = 8;

    internal IrqSettingsState(Journal journal)
        : base(journal)
    {
        Kind = Variable<IrqKind>();
        Generation = Variable<int>();
        Triggers = Variable<uint>();
        IsMasked = Variable<int>();
        Uses = Variable<int>();
        Unlocked = SortedMap<OperationId, UnlockedUse>(CallsMost);
    }

    /// <summary>What is on.</summary>
    public Variable<IrqKind> Kind { get; }

    /// <summary>How often something was switched on: what one configuration allocated is told from the next.</summary>
    public Variable<int> Generation { get; }

    /// <summary>Which vectors have an eventfd: bit 0 the first, for the line the only one.</summary>
    public Variable<uint> Triggers { get; }

    /// <summary>1 while the line is masked.</summary>
    public Variable<int> IsMasked { get; }

    /// <summary>How often vectors or the line were used after they were freed; 0 in the reference.</summary>
    public Variable<int> Uses { get; }

    /// <summary>Who has looked without the lock and not gone on, with a defect.</summary>
    public SortedMap<OperationId, UnlockedUse> Unlocked { get; }

    /// <inheritdoc/>
    public int UsesAfterFree => Uses.Value;

    /// <summary>Switches something on.</summary>
    internal void SwitchOn(IrqKind kind)
    {
        Kind.Value = kind;
        Generation.Value++;
        IsMasked.Value = 0;
        Triggers.Value = 0;
    }

    /// <summary>Switches off and frees.</summary>
    internal void SwitchOff()
    {
        Kind.Value = IrqKind.None;
        Triggers.Value = 0;
        IsMasked.Value = 0;
    }
}
