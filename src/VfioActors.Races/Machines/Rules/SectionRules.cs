using VfioActors.Behaviors;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>
/// A critical section in one step: the lock does what the thread would do with what it protects. Such a lock is never
/// held between steps.
/// </summary>
internal static class SectionRules
{
    private const int InstructionsMax = 100_000;

    /// <summary>Does a section.</summary>
    /// <param name="thread">Whose section it is.</param>
    internal static void On(in Turn turn, FlatThread thread)
    {
        var section = thread.Sections[turn.Request.Offset]!;
        var registers = turn.State.Scratch(thread.Plan.Registers);
        if (section.Inputs.Count > 0) { registers[section.Inputs[0]] = turn.Request.Value; }
        if (section.Inputs.Count > 1) { registers[section.Inputs[1]] = turn.Request.Other; }
        var inner = turn.State.Inner;
        (inner.Listening, inner.NameOf) = (turn.Outbox.Listening, turn.Outbox.NameOf);
        var at = section.Start + 1;
        for (var left = InstructionsMax; left > 0; left--)
        {
            var next = thread.Code[at];
            if (next is { Op: Op.Ask, Access: Access.Unlock })
            {
                turn.Outbox.Note($"{next.Line}: releases {turn.State.Plan.Name}");
                Finish(turn, section, registers, at + 1);
                return;
            }

            var answer = Take(turn, inner, next, registers, ref at);
            if (answer is not { } ended) { continue; }
            Send(turn, ended with { Exit = at });
            return;
        }

        Send(turn, new(Fault.None, 0, at, 1, 0, 0));
    }

    /// <summary>One instruction of a section.</summary>
    /// <returns>The answer when the section ends here; null when it goes on.</returns>
    private static RaceMessage.Answer? Take(
        in Turn turn, Outbox inner, Instruction next, long[] registers, ref int at)
    {
        switch (next.Op)
        {
            case Op.Ask: return Ask(turn, inner, next, registers, ref at);
            case Op.Jump: at = next.Target; return null;
            case Op.JumpIfZero: at = registers[next.A] == 0 ? next.Target : at + 1; return null;
            case Op.Guard when registers[next.A] >= next.Limit:
                return new(Fault.None, 0, at, 1, 0, 0);
            case Op.Guard: registers[next.A]++; break;
            case Op.Check when registers[next.A] == 0: return new((Fault)next.Number, 0, at, 0, 0, 0);
            case Op.Check: break;
            default:
                var computed = Interpreter.Computed(registers, next);
                turn.State.Watch?.Computes(registers, next, computed);
                if (computed is not { } value)
                {
                    return new(next.Op == Op.Element ? Fault.OutOfBounds : Fault.Arithmetic, 0, at, 0, 0, 0);
                }

                registers[next.Result] = value;
                break;
        }

        at++;
        return null;
    }

    private static RaceMessage.Answer? Ask(
        in Turn turn, Outbox inner, Instruction next, long[] registers, ref int at)
    {
        var address = registers[next.A];
        Request request = new(
            next.Line,
            next.Access,
            Pointers.OffsetOf(address),
            0,
            next.B >= 0 ? registers[next.B] : 0,
            next.C >= 0 ? registers[next.C] : 0);
        if (!Pointers.IsWithin(address, turn.State.Words.Count))
        {
            return new(Fault.WildPointer, 0, at, 0, address, 0);
        }

        Turn part = new(turn.Program, turn.State, request, turn.Thread, inner);
        part.Watch();
        if (!turn.Outbox.Listening && IsQuick(in turn, in request, next, registers))
        {
            at++;
            return null;
        }

        inner.Open(turn.Outbox);
        if (request.Access <= Access.RefDecTest) { WordRules.On(part); }
        else if (request.Access != Access.AssertHeld) { IndexRules.On(part); }
        foreach (var note in inner.Notes) { turn.Outbox.Note($"{next.Line}: {note.Text}"); }
        var answer = request.Access == Access.AssertHeld
            ? new RaceMessage.Answer(Fault.None, 0, 0, 0, 1, 0)
            : inner.Effects[^1].Envelope.Read<RaceMessage.Answer>();
        if (answer.Fault != Fault.None) { return answer with { Value = address }; }
        if (next.Result >= 0) { registers[next.Result] = answer.Value; }
        at++;
        return null;
    }

    /// <summary>A plain read or write, of which nobody is told.</summary>
    private static bool IsQuick(in Turn turn, in Request request, Instruction next, long[] registers)
    {
        if (request.Access == Access.Read) { registers[next.Result] = turn.State.Words[request.Offset]; }
        else if (request.Access == Access.Write) { turn.State.Words[request.Offset] = request.Value; }
        else { return false; }
        return true;
    }

    private static void Finish(in Turn turn, Section section, long[] registers, int exit) => Send(turn, new(
        Fault.None,
        0,
        exit,
        0,
        section.Outputs.Count > 0 ? registers[section.Outputs[0]] : 0,
        section.Outputs.Count > 1 ? registers[section.Outputs[1]] : 0));

    private static void Send(in Turn turn, RaceMessage.Answer answer) =>
        turn.Outbox.Send(new(turn.Thread + 1), answer);
}
