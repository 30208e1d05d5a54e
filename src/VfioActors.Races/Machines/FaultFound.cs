using VfioActors.Behaviors.Values;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>What a thread did wrong.</summary>
/// <param name="Fault">What.</param>
/// <param name="Line">At which line.</param>
/// <param name="Detail">The line at which something happened before, and who did it.</param>
/// <param name="At">The instruction.</param>
/// <param name="Value">The value that it is about, such as the address.</param>
internal readonly record struct FaultFound(Fault Fault, int Line, int Detail, int At, long Value)
    : IRenamed<FaultFound>
{
    /// <inheritdoc/>
    public FaultFound Renamed(Renaming renaming) => this with
    {
        Line = RenamedWord.LineOf(Line, renaming),
        Detail = DetailOf(Fault, Detail, renaming),
        Value = RenamedWord.Plain(Value, renaming),
    };

    /// <summary>What is said beside a fault, if threads had other numbers.</summary>
    internal static int DetailOf(Fault fault, int detail, Renaming renaming) => fault switch
    {
        Fault.UseAfterFree or Fault.DoubleFree or Fault.LockNotHeld or Fault.LockTakenTwice or Fault.IrqDeadlock
            or Fault.NeverBoth => new Occasion(detail).Renamed(renaming).Packed,
        Fault.LockHeldAtEnd => RenamedWord.LineOf(detail, renaming),
        _ => detail,
    };
}
