using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>What an object says of an access that breaks a rule, as it stands among the steps of a run.</summary>
internal static class Refusals
{
    /// <summary>The words.</summary>
    /// <param name="fault">What was done wrong.</param>
    /// <param name="name">What people call the word.</param>
    /// <param name="value">The first argument of what was asked.</param>
    /// <param name="detail">What else is said of it.</param>
    internal static string Of(Fault fault, string name, long value, int detail) => fault switch
    {
        Fault.UseAfterFree => $"{name} was freed",
        Fault.DoubleFree => $"frees {name}, which was freed",
        Fault.WildFree => $"frees {name}, where no object begins",
        Fault.CountRevived or Fault.CountBelowZero => $"finds {name} below one",
        Fault.CountSaturated => $"finds {name} saturated",
        Fault.LockTakenTwice => $"takes {name}, which it holds already",
        Fault.IrqDeadlock => $"waits for {name}, for ever",
        Fault.LockNotHeld => $"does not hold {name}",
        Fault.FreedId => $"{name}: {value} is free already",
        Fault.FreedIdUsed => $"{name}: {value} is free",
        Fault.QueueMisused => $"finds {name} being drained",
        Fault.NullPointer when detail == Turn.ListIsNull => $"finds no list in {name}",
        Fault.NullPointer => $"finds no function in {name}",
        Fault.RcuImbalance => "leaves an RCU read side that it did not enter",
        _ => $"misuses {name}",
    };
}
