namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// Locks that are taken where interrupts or softirqs may come, while somebody waits for them under one that those take:
/// check_irq_usage, kernel/locking/lockdep.c, Linux 6.12.
/// </summary>
public sealed class OpenLockTests
{
    private const string Head = """
        DEFINE_SPINLOCK(a); DEFINE_SPINLOCK(b); DEFINE_SPINLOCK(c); DEFINE_RWLOCK(r); int x, y, z; struct timer_list t;
        struct hrtimer h; struct o { struct rcu_head rcu; } *p; struct n { spinlock_t k, l; int v, w; } *n;
        void f(struct timer_list *u) { spin_lock(&b); x++; spin_unlock(&b); }
        enum hrtimer_restart g(struct hrtimer *u) { spin_lock(&b); x++; spin_unlock(&b); return HRTIMER_NORESTART; }
        void cb(struct rcu_head *q) { spin_lock(&b); x++; spin_unlock(&b); kfree(container_of(q, struct o, rcu)); }

        """;

    private const string Timer = "init { timer_setup(&t, f, 0); mod_timer(&t, jiffies + 1); }\n";
    private const string Irq = "{ spin_lock(&b); x++; spin_unlock(&b); }\n";
    private const string UnderBh =
        "CPU0 { spin_lock_bh(&b); x++; spin_lock(&a); y++; spin_unlock(&a); spin_unlock_bh(&b); }\n";

    private const string UnderIrq =
        "CPU0 { spin_lock_irq(&b); x++; spin_lock(&a); y++; spin_unlock(&a); spin_unlock_irq(&b); }\n";

