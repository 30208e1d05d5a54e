using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>What does nothing here, and what only computes.</summary>
internal static class MarkPrimitives
{
    /// <summary>What takes whatever it is given: messages, and what is not looked at.</summary>
    internal static IReadOnlySet<string> TakeAnything { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "pr_info", "pr_err", "pr_warn", "pr_debug", "printk", "dev_err", "dev_warn", "dev_info", "dev_dbg", "WARN",
        "WARN_ONCE", "udelay", "ndelay", "mdelay",
        "smp_memb", "BUILD_BUG_ON", "might_lock", "might_lock_read", "lockdep_set_class",
        "lockdep_set_class_and_name", "lockdep_set_subclass", "lockdep_init_map", "lockdep_register_key",
        "lockdep_unregister_key", "pr_notice", "pr_crit", "pr_warn_once", "pr_info_once", "pr_err_ratelimited",
        "pr_warn_ratelimited", "pr_info_ratelimited", "pr_debug_ratelimited", "dev_notice", "dev_crit",
        "dev_err_ratelimited", "dev_warn_ratelimited", "dev_err_once", "dev_warn_once", "module_put",
        "__module_get", "netdev_err", "netdev_warn", "netdev_info", "netdev_dbg", "netdev_notice", "pr_cont",
        "pr_alert", "pr_emerg",
        "dev_printk", "dev_alert", "dev_emerg", "dev_info_once", "dev_dbg_ratelimited", "dev_info_ratelimited",
        "trace_printk", "dump_stack",
    };

    private static readonly string[] Marks =
    [
        "smp_mb", "smp_rmb", "smp_wmb", "barrier", "cpu_relax", "smp_mb__before_atomic",
        "smp_mb__after_atomic", "udelay", "pr_info", "pr_err", "pr_warn", "pr_debug", "printk", "dev_err",
        "dev_warn", "dev_info", "dev_dbg", "ndelay", "mdelay", "smp_mb__after_spinlock", "mmiowb", "wmb", "rmb", "mb",
        "dma_wmb", "dma_rmb", "dma_mb",
        "BUILD_BUG_ON", "might_lock", "might_lock_read",
        "smp_mb__after_unlock_lock", "smp_mb__after_srcu_read_unlock", "smp_read_barrier_depends", "smp_memb",
        .. TakeAnything.Where(name => name is not ("WARN" or "WARN_ONCE")),
    ];

    /// <summary>What gives the processor away, and does nothing else here.</summary>
    internal static IReadOnlySet<string> Sleepers { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "msleep", "might_sleep", "schedule", "usleep_range", "ssleep", "yield", "schedule_timeout", "cond_resched",
        "fsleep", "might_fault", "msleep_interruptible",
    };

