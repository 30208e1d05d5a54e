using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// What local_irq_save(flags) and _irqsave keep of interrupts, and local_irq_restore(flags) and _irqrestore bring back:
/// include/linux/irqflags.h and spinlock.h, Linux 6.12. How often they were switched off is counted, so that what the
/// language brings, and guards, may nest without a variable; what a file names is what says whether they go on. A
/// variable of the thread itself is written before the lock is taken, and read behind it: nobody sees when.
/// </summary>
internal static class SavedFlags
{
    /// <summary>What the names of those end with that keep it.</summary>
    internal const string Suffix = "_irqsave";

    /// <summary>The bit of the flags of an x86 processor that says that interrupts are on: X86_EFLAGS_IF.</summary>
    private const long AreOn = 0x200;

    /// <summary>Looks whether interrupts are on before they are switched off.</summary>
    /// <returns>The register of what is to be kept behind the lock; none where that is done.</returns>
    internal static int Look(CallSite site, int at) =>
        IsNamed(site, at) ? Look(site.Body, site.Call.Arguments[at], site.IsIrq) : Instruction.None;

    /// <summary>The same for a function that the language brings, which the kernel has as a macro.</summary>
    internal static int Look(Body body, Expression argument, bool isIrq)
    {
        var code = body.Code;
        var (flags, end) = (code.NewRegister(), code.NewLabel());
        code.Set(flags, 0);
        if (!isIrq)
        {
            code.JumpIfZero(code.Unary(Operator.Not, ThreadPlan.IrqDepth), end);
            code.Set(flags, AreOn);
            code.Put(end);
        }

        if (!IsOwn(body, argument)) { return flags; }
        Keep(body, argument, flags);
        return Instruction.None;
    }

    /// <summary>Writes what was found, unless that is done.</summary>
    internal static void Keep(Body body, Expression argument, int flags)
    {
        if (flags == Instruction.None) { return; }
        var spot = new ExpressionCompiler(body).SpotOf(argument);
        if (spot.Type == RaceType.Wrong) { return; }
        if (spot.Type is RaceType.Number)
        {
            new MemoryCompiler(body).Store(spot, new(flags, new RaceType.Number(64)), argument.At);
            return;
        }

        body.Wrong(argument.At, $"what interrupts were is kept in an unsigned long, this is {spot.Type}");
    }

    /// <summary>The same of an argument of a primitive.</summary>
    internal static void Keep(CallSite site, int at, int flags)
    {
        if (flags != Instruction.None) { Keep(site.Body, site.Call.Arguments[at], flags); }
    }

    /// <summary>Reads what is to be restored while the lock is held, where others may write to it.</summary>
    /// <returns>The register of that; none where it is the thread's own, or is not named.</returns>
    internal static int Read(CallSite site, int at) =>
        IsNamed(site, at) && !IsOwn(site.Body, site.Call.Arguments[at]) ? site.Register(at) : Instruction.None;

    /// <summary>
    /// Counts as often as what is to be restored says: once where interrupts are to go on, more often where they are to
    /// stay off.
    /// </summary>
    /// <param name="read">The register of what was read.</param>
    internal static void Apply(CallSite site, int at, int read)
    {
        if (!IsNamed(site, at)) { return; }
        Apply(site.Code, read == Instruction.None ? site.Register(at) : read, site.IsIrq);
    }

    /// <summary>The same for a function that the language brings.</summary>
    internal static void Apply(CodeBuffer code, int flags, bool isIrq)
    {
        if (isIrq) { return; }
        var (stays, end) = (code.NewLabel(), code.NewLabel());
        code.JumpIfZero(ThreadPlan.IrqDepth, end);
        var isOn = code.Binary(Operator.And, flags, code.Constant(AreOn));
        code.JumpIfZero(isOn, stays);
        code.Set(ThreadPlan.IrqDepth, 1);
        code.Jump(end);
        code.Put(stays);
        code.JumpIfZero(code.Binary(Operator.Equal, ThreadPlan.IrqDepth, code.Constant(1)), end);
        code.Set(ThreadPlan.IrqDepth, 2);
        code.Put(end);
    }

    /// <summary>Whether an argument may name a variable: a number, short for one of its own, does not.</summary>
    internal static bool IsNamed(Expression argument) => argument is not Expression.Number;

    /// <summary>Whether it is a variable of the thread, whose address nobody has.</summary>
    private static bool IsOwn(Body body, Expression argument) =>
        argument is Expression.Name { Value: var name } && body.Find(name) is not null
        && new ExpressionCompiler(body).FindSpot(argument) is { IsMemory: false };

    /// <summary>What the language brings keeps nothing, but where a file gives it a pointer to a variable.</summary>
    private static bool IsNamed(CallSite site, int at)
    {
        if (site.Count <= at) { return false; }
        site.PassOver(at);
        var argument = site.Call.Arguments[at];
        return site.Body.IsInFile ? IsNamed(argument) : argument is Expression.Unary { Operator: "*" };
    }
}