    private const string Open = "CPU1 { spin_lock(&a); y++; spin_unlock(&a); }\n";
    private const string OpenToIrqs = "CPU1 { spin_lock_bh(&a); y++; spin_unlock_bh(&a); }\n";
    private const string Closed = "CPU1 { spin_lock_irq(&a); y++; spin_unlock_irq(&a); }\n";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "a timer", "LockOrder", Timer + UnderBh + Open },
        { "a timer, with softirqs off", "held", Timer + UnderBh + OpenToIrqs },
        { "by trylock, which is given back later all the same", "LockOrder",
            Timer + UnderBh + "CPU1 { if (spin_trylock(&a)) { y++; spin_unlock(&a); } }" },
        { "two locks further", "LockOrder", Timer
            + "CPU0 { spin_lock_bh(&b); x++; spin_lock(&c); z++; spin_unlock(&c); spin_unlock_bh(&b); }\n"
            + "CPU2 { spin_lock_bh(&c); z++; spin_lock(&a); y++; spin_unlock(&a); spin_unlock_bh(&c); }\n" + Open },
        { "a timer that tries", "held",
            "void e(struct timer_list *u) { if (spin_trylock(&b)) { x++; spin_unlock(&b); } }\n"
                + "init { timer_setup(&t, e, 0); mod_timer(&t, jiffies + 1); }\n" + UnderBh + Open },
        { "taken before the timer is there", "held",
            "init { spin_lock(&a); y++; spin_unlock(&a); timer_setup(&t, f, 0); mod_timer(&t, jiffies + 1); }\n" + UnderBh },
        { "one after the other", "held", Timer
            + "CPU0 { spin_lock(&a); y++; spin_unlock(&a); spin_lock_bh(&b); x++; spin_unlock_bh(&b); }" },
        { "an interrupt of any processor", "LockOrder", "irq " + Irq + UnderIrq + Open },
        { "an interrupt of any processor, softirqs off", "LockOrder", "irq " + Irq + UnderIrq + OpenToIrqs },
        { "an interrupt of any processor, interrupts off", "held", "irq " + Irq + UnderIrq + Closed },
        { "an interrupt of the processor itself", "LockOrder", "irq(CPU1) " + Irq + UnderIrq + Open },
        { "an interrupt of another processor", "held", "irq(CPU0) " + Irq + UnderIrq + Open },
        { "a timer of high resolution", "LockOrder",
            "init { hrtimer_setup(&h, g, CLOCK_MONOTONIC, HRTIMER_MODE_REL); hrtimer_start(&h, 1, HRTIMER_MODE_REL); }\n"
                + UnderIrq + OpenToIrqs },
        { "what RCU calls", "LockOrder", "init { p = kzalloc(sizeof(*p), GFP_KERNEL); }\n" + UnderBh + Open
            + "CPU2 { struct o *q = p; p = NULL; call_rcu(&q->rcu, cb); }" },
        { "in a structure", "LockOrder", """
            void e(struct timer_list *u) { spin_lock(&n->k); n->v++; spin_unlock(&n->k); }
            init { n = kzalloc(sizeof(*n), GFP_KERNEL); timer_setup(&t, e, 0); mod_timer(&t, jiffies + 1); }
            CPU0 { spin_lock_bh(&n->k); n->v++; spin_lock(&n->l); n->w++; spin_unlock(&n->l); spin_unlock_bh(&n->k); }
            CPU1 { spin_lock(&n->l); n->w++; spin_unlock(&n->l); }
            """ },
        { "readers wait for no reader", "held", "irq " + Irq
            + "CPU0 { spin_lock_irq(&b); x++; read_lock(&r); z = y; read_unlock(&r); spin_unlock_irq(&b); }\n"
            + "CPU1 { read_lock(&r); z = y; read_unlock(&r); }" },
        { "a writer waits for a reader", "LockOrder", "irq " + Irq
            + "CPU0 { spin_lock_irq(&b); x++; write_lock(&r); y++; write_unlock(&r); spin_unlock_irq(&b); }\n"
            + "CPU1 { read_lock(&r); z = y; read_unlock(&r); }" },
        { "an interrupt that reads beside a reader", "held", "irq { read_lock(&r); z = x; read_unlock(&r); }\n"
            + "CPU0 { read_lock(&r); z = x; spin_lock(&a); y++; spin_unlock(&a); read_unlock(&r); }\n" + Open },
        { "an interrupt that reads beside a writer", "LockOrder", "irq { read_lock(&r); z = x; read_unlock(&r); }\n"
            + "CPU0 { write_lock_irq(&r); x++; spin_lock(&a); y++; spin_unlock(&a); write_unlock_irq(&r); }\n" + Open },
    };

    private const string Deletes = "init { timer_setup(&t, e, 0); mod_timer(&t, jiffies + 1); }\n"
        + "CPU0 { spin_lock_irq(&b); x++; timer_delete_sync(&t); spin_unlock_irq(&b); }\n";

    private const string Idle = "void e(struct timer_list *u) { z++; }\n";

    /// <summary>__timer_delete_sync, kernel/time/timer.c: "Even if the lock has nothing to do with the timer".</summary>
    public static TheoryData<string, string, string> Deleted => new()
    {
        { "an interrupt that takes the lock", "LockOrder", Idle + Deletes + "irq " + Irq },
        { "one of another processor, where the timer may run", "LockOrder", Idle + Deletes
            + "CPU1 { y++; }\nirq(CPU1) " + Irq },
        { "one that takes another", "held", Idle + Deletes + "irq { spin_lock(&c); y++; spin_unlock(&c); }" },
        { "one that only tries", "held", Idle + Deletes + "irq { if (spin_trylock(&b)) { x++; spin_unlock(&b); } }" },
        { "who does not wait", "held", Idle + Deletes.Replace("timer_delete_sync", "timer_delete",
            StringComparison.Ordinal) + "irq " + Irq },
        { "who tries", "held", Idle + Deletes.Replace("timer_delete_sync", "try_to_del_timer_sync",
            StringComparison.Ordinal) + "irq " + Irq },
        { "who shuts it down", "LockOrder", Idle + Deletes.Replace("timer_delete_sync", "timer_shutdown_sync",
            StringComparison.Ordinal) + "irq " + Irq },
        { "without the lock", "held", Idle + "init { timer_setup(&t, e, 0); mod_timer(&t, jiffies + 1); }\n"
            + "CPU0 { spin_lock_irq(&b); x++; spin_unlock_irq(&b); timer_delete_sync(&t); }\nirq " + Irq },
        { "another timer that takes the lock, which does not come to this one", "held", Idle
            + "struct timer_list v; init { timer_setup(&t, e, 0); mod_timer(&t, jiffies + 1); timer_setup(&v, f, 0); "
            + "mod_timer(&v, jiffies + 1); }\n"
            + "CPU0 { spin_lock_bh(&b); x++; timer_delete_sync(&t); spin_unlock_bh(&b); timer_delete_sync(&v); }" },
    };

    [Theory]
    [MemberData(nameof(Deleted))]
    public void What_interrupts_a_timer_wants_no_lock_of_who_waits_for_it(string name, string expected, string text) =>
        Assert.True(Checking.Verdict(Head + text) == expected, $"{name}: {Checking.Verdict(Head + text)}");

    [Fact]
    public void It_is_said_who_interrupts_the_timer() => Assert.Equal(
        ["CPU0 waits for t at line 8 under b of line 8; timer runs with interrupts on; irq takes b at line 9: "
            + "lockdep warns of that, and unless something keeps them apart they deadlock"],
        Checking.Reasons(Head + Idle + Deletes + "irq " + Irq));

    private const string Takes = "void e(struct timer_list *u) { spin_lock(&a); y++; spin_unlock(&a); }\n"
        + "init { timer_setup(&t, e, 0); mod_timer(&t, jiffies + 1); }\n";

    private const string AnyIrq = "irq { spin_lock(&a); y++; spin_unlock(&a); }\nCPU0 { z = 1; }\n";

    public static TheoryData<string, string, string> Reopened => new()
    {
        { "given back in the other order", "LocksAreTakenOnce",
            Takes + "CPU0 { spin_lock_bh(&b); spin_lock(&a); spin_unlock_bh(&b); y++; spin_unlock(&a); }" },
        { "softirqs off twice", "held",
            Takes + "CPU0 { spin_lock_bh(&a); spin_lock_bh(&b); spin_unlock_bh(&b); y++; spin_unlock_bh(&a); }" },
        { "interrupts on again", "LocksAreTakenOnce", Takes
            + "CPU0 { unsigned long g; local_irq_save(g); spin_lock(&a); local_irq_restore(g); y++; spin_unlock(&a); }" },
        { "an interrupt of any processor", "LocksAreTakenOnce", AnyIrq
            + "CPU1 { spin_lock_irq(&a); spin_lock_irq(&b); x++; spin_unlock_irq(&b); y++; spin_unlock(&a); }" },
        { "an interrupt of any processor, flags restored", "held", AnyIrq + "CPU1 { unsigned long g; spin_lock_irq(&a); "
            + "spin_lock_irqsave(&b, g); x++; spin_unlock_irqrestore(&b, g); y++; spin_unlock_irq(&a); }" },
        { "one that a softirq waits for elsewhere", "LockOrder", Timer + UnderBh
            + "CPU1 { local_bh_disable(); spin_lock(&a); y++; local_bh_enable(); spin_unlock(&a); }" },
        { "a mutex", "held", "struct mutex m; " + Takes
            + "CPU0 { mutex_lock(&m); z++; spin_lock_bh(&a); y++; spin_unlock_bh(&a); z++; mutex_unlock(&m); }\n"
            + "CPU1 { mutex_lock(&m); z++; mutex_unlock(&m); }" },
    };

    [Theory]
    [MemberData(nameof(Reopened))]
    public void What_is_switched_on_comes_to_who_holds_a_lock_then(string name, string expected, string text) =>
        Assert.True(Checking.Verdict(Head + text) == expected, $"{name}: {Checking.Verdict(Head + text)}");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Who_holds_a_lock_is_kept_from_giving_it_back(string name, string expected, string text) =>
        Assert.True(Checking.Verdict(Head + text) == expected, $"{name}: {Checking.Verdict(Head + text)}");

    [Fact]
    public void It_is_said_who_comes_between() => Assert.Equal(
        ["CPU0 takes a at line 7 under b of line 7; CPU1 takes a at line 8 with softirqs on; timer takes b at line 3: "
            + "lockdep warns of that, and unless something keeps them apart they deadlock"],
        Checking.Reasons(Head + Timer + UnderBh + Open));
}
