using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Machines;

/// <summary>Runs a thread up to the place where it asks for something.</summary>
/// <param name="program">The file.</param>
/// <param name="index">The number of the thread.</param>
/// <param name="flat">Its code.</param>
/// <param name="watch">Told what is computed; null for nobody.</param>
internal sealed class Interpreter(RaceProgram program, int index, FlatThread flat, IdentityWatch? watch)
{
    /// <summary>A thread that computes so long without asking for anything is cut.</summary>
    private const int InstructionsMax = 100_000;

    private readonly ThreadPlan _plan = flat.Plan;
    private readonly Instruction[] _code = flat.Code;

    /// <summary>The way of the thread between the interrupts of its processor.</summary>
    internal Passage Passage { get; } = new(program, flat.Plan);

    /// <summary>Notes what a thread did wrong; it does nothing more.</summary>
    internal static void Fail(TaskState state, Fault fault, int detail, long value) =>
        state.Fault.Value = new(fault, state.Current.Line, detail, state.At, value);

    /// <summary>Runs on.</summary>
    internal void Run(TaskState state, Outbox outbox)
    {
        for (var left = InstructionsMax; left > 0; left--)
        {
            var next = _code[state.At];
            if (next.Waits && !(next.Op == Op.Idle && state.Begun.Value == TaskState.BegunAgain))
            {
                Pause(state, next, outbox);
                return;
            }

            if (!Take(state, next, outbox)) { return; }
        }

        state.Cut.Value = new(state.Current.Line);
    }

    /// <returns>Whether the thread goes on.</returns>
    private bool Take(TaskState state, Instruction next, Outbox outbox)
    {
        var registers = state.Registers;
        var to = state.At + 1;
        switch (next.Op)
        {
            case Op.Jump: to = next.Target; break;
            case Op.JumpIfZero: to = registers[next.A] == 0 ? next.Target : to; break;
            case Op.Depth: registers[next.Result] += next.Number; break;
            case Op.Guard when registers[next.A] >= next.Limit:
                state.Cut.Value = new(next.Line);
                return false;
            case Op.Guard: registers[next.A]++; break;
            case Op.Cut:
                state.Cut.Value = new(next.Line);
                return false;
            case Op.Allocate: return Allocate(state, next);
            case Op.Spawn: return Spawn(state, next, outbox);
            case Op.Release: Release(outbox); break;
            case Op.Idle: state.Begun.Value = 1; break;
            case Op.Check when registers[next.A] == 0:
                Fail(state, (Fault)next.Number, 0, next.B >= 0 ? registers[next.B] : 0);
                return false;
            case Op.Check: break;
            case Op.MaySleep when next.Limit > 0 && IsInSoftirqs(state):
                break;
            case Op.MaySleep when WhyAwake(state) is var why and > 0:
                Fail(state, Fault.SleepInAtomic, why, 0);
                return false;
            case Op.MaySleep:
                if (_plan.Gate >= 0) { state.Moved.Value = 1; }
                break;
            default:
                var computed = Computed(registers.All, next);
                watch?.Computes(registers.All, next, computed);
                if (computed is not { } value)
                {
                    Fail(state, next.Op == Op.Element ? Fault.OutOfBounds : Fault.Arithmetic, 0,
                        next.B >= 0 ? registers[next.B] : 0);
                    return false;
                }

                registers[next.Result] = value;
                break;
        }

        state.At = to;
        return true;
    }

    /// <summary>What an instruction computes of some registers; null when that has no result.</summary>
    internal static long? Computed(ReadOnlySpan<long> registers, Instruction next) => next.Op switch
    {
        Op.Const => next.Number,
        Op.Move => registers[next.A],
        Op.Narrow => Arithmetic.Narrow(registers[next.A], (int)next.Number),
        Op.Unary => Arithmetic.Of((Operator)next.Number, registers[next.A]),
        Op.Binary => Arithmetic.Of((Operator)next.Number, registers[next.A], registers[next.B]),
        Op.Offset => unchecked(registers[next.A] + next.Number),
        Op.Element => registers[next.B] is var at && at >= LeastIndex(next) && at < next.Limit
            ? registers[next.A] + (at * next.Number)
            : null,
        _ => throw new BrokenPromiseException($"{next.Op} computes nothing"),
    };

    /// <summary>
    /// From a pointer into a row of which nobody says how long it is one may go back; where it leads is looked at when
    /// it is followed.
    /// </summary>
    private static long LeastIndex(Instruction next) =>
        next.Limit == Pointers.UnknownLength ? -(Pointers.WordsBack / Math.Max(1, next.Number)) : 0;

    private static bool Allocate(TaskState state, Instruction next)
    {
        var used = state.Registers[next.A];
        if (used >= next.Limit)
        {
            state.Cut.Value = new(next.Line);
            return false;
        }

        state.Registers[next.A]++;
        state.Registers[next.Result] = Pointers.To((int)(next.Number + used));
        state.At++;
        return true;
    }

    private static bool Spawn(TaskState state, Instruction next, Outbox outbox)
    {
        var used = state.Registers[next.A];
        if (used >= next.Limit)
        {
            state.Cut.Value = new(next.Line);
            return false;
        }

        state.Registers[next.A]++;
        var thread = (int)(next.Number + used);
        if (next.Result >= 0) { state.Registers[next.Result] = Pointers.ToThread(thread); }
        else { outbox.Send(new(thread + 1), new RaceMessage.Begin(state.Registers[next.B])); }
        state.At++;
        return true;
    }

