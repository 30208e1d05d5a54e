using VfioActors.Races.Machines;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Claims;

/// <summary>What a thread did wrong, in words that name the lines of the file.</summary>
/// <param name="program">The file.</param>
internal sealed class FaultWords(RaceProgram program)
{
    /// <summary>The words, in one line.</summary>
    internal string Of(TaskState state)
    {
        var found = state.Fault.Value;
        return $"line {found.Line}: {state.Plan.Name} {Deed(state, found)}";
    }

    private string Deed(TaskState state, FaultFound found)
    {
        var what = Shown.Word(program, found.Value);
        var whole = Pointers.Is(found.Value) ? program.Objects[Pointers.ObjectOf(found.Value)].Name : "memory";
        var before = new Occasion(found.Detail).Line;
        var other = Who(found.Detail);
        return found.Fault switch
        {
            Fault.Assertion => $"finds that {state.Plan.Code[found.At].Text} fails",
            Fault.UseAfterFree => $"uses {what}, which {other} {Ended(found.Value)} at line {before}",
            Fault.DoubleFree => $"frees {whole}, which {other} freed at line {before}",
            Fault.WildFree => $"frees {what}, which is not the start of an object",
            Fault.NullPointer => Null(state, found, what),
            Fault.WildPointer when IsCall(state, found) =>
                $"calls {state.Plan.Code[found.At].Text}, which points to no function of its type",
            Fault.WildPointer => Pointers.IsPoison(found.Value)
                ? "follows a link of an entry that was taken off its list"
                : "follows what is no pointer",
            Fault.FreedId => $"gives back id {found.Detail}, which is free already",
            Fault.FreedIdUsed => $"uses id {found.Detail} of {what}, which is free",
            Fault.OutOfBounds => "uses an index that is out of bounds",
            Fault.CountBelowZero => $"takes {what} below zero",
            Fault.CountRevived => $"takes a reference of {what}, which is zero",
            Fault.CountSaturated => $"takes a reference of {what}, which is saturated then and never freed",
            Fault.LockNotHeld => $"does not hold {what}, {Holder(other)}",
            Fault.LockTakenTwice => $"takes {what}, which it holds already",
            Fault.LockHeldAtEnd => $"ends and still holds {what}, taken at line {found.Detail}",
            Fault.SleepInAtomic => $"may sleep in {state.Plan.Code[found.At].Text} {Where(found.Detail)}",
            Fault.IrqDeadlock => $"waits for {what}, held by {other}, which it {Comes(state)}: deadlock",
            Fault.NeverBoth => Both(found.Value, other),
            Fault.Arithmetic => "divides by zero or shifts too far",
            Fault.RcuImbalance when found.Detail == 1 => "ends inside rcu_read_lock()",
            Fault.RcuImbalance when found.Detail == 2 => "ends inside srcu_read_lock()",
            Fault.WorkMisused when found.Detail == WorkRules.NeverInitialized =>
                $"waits for {what}, which was never initialized",
            Fault.WorkMisused when found.Detail == WorkRules.InitializedWhileQueued =>
                $"initializes {what}, which is queued",
            Fault.SwitchedOnTwice or Fault.WorkMisused or Fault.IdrMisused or Fault.PercpuRefMisused
                or Fault.SrcuMisused or Fault.KthreadMisused or Fault.CountLeaked or Fault.KobjectMisused
                or Fault.SeqcountMisused or Fault.IrqMisused or Fault.WaiterForgotten
                or Fault.DoubleListInsertion or Fault.DoubleListRemoval or Fault.LocalUnset or Fault.LockNotWanted
                or Fault.CacheMisused => state.Plan.Code[found.At].Text,
            Fault.LeftSwitchedOff => $"ends with {Off(found.Detail)} off",
            Fault.QueueMisused => $"queues work on {whole}, which is being drained",
            Fault.TimerMisused => Misused(found.Detail, what),
            _ => "leaves an RCU read side that it did not enter",
        };
    }

    private static string Null(TaskState state, FaultFound found, string what) => found.Detail switch
    {
        _ when IsCall(state, found) => $"calls {state.Plan.Code[found.At].Text}, which is NULL",
        Turn.ListIsNull => $"follows the list of {what}, which was never initialized",
        _ => "follows a pointer that is NULL",
    };

    private static bool IsCall(TaskState state, FaultFound found) => state.Plan.Code[found.At].Op == Op.Check;

    private static string Comes(TaskState state) => state.Plan.IsSoftirq || state.Plan.Kind == ThreadKind.Hrtimer
        ? "may interrupt" : "interrupted";

    private static string Off(int what) => what switch
    {
        1 => "interrupts",
        2 => "softirqs",
        _ => "preemption",
    };

    private static string Misused(int what, string timer) => what switch
    {
        TimerRules.NeverSetUp => $"uses {timer}, which was never set up",
        TimerRules.ArmedAlready => $"adds {timer}, which is armed already",
        TimerRules.NoFunction => $"starts {timer}, which has no function",
        TimerRules.SetUpWhileArmed => $"sets up {timer}, which is armed",
        _ => $"waits for {timer} in an interrupt",
    };

    private string Ended(long address) =>
        Pointers.Is(address) && program.Objects[Pointers.ObjectOf(address)].Kind == ObjectKind.Stack ? "left" : "freed";

    private string Both(long word, string other)
    {
        var plan = program.Objects[Pointers.ObjectOf(word)];
        var own = Pointers.OffsetOf(word);
        var (mine, its) = (Exclusion.FunctionOf(plan, own), Exclusion.FunctionOf(plan, 1 - own));
        return mine == its ? $"is in {mine} while {other} is too" : $"is in {mine} while {other} is in {its}";
    }

    private string Who(int occasion)
    {
        var thread = new Occasion(occasion).Thread;
        return thread >= 0 && thread < program.Threads.Count ? program.Threads[thread].Name : "nobody";
    }

    private static string Holder(string other) => other == "nobody" ? "nobody does" : $"{other} does";

    private static string Where(int why) => why switch
    {
        1 => "while it holds a spinlock",
        2 => "while interrupts are off",
        3 => "inside rcu_read_lock()",
        5 => "while preemption or bottom halves are off",
        6 => "in what RCU calls",
        7 => "in a timer",
        _ => "in an interrupt",
    };
}