    private static readonly string[] Pauses =
        ["msleep", "msleep_interruptible", "ssleep", "fsleep", "usleep_range", "yield"];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        .. Marks.Select(name => (name, (Primitive)(site => site.Nothing()))),
        .. TakeAnything.Where(IsMessage).Select(name => (name, (Primitive)Tell)),
        .. Sleepers.Concat(WaitPrimitives.TimedSleeps.Keys).Select(name => (name, (Primitive)Sleeps)),
        ("try_module_get", site => Passed(site, 1)), ("ARRAY_SIZE", LengthOf), ("BIT_ULL", Bit),
        ("likely", site => site.Value(0)), ("unlikely", site => site.Value(0)),
        ("IS_ERR", site => new(site.Code.Unary(Operator.IsError, site.Register(0)), RaceType.Int)),
        ("IS_ERR_OR_NULL", IsErrorOrNull), ("PTR_ERR", site => site.Value(0) with { Type = RaceType.Int }),
        ("ERR_PTR", site => site.Value(0) with { Type = RaceType.AnyPointer }),
        ("BIT", Bit),
        ("IS_ENABLED", site =>
        {
            site.Wrong(site.Call.At, "IS_ENABLED takes the name of a switch");
            return site.Nothing();
        }),
        ("min", site => Chosen(site, isLess: true)), ("max", site => Chosen(site, isLess: false)),
        ("min_t", site => Cast(site, isLess: true)), ("max_t", site => Cast(site, isLess: false)), ("clamp", Clamp),
        ("maybe", site => new(
            site.Code.Compute(Op.Choose, made => made with { Number = 2, Text = "maybe()" }), RaceType.Int)),
        ("choose", Choose),
    ];

    private static bool IsMessage(string name) => name is "printk" or "trace_printk" or "udelay" or "ndelay" or "mdelay"
        || name.StartsWith("pr_", StringComparison.Ordinal) || name.StartsWith("dev_", StringComparison.Ordinal)
        || name.StartsWith("netdev_", StringComparison.Ordinal);

    /// <summary>
    /// What a message tells is read, as far as the file says what it is; what else it names is passed over.
    /// </summary>
    private static Operand Tell(CallSite site)
    {
        var (code, problems) = (site.Code, site.Body.Unit.Symbols.Problems);
        var isIdle = site.Body.IsTimeIdle;
        site.Body.IsTimeIdle = true;
        foreach (var argument in site.Call.Arguments)
        {
            if (argument is Expression.Text or Expression.Number) { continue; }
            var (length, count) = (code.Length, problems.Count);
            new ExpressionCompiler(site.Body).Value(argument);
            if (problems.Count == count) { continue; }
            code.TakeBack(length);
            problems.TakeBack(count);
        }

        site.Body.IsTimeIdle = isIdle;
        return site.Nothing();
    }

    /// <summary>
    /// A pause sets a state of its own, and is over in TASK_RUNNING: schedule_timeout_uninterruptible and
    /// usleep_range_state, kernel/time/timer.c and sleep_timeout.c, and yield, kernel/sched/syscalls.c, Linux 6.12.
    /// </summary>
    private static Operand Sleeps(CallSite site)
    {
        site.MaySleep();
        var value = Pauses.Contains(site.Name) && site.Body.Unit.KeepsTasks
            ? site.Step(Access.Write, WaitPrimitives.Current(site), site.Code.Constant(0))
            : WaitPrimitives.Sleeps(site);
        return site.Name == "msleep_interruptible" ? WaitPrimitives.HasSignal(site) : value;
    }

    private static Operand Bit(CallSite site) => new(
        site.Code.Binary(Operator.ShiftLeft, site.Code.Constant(1), site.Register(0)), new RaceType.Number(64));

    /// <summary>What is answered whatever it is asked: no module ever goes.</summary>
    private static Operand Passed(CallSite site, long answer)
    {
        site.Takes(1, 1);
        return new(site.Code.Constant(answer), RaceType.Int);
    }

    /// <summary>ARRAY_SIZE(row).</summary>
    private static Operand LengthOf(CallSite site)
    {
        if (!site.Takes(1, 1)) { return site.Nothing() with { Type = RaceType.Int }; }
        var spot = new ExpressionCompiler(site.Body).FindSpot(site.Call.Arguments[0]);
        if (spot is { Type: RaceType.Array row })
        {
            return new(site.Code.Constant(row.Length), new RaceType.Number(64));
        }

        site.Wrong(site.Call.Arguments[0].At, $"'{site.Name}' takes a row");
        return site.Nothing() with { Type = RaceType.Int };
    }

    private static Operand IsErrorOrNull(CallSite site)
    {
        var value = site.Register(0);
        var either = site.Code.Binary(
            Operator.Or, site.Code.Unary(Operator.IsError, value), site.Code.Unary(Operator.Not, value));
        return new(either, RaceType.Int);
    }

    private static Operand Chosen(CallSite site, bool isLess)
    {
        var left = Kept(site, site.Value(0));
        return Chosen(site, isLess, left, site.Value(1));
    }

    /// <summary>min_t(type, a, b): both are taken for what is of the type.</summary>
    private static Operand Cast(CallSite site, bool isLess)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        if (site.Call.Arguments[0] is not Expression.OfType named)
        {
            site.Wrong(site.Call.Arguments[0].At, "expected a type such as 'u32'");
            return site.Nothing();
        }

        var type = site.Body.Unit.Types.Of(named.Type);
        ArithmeticCompiler arithmetic = new(site.Body);
        var left = Kept(site, arithmetic.Kept(site.Value(1), type));
        var right = arithmetic.Kept(site.Value(2), type);
        return Chosen(site, isLess, left with { Type = type }, right with { Type = type });
    }

    /// <summary>clamp(value, low, high).</summary>
    private static Operand Clamp(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var (value, low) = (Kept(site, site.Value(0)), Kept(site, site.Value(1)));
        var high = Kept(site, site.Value(2));
        return Chosen(site, isLess: true, Chosen(site, isLess: false, value, low), high);
    }

    /// <summary>A value in a register of its own: what follows may use the one in which it is.</summary>
    private static Operand Kept(CallSite site, Operand value)
    {
        var kept = value with { Register = site.Code.NewRegister() };
        site.Code.Move(kept.Register, value.Register);
        return kept;
    }

    private static Operand Chosen(CallSite site, bool isLess, Operand left, Operand right)
    {
        var (result, end) = (site.Code.NewRegister(), site.Code.NewLabel());
        site.Code.Move(result, left.Register);
        var keeps = new ArithmeticCompiler(site.Body).Between(isLess ? "<" : ">", right, left, site.Call.At);
        site.Code.JumpIfZero(keeps.Register, end);
        site.Code.Move(result, right.Register);
        site.Code.Put(end);
        return new(result, (left.Type, right.Type) switch
        {
            (RaceType.Number one, RaceType.Number other) => new RaceType.Number(Integers.Common(one.Bits, other.Bits)),
            _ => left.Type,
        });
    }

    /// <summary>choose(n): a number from 0 to n - 1, freely.</summary>
    private static Operand Choose(CallSite site)
    {
        const int MostOptions = 16;
        Operand wrong = new(site.Code.Constant(0), RaceType.Wrong);
        if (!site.Takes(1, 1)) { return wrong; }
        if (site.Body.Unit.Constants.Of(site.Call.Arguments[0]) is not { } options)
        {
            site.Wrong(site.Call.Arguments[0].At, "expected a number that is known beforehand");
            return wrong;
        }

        if (options is < 1 or > MostOptions)
        {
            site.Wrong(site.Call.Arguments[0].At, $"expected a number from 1 to {MostOptions}, this is {options}");
            return wrong;
        }

        return new(
            site.Code.Compute(Op.Choose, made => made with { Number = options, Text = site.Name }), RaceType.Int);
    }
}