    private void Release(Outbox outbox)
    {
        for (var thread = 0; thread < program.Threads.Count; thread++)
        {
            var kind = program.Threads[thread].Kind;
            if (kind is not (ThreadKind.Cpu or ThreadKind.Irq or ThreadKind.Hardware)) { continue; }
            outbox.Send(new(thread + 1), default(RaceMessage.Begin));
        }
    }

    /// <summary>Why a thread must not sleep: 1 to 7; 0 when it may.</summary>
    private int WhyAwake(TaskState state) =>
        _plan.IsInterrupt ? 4
            : _plan.Kind == ThreadKind.Softirq ? 7
            : state.Registers[ThreadPlan.SpinDepth] % ThreadPlan.Unpreempted > 0 ? 1
            : state.Registers[ThreadPlan.IrqDepth] > 0 ? 2
            : state.Registers[ThreadPlan.RcuDepth] % ThreadPlan.Unpreempted > 0 ? 3
            : state.Registers[ThreadPlan.SpinDepth] > 0 ? 5
            : _plan.IsCallback ? 6
            : 0;

    /// <summary>What in_interrupt() is.</summary>
    private bool IsInSoftirqs(TaskState state) =>
        _plan.IsInterrupt || _plan.Kind == ThreadKind.Softirq || _plan.IsCallback
        || state.Registers[ThreadPlan.SpinDepth] >= ThreadPlan.WithoutSoftirqs;

    /// <summary>The thread comes to where it waits: what no longer matters is forgotten.</summary>
    private void Pause(TaskState state, Instruction next, Outbox outbox)
    {
        if (IsEnd(next) && AtEnd(state)) { return; }
        foreach (var register in flat.Dead[state.At]) { state.Registers[register] = 0; }

        outbox.Serving = new(index + 1);
        if (next.Op == Op.Choose) { outbox.Choose(state.At, (int)next.Number); }
        else if (next.Op == Op.Halt) { Passage.End(state, outbox); }
        else if (next.Op == Op.Ask) { Ask(state, next, outbox); }
    }

    /// <summary>The end of a thread, or of a function that a worker or a timer runs.</summary>
    private static bool IsEnd(Instruction next) =>
        next.Op == Op.Halt || next is { Op: Op.Ask, Access: Access.Done or Access.Expired };

    private static bool AtEnd(TaskState state)
    {
        foreach (var (address, line) in HeldLocks.Of(state))
        {
            Fail(state, Fault.LockHeldAtEnd, line, address);
            return true;
        }

        if (state.Registers[ThreadPlan.RcuDepth] % ThreadPlan.Unpreempted > 0)
        {
            Fail(state, Fault.RcuImbalance, 1, 0);
            return true;
        }

        if (state.Registers[ThreadPlan.RcuDepth] >= ThreadPlan.UnderSrcu)
        {
            Fail(state, Fault.RcuImbalance, 2, 0);
            return true;
        }

        var what = state.Registers[ThreadPlan.IrqDepth] > 0 ? 1
            : state.Registers[ThreadPlan.SpinDepth] >= ThreadPlan.WithoutSoftirqs ? 2
            : state.Registers[ThreadPlan.SpinDepth] > 0 ? 3
            : 0;
        if (what > 0) { Fail(state, Fault.LeftSwitchedOff, what, 0); }
        return what > 0;
    }

    private void Ask(TaskState state, Instruction next, Outbox outbox)
    {
        var address = state.Registers[next.A];
        if (!Pointers.Is(address) || Pointers.ObjectOf(address) >= program.Objects.Count)
        {
            var isNull = address is >= 0 and < 4096 && !Pointers.IsPoison(address);
            Fail(state, isNull ? Fault.NullPointer : Fault.WildPointer, 0, address);
            return;
        }

        var place = Pointers.ObjectOf(address);
        var section = next.Access == Access.Lock ? flat.Sections[state.At] : null;
        if (section is null && !Pointers.IsWithin(address, program.Objects[place].Type.Words))
        {
            Fail(state, Fault.WildPointer, 0, address);
            return;
        }

        if (!Passage.Lets(state, outbox)) { return; }
        if (section is not null)
        {
            AskSection(state, section, next, new(program.Threads.Count + place + 1), outbox);
            return;
        }

        Request request = new(
            next.Line,
            next.Access,
            Pointers.OffsetOf(address),
            AskerMark.Of(_plan, state.Registers[ThreadPlan.IrqDepth], state.Registers[ThreadPlan.SpinDepth]),
            next.B >= 0 ? state.Registers[next.B] : 0,
            next.C >= 0 ? state.Registers[next.C] : 0);
        request.Send(new(program.Threads.Count + place + 1), outbox);
    }

    private static void AskSection(
        TaskState state, Section section, Instruction next, ActorId owner, Outbox outbox) =>
        new Request(
            next.Line,
            Access.Section,
            section.Start,
            0,
            section.Inputs.Count > 0 ? state.Registers[section.Inputs[0]] : 0,
            section.Inputs.Count > 1 ? state.Registers[section.Inputs[1]] : 0).Send(owner, outbox);
}
