using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Faults;

/// <summary>
/// Signals, which come to threads alone, and only where it is asked for that. One may come at any time, and is there
/// from then on, as it is until a system call is over: kernel/signal.c, Linux 6.12. What is killed by one goes on to
/// the end of that call, too.
/// </summary>
internal static class Signals
{
    /// <summary>What a wait answers that a signal ends: that it was, or that the call is to be done anew.</summary>
    internal const long Interrupted = -4, RestartSystemCall = -512;

    /// <summary>The register of whether a signal has come; null where none ever does.</summary>
    internal static int? Of(CallSite site)
    {
        if (Came(site) is not { } came) { return null; }
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, came), end);
        site.Code.Move(came, site.Code.Compute(Op.Choose, made => made with { Number = 2, Text = Instruction.Signal }));
        site.Code.Put(end);
        return came;
    }

    /// <summary>The register of whether a signal has come that kills; null where none ever does.</summary>
    internal static int? Fatal(CallSite site)
    {
        if (Came(site) is not { } came) { return null; }
        var (code, end) = (site.Code, site.Code.NewLabel());
        var kills = code.NewRegister();
        code.Move(kills, code.Binary(Operator.Equal, came, code.Constant(WaitRules.Kills)));
        code.JumpIfZero(code.Unary(Operator.Not, kills), end);
        code.Move(kills, code.Compute(
            Op.Choose, made => made with { Number = 2, Text = Instruction.FatalSignal }));
        code.JumpIfZero(kills, end);
        code.Set(came, WaitRules.Kills);
        code.Put(end);
        return kills;
    }

    /// <summary>
    /// The register of what has come where a thread calls schedule(): its state says whether that ends its sleep. Null
    /// where the file names no state that a signal ends.
    /// </summary>
    internal static int? Of(CallSite site, string text)
    {
        var isNamed = false;
        if (text.Contains("TASK_INTERRUPTIBLE", StringComparison.Ordinal)) { isNamed = Of(site) is not null; }
        if (text.Contains("TASK_KILLABLE", StringComparison.Ordinal)) { isNamed |= Fatal(site) is not null; }
        return isNamed ? site.Body.Signal : null;
    }

    /// <summary>
    /// What a signal ends looks for the last time whenever that is, so where one comes it is enough that it looks once.
    /// </summary>
    /// <param name="once">Looks once: the register of whether it got what it waits for.</param>
    /// <param name="waits">Waits until it got it.</param>
    /// <param name="error">What it answers where it did not.</param>
    internal static Operand Either(CallSite site, Func<int> once, Action waits, long error) =>
        Either(site, Of(site), once, waits, error);

    /// <summary>The same for what only a signal ends that kills.</summary>
    internal static Operand Killed(CallSite site, Func<int> once, Action waits, long error) =>
        Either(site, Fatal(site), once, waits, error);

    /// <summary>The same, with the register of whether a signal has come that ends it.</summary>
    internal static Operand Either(CallSite site, int? signal, Func<int> once, Action waits, long error)
    {
        var code = site.Code;
        if (signal is not { } came)
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

    /// <summary>The register of which signal has come so far; null where none ever does.</summary>
    private static int? Came(CallSite site)
    {
        var body = site.Body;
        if (body.Kind != ThreadKind.Cpu) { return null; }
        body.Unit.AwaitsSignals = true;
        return body.Unit.Options.Signals ? body.Signal ??= site.Code.NewCounter() : null;
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
