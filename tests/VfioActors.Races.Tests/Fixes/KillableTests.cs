namespace VfioActors.Races.Tests.Fixes;

/// <summary>
/// A signal that kills ends what waits in TASK_KILLABLE, and any what waits in TASK_INTERRUPTIBLE, whoever set that
/// state: signal_pending_state, include/linux/sched/signal.h, and what calls it, Linux 6.12. The thread goes on to the
/// end of its system call.
/// </summary>
public sealed class KillableTests
{
    private const string Head = "DEFINE_MUTEX(m); struct rw_semaphore rw; struct semaphore s; DECLARE_COMPLETION(c); "
        + "DECLARE_WAIT_QUEUE_HEAD(wq); DEFINE_SPINLOCK(l); unsigned long w; int x; int y; int e; struct task_struct *t; "
        + "struct rcuwait r; init { init_rwsem(&rw); sema_init(&s, 0); w = 1; }\n";

    private const string Wakes = " CPU1 { x = 1; wake_up(&wq); }";
    private const string Slept = "void sleeps(void) { DEFINE_WAIT(q); prepare_to_wait(&wq, &q, 1); } ";
    private const string Clears = " CPU1 { clear_bit(0, &w); wake_up_bit(&w, 0); }";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "CPU0 { e = wait_event_killable(wq, x); assert(!e || e == -ERESTARTSYS); }" + Wakes + " finally(!e);", "held", "finally-2" },
        { Slept + "CPU0 { e = wait_event_killable(wq, x); assert(!e || e == -ERESTARTSYS); }" + Wakes + " finally(!e);",
            "held", "finally-2" },
        { "CPU0 { if (wait_event_killable(wq, x)) assert(fatal_signal_pending(current) && signal_pending(current)); }" + Wakes,
            "held", "held" },
        { "CPU0 { if (wait_event_interruptible(wq, x)) assert(!fatal_signal_pending(current)); }" + Wakes, "held", "assert-2" },
        { "CPU0 { assert(!fatal_signal_pending(current)); }", "held", "assert-2" },
        { "CPU0 { if (wait_event_killable(wq, x)) assert(wait_event_killable(wq, y) == -ERESTARTSYS); }" + Wakes, "held", "held" },
        { "CPU0 { if (wait_event_killable(wq, x)) assert(wait_event_interruptible(wq, y) == -ERESTARTSYS); }" + Wakes,
            "held", "held" },
        { "CPU0 { mutex_lock(&m); x = 1; mutex_unlock(&m); } CPU1 { if (mutex_lock_killable(&m)) x = 2; mutex_unlock(&m); }",
            "held", "LocksAreHeld" },
        { "CPU0 { down_write(&rw); x = 1; up_write(&rw); } CPU1 { e = down_read_killable(&rw); assert(!e || e == -EINTR); "
            + "if (!e) up_read(&rw); } finally(!e);", "held", "finally-2" },
        { "CPU0 { down_read(&rw); y = x; up_read(&rw); } CPU1 { if (down_write_killable(&rw)) return; x = 1; up_write(&rw); } "
            + "finally(x);", "held", "finally-2" },
        { "CPU0 { e = down_killable(&s); assert(!e || e == -EINTR); } CPU1 { up(&s); } finally(!e);", "held", "finally-2" },
        { "CPU0 { e = wait_for_completion_killable(&c); assert(!e || e == -ERESTARTSYS); } CPU1 { complete(&c); } finally(!e);",
            "held", "finally-2" },
        { "CPU0 { long n = wait_for_completion_killable_timeout(&c, HZ); assert(n >= 0); }", "held", "assert-2" },
        { "CPU0 { long n = wait_event_killable_timeout(wq, x, HZ); assert(n >= 0); }", "held", "assert-2" },
        { "CPU0 { e = wait_var_event_killable(&x, x); } CPU1 { x = 1; wake_up_var(&x); } finally(!e);", "held", "finally-2" },
        { "CPU0 { e = wait_on_bit(&w, 0, TASK_INTERRUPTIBLE); assert(!e || e == -EINTR); }" + Clears + " finally(!e);",
            "held", "finally-2" },
        { "CPU0 { e = wait_on_bit(&w, 0, TASK_KILLABLE); assert(!e || e == -EINTR); }" + Clears + " finally(!e);",
            "held", "finally-2" },
        { "CPU0 { e = wait_on_bit(&w, 0, TASK_UNINTERRUPTIBLE); }" + Clears + " finally(!e);", "held", "held" },
        { "CPU0 { e = wait_on_bit_timeout(&w, 0, TASK_KILLABLE, HZ); assert(!e || e == -EAGAIN || e == -EINTR); }" + Clears
            + " finally(e != -EINTR);", "held", "finally-2" },
        { "CPU0 { spin_lock_irq(&l); e = wait_event_interruptible_lock_irq(wq, x, l); assert(!e || e == -ERESTARTSYS); "
            + "spin_unlock_irq(&l); }" + Wakes + " finally(!e);", "held", "finally-2" },
        { Slept + "CPU0 { spin_lock_irq(&l); e = wait_event_interruptible_lock_irq(wq, x, l); assert(!e || e == -ERESTARTSYS); "
            + "spin_unlock_irq(&l); }" + Wakes + " finally(!e);", "held", "finally-2" },
        { "CPU0 { spin_lock_irq(&l); y = 1; if (wait_event_interruptible_lock_irq(wq, x, l)) assert(y == 1); spin_unlock_irq(&l); } "
            + "CPU1 { spin_lock_irq(&l); y = 2; spin_unlock_irq(&l); } CPU2 { x = 1; wake_up(&wq); }", "held", "assert-2" },
        { "CPU0 { t = current; set_current_state(TASK_KILLABLE); if (!READ_ONCE(x)) schedule(); __set_current_state(TASK_RUNNING); "
            + "assert(READ_ONCE(x)); } CPU1 { WRITE_ONCE(x, 1); if (READ_ONCE(t)) wake_up_process(t); }", "held", "assert-2" },
        { "CPU0 { t = current; set_current_state(TASK_INTERRUPTIBLE); if (!READ_ONCE(x)) schedule(); "
            + "__set_current_state(TASK_RUNNING); assert(READ_ONCE(x) || signal_pending(current)); } "
            + "CPU1 { WRITE_ONCE(x, 1); if (READ_ONCE(t)) wake_up_process(t); }", "held", "held" },
        { "CPU0 { t = current; set_current_state(TASK_IDLE); if (!READ_ONCE(x)) schedule(); __set_current_state(TASK_RUNNING); "
            + "assert(READ_ONCE(x)); } CPU1 { WRITE_ONCE(x, 1); if (READ_ONCE(t)) wake_up_process(t); } "
            + "CPU2 { set_current_state(TASK_INTERRUPTIBLE); __set_current_state(TASK_RUNNING); }", "held", "held" },
        { "CPU0 { t = current; if (!READ_ONCE(x)) schedule_timeout_interruptible(MAX_SCHEDULE_TIMEOUT); y = 1; } "
            + "CPU1 { if (READ_ONCE(t)) wake_up_process(t); } finally(y);", "Progress", "Progress" },
        { "CPU0 { schedule_timeout_killable(MAX_SCHEDULE_TIMEOUT); assert(!fatal_signal_pending(current)); }", "Progress",
            "Progress assert-2" },
        { "CPU0 { schedule_timeout_uninterruptible(MAX_SCHEDULE_TIMEOUT); assert(!signal_pending(current)); }", "Progress",
            "Progress" },
        { "CPU0 { e = rcuwait_wait_event(&r, READ_ONCE(x), TASK_KILLABLE); assert(!e || e == -EINTR); } "
            + "CPU1 { WRITE_ONCE(x, 1); rcuwait_wake_up(&r); } finally(!e);", "held", "finally-2" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void One_that_kills_ends_what_waits_so_that_it_does(string code, string without, string with)
    {
        var text = Head + code;
        Assert.Equal("", Checking.Problems(text));
        Assert.Equal(without, SignalTests.Claims(text));
        Assert.Equal(with, SignalTests.Claims(text, ("faults", "on")));
    }

    [Fact]
    public void The_steps_say_that_one_came() => Assert.Contains(
        Checking.Steps(
            Head + "CPU0 { e = mutex_lock_killable(&m); if (!e) mutex_unlock(&m); }\nCPU1 { mutex_lock(&m); mutex_unlock(&m); } finally(!e);",
            ("faults", "on")),
        note => note.EndsWith("a fatal signal comes", StringComparison.Ordinal));

    /// <summary>A variable of a function goes where the function ends, whichever return led there.</summary>
    [Fact]
    public void What_a_function_leaves_ends_at_its_brace() => Assert.Contains(
        "CPU1 uses done, which CPU0 left at line 11",
        Checking.Reasons("""
            struct completion *q;
            int x;
            void call(void)
            {
                struct completion done;
                init_completion(&done);
                WRITE_ONCE(q, &done);
                if (!READ_ONCE(x))
                    return;
                x = 2;
            }
            CPU0 { call(); }
            CPU1 { struct completion *p = READ_ONCE(q); if (p) complete(p); }
            """)[0],
        StringComparison.Ordinal);
}
