using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Faults;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// Waiting for a variable or a bit, in a queue that the kernel has itself: who wakes says for which, and nobody else is
/// woken. include/linux/wait_bit.h and kernel/sched/wait_bit.c, Linux 6.12. The object itself is not touched by it.
/// </summary>
internal static class BitWaitPrimitives
{
    private const long TryAgain = -11;

    /// <summary>Where a variable is waited for, in place of the bit.</summary>
    private const long NoBit = -1;

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("wait_var_event", site => Variable(site, isTimed: false) with { Type = new RaceType.Nothing() }),
        ("wait_var_event_interruptible", site =>
        {
            KthreadPrimitives.RefuseSignal(site);
            return Signals.Either(site, () => Variable(site, isTimed: true, count: 2).Register,
                () => Variable(site, isTimed: false), Signals.RestartSystemCall);
        }
        ),
        ("wait_var_event_killable", site => Signals.Killed(
            site, () => Variable(site, isTimed: true, count: 2).Register, () => Variable(site, isTimed: false),
            Signals.RestartSystemCall)),
        ("wait_var_event_timeout", site => Variable(site, isTimed: true, count: 3)),
        ("wait_on_bit", site => Bit(site, isTimed: false)), ("wait_on_bit_io", site => Bit(site, isTimed: false)),
        ("wait_on_bit_timeout", site => Bit(site, isTimed: true)),
        ("wake_up_var", site => Wake(site, site.Code.Constant(NoBit), 1)),
        ("wake_up_bit", site => Wake(site, BitOf(site, site.Register(1)), 2)),
    ];

    /// <summary>wait_var_event(p, e): of what p points to only the address matters.</summary>
    private static Operand Variable(CallSite site, bool isTimed, int count = 2)
    {
        if (!site.Takes(count, count)) { return site.Nothing() with { Type = RaceType.Int }; }
        var key = Kept(site, site.Value(0));
        var isSo = Until(site, (key.Register, site.Code.Constant(NoBit)), site.Call.Arguments[1], isTimed);
        return new(isSo, RaceType.Int);
    }

    /// <summary>
    /// wait_on_bit(word, bit, mode): 0, or -EAGAIN where the time is over first, and -EINTR where a signal comes that
    /// ends it, as the mode says.
    /// </summary>
    private static Operand Bit(CallSite site, bool isTimed)
    {
        var count = isTimed ? 4 : 3;
        if (!site.Takes(count, count)) { return site.Nothing() with { Type = RaceType.Int }; }
        var mode = site.Body.Unit.Constants.Of(site.Call.Arguments[2]);
        if (mode is null) { site.Wrong(site.Call.Arguments[2].At, "expected a state such as TASK_UNINTERRUPTIBLE"); }
        if ((mode & WaitRules.Interruptible) is > 0) { KthreadPrimitives.RefuseSignal(site); }
        if (KthreadPrimitives.SignalIn(site, mode) is not { } signal)
        {
            return new(OnBit(site, isTimed, TryAgain), RaceType.Int);
        }

        var result = site.Code.NewRegister();
        Signals.Either(
            site.Code, signal, () => site.Code.Move(result, OnBit(site, isTimed: true, Signals.Interrupted)),
            () => site.Code.Move(result, OnBit(site, isTimed, TryAgain)));
        return new(result, RaceType.Int);
    }

    /// <summary>The register of 0, or of an error where the bit is still set.</summary>
    private static int OnBit(CallSite site, bool isTimed, long error)
    {
        var (body, at) = (site.Body, site.Call.At);
        var (word, bit) = (site.Value(0), site.Value(1));
        body.Open();
        var (kept, number) = (body.Declare("word#", word.Type, at), body.Declare("bit#", RaceType.Int, at));
        site.Code.Move(kept.Register, word.Register);
        site.Code.Move(number.Register, bit.Register);
        Expression.Call test = new(
            at, new(at, "test_bit"), [new Expression.Name(at, "bit#"), new Expression.Name(at, "word#")]);
        var key = (kept.Register, BitOf(site, number.Register));
        var isSo = Until(site, key, new Expression.Unary(at, "!", test), isTimed);
        body.Close();
        return site.Code.Binary(
            Operator.Multiply, site.Code.Unary(Operator.Not, isSo), site.Code.Constant(error));
    }

    /// <summary>
    /// Gets ready, looks, sleeps unless woken since; what is timed may be over at any time, and looks once.
    /// </summary>
    private static int Until(CallSite site, (int Address, int Bit) key, Expression condition, bool isTimed)
    {
        var code = site.Code;
        var (top, done) = (code.NewLabel(), code.NewLabel());
        var (queue, isSo) = (QueueOf(site), code.NewRegister());
        site.MaySleep();
        code.Put(top);
        site.Step(Access.Prepare, queue, key.Address, key.Bit);
        var holds = new ExpressionCompiler(site.Body).Value(condition);
        code.Move(isSo, code.Unary(Operator.Not, code.Unary(Operator.Not, holds.Register)));
        if (!isTimed)
        {
            code.JumpIfZero(code.Unary(Operator.Not, isSo), done);
            site.MaySleep();
            site.Step(Access.Sleep, queue, key.Address, key.Bit);
            code.Jump(top);
            code.Put(done);
        }

        site.Step(Access.Finish, queue, key.Address, key.Bit);
        return isSo;
    }

    private static Operand Wake(CallSite site, int bit, int count)
    {
        if (!site.Takes(count, count)) { return site.Nothing(); }
        var key = site.Value(0);
        if (key.Type is not RaceType.Pointer && key.Type != RaceType.Wrong)
        {
            site.Wrong(
                site.Call.Arguments[0].At, $"'{site.Name}' takes a pointer, this is {key.Type}", "put & before it");
        }

        return site.Step(Access.Wake, QueueOf(site), key.Register, bit);
    }

    /// <summary>What a bit is told apart by from the word that it is in.</summary>
    private static int BitOf(CallSite site, int bit) =>
        site.Code.Binary(Operator.Add, bit, site.Code.Constant(1));

    private static Operand Kept(CallSite site, Operand value)
    {
        var kept = value with { Register = site.Code.NewRegister() };
        site.Code.Move(kept.Register, value.Register);
        return kept;
    }

    private static int QueueOf(CallSite site) => site.Code.Constant(Pointers.To(site.Body.Unit.OfKernel(
        ObjectPlan.BitWaits, new RaceType.Array(new RaceType.Sync(SyncKind.WaitQueue), 2 * LockWord.ThreadsMax))));
}
