using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Faults;

/// <summary>
/// Signals, which come to threads alone, and only where it is asked for that. One may come at any time, kills nobody,
/// and is there from then on, as it is until a system call is over: kernel/signal.c, Linux 6.12.
/// </summary>
internal static class Signals
{
    /// <summary>What a wait answers that a signal ends: that it was, or that the call is to be done anew.</summary>
    internal const long Interrupted = -4, RestartSystemCall = -512;

    /// <summary>The register of whether a signal has come; null where none ever does.</summary>
    internal static int? Of(CallSite site)
    {
        var body = site.Body;
        if (body.Kind != ThreadKind.Cpu) { return null; }
        body.Unit.AwaitsSignals = true;
        if (!body.Unit.Options.Signals) { return null; }
        var (came, end) = (body.Signal ??= site.Code.NewCounter(), site.Code.NewLabel());
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, came), end);
        site.Code.Move(came, site.Code.Compute(Op.Choose, made => made with { Number = 2, Text = Instruction.Signal }));
        site.Code.Put(end);
        return came;
    }

    /// <summary>
    /// What a signal ends looks for the last time whenever that is, so where one comes it is enough that it looks once.
    /// </summary>
    /// <param name="once">Looks once: the register of whether it got what it waits for.</param>
    /// <param name="waits">Waits until it got it.</param>
    /// <param name="error">What it answers where it did not.</param>
    internal static Operand Either(CallSite site, Func<int> once, Action waits, long error)
    {
        var code = site.Code;
        if (Of(site) is not { } came)
        {
            waits();
            return new(code.Constant(0), RaceType.Int);
        }

        var (result, none, end) = (code.NewRegister(), code.NewLabel(), code.NewLabel());
        code.JumpIfZero(came, none);
        site.MaySleep();
        code.Move(result, code.Binary(Operator.Multiply, code.Unary(Operator.Not, once()), code.Constant(error)));
        code.Jump(end);
        code.Put(none);
        waits();
        code.Set(result, 0);
        code.Put(end);
        return new(result, RaceType.Int);
    }

    /// <summary>An error where something is so, else 0.</summary>
    internal static Operand Ended(CallSite site, int? isSo, long error)
    {
        var code = site.Code;
        if (isSo is not { } register) { return new(code.Constant(0), RaceType.Int); }
        var holds = code.Unary(Operator.Not, code.Unary(Operator.Not, register));
        return new(code.Binary(Operator.Multiply, holds, code.Constant(error)), RaceType.Int);
    }

    /// <summary>The error of a wait in which a signal came before it had what it waits for, else 0.</summary>
    internal static int Unless(CallSite site, int holds, int? signal)
    {
        var code = site.Code;
        return signal is null
            ? code.Constant(0)
            : Ended(
                site,
                code.Binary(Operator.And, code.Unary(Operator.Not, holds), Flag(code, signal.Value)),
                RestartSystemCall).Register;
    }

    /// <summary>1 where a register is not zero, else 0.</summary>
    internal static int Flag(CodeBuffer code, int register) =>
        code.Unary(Operator.Not, code.Unary(Operator.Not, register));

    /// <summary>One thing where something is so, else another; the other where that is known.</summary>
    internal static void Either(CodeBuffer code, int? isSo, Action one, Action other)
    {
        if (isSo is not { } register)
        {
            other();
            return;
        }

        var (end, not) = (code.NewLabel(), code.NewLabel());
        code.JumpIfZero(register, not);
        one();
        code.Jump(end);
        code.Put(not);
        other();
        code.Put(end);
    }
}
