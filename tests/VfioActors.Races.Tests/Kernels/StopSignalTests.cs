namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// To stop a kthread is a signal to it, which ends what sleeps so that a signal ends it: kthread_stop,
/// kernel/kthread.c, and signal_pending_state, include/linux/sched/signal.h, Linux 6.12.
/// </summary>
public sealed class StopSignalTests
{
    private const string Head = """
        struct obj { int n; }; struct obj one; struct obj *p; struct task_struct *t; struct rcuwait w; int n;
        DECLARE_WAIT_QUEUE_HEAD(wq); DECLARE_COMPLETION(c); DEFINE_MUTEX(m); DEFINE_SPINLOCK(l);
        void idle(void) { for (;;) { set_current_state(TASK_INTERRUPTIBLE); if (kthread_should_stop()) break; schedule(); }
            __set_current_state(TASK_RUNNING); }
        init { t = kthread_run(fn, NULL, "fn"); }
        CPU1 { kthread_stop(t); }

        """;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "a wait that does not look whether to stop", "held",
            "int fn(void *d) { while (!kthread_should_stop()) { wait_event_interruptible(wq, n); } return 0; }" },
        { "one that no signal ends", "Progress",
            "int fn(void *d) { while (!kthread_should_stop()) { wait_event(wq, n); } return 0; }" },
        { "one that only a fatal signal ends", "Progress",
            "int fn(void *d) { while (!kthread_should_stop()) { wait_event_killable(wq, n); } return 0; }" },
        { "one that may be frozen", "held",
            "int fn(void *d) { while (!kthread_should_stop()) { wait_event_freezable(wq, n); } return 0; }" },
        { "its answer is not looked at", "NoWildPointer",
            "int fn(void *d) { wait_event_interruptible(wq, READ_ONCE(p)); p->n = 1; idle(); return 0; }\n"
                + "CPU0 { WRITE_ONCE(p, &one); wake_up(&wq); }" },
        { "its answer is looked at", "held",
            "int fn(void *d) { int r = wait_event_interruptible(wq, READ_ONCE(p)); if (!r) p->n = 1; else assert(r == -ERESTARTSYS); "
                + "idle(); return 0; }\nCPU0 { WRITE_ONCE(p, &one); wake_up(&wq); }" },
        { "what holds is answered first", "held",
            "int fn(void *d) { int r = wait_event_interruptible(wq, READ_ONCE(n) || kthread_should_stop()); assert(!r); idle(); return 0; }" },
        { "for a time", "held",
            "int fn(void *d) { int r = wait_event_interruptible_timeout(wq, READ_ONCE(n), HZ); "
                + "assert(r > 0 ? n : r == 0 || (r == -ERESTARTSYS && kthread_should_stop())); idle(); return 0; }\nCPU0 { n = 1; wake_up(&wq); }" },
        { "for a time it is over by a signal, too", "assert-7",
            "int fn(void *d) { int r = wait_event_interruptible_timeout(wq, READ_ONCE(n), HZ); assert(r >= 0); idle(); return 0; }" },
        { "for a completion, for a time", "assert-7",
            "int fn(void *d) { long r = wait_for_completion_interruptible_timeout(&c, HZ); assert(r >= 0); idle(); return 0; }" },
        { "under a lock", "held",
            "int fn(void *d) { spin_lock_irq(&l); int r = wait_event_interruptible_lock_irq(wq, n, l); assert(r == -ERESTARTSYS); "
                + "spin_unlock_irq(&l); return 0; }" },
        { "who was chosen to be woken does not fail", "held",
            "int fn(void *d) { if (!wait_event_interruptible_exclusive(wq, READ_ONCE(n))) wake_up(&wq); idle(); return 0; }\n"
                + "CPU0 { WRITE_ONCE(n, 1); wake_up(&wq); }\nCPU2 { wait_event_interruptible_exclusive(wq, READ_ONCE(n)); wake_up(&wq); }" },
        { "by its state, too late", "held",
            "int fn(void *d) { while (!kthread_should_stop()) { set_current_state(TASK_INTERRUPTIBLE); schedule(); } return 0; }" },
        { "by a state that no signal ends, too late", "Progress",
            "int fn(void *d) { while (!kthread_should_stop()) { set_current_state(TASK_IDLE); schedule(); } return 0; }" },
        { "whether it has one", "held",
            "int fn(void *d) { while (!signal_pending(current)) { set_current_state(TASK_INTERRUPTIBLE); schedule(); } "
                + "assert(kthread_should_stop()); return 0; }" },
        { "before it is stopped it has none", "assert-7",
            "int fn(void *d) { assert(signal_pending(current)); idle(); return 0; }" },
        { "a struct rcuwait", "held",
            "int fn(void *d) { int r = rcuwait_wait_event(&w, READ_ONCE(n), TASK_INTERRUPTIBLE); assert(r == 0 || r == -EINTR); idle(); return 0; }" },
        { "a struct rcuwait that no signal ends", "Progress",
            "int fn(void *d) { rcuwait_wait_event(&w, READ_ONCE(n), TASK_UNINTERRUPTIBLE); idle(); return 0; }" },
        { "others have none", "Progress",
            "int fn(void *d) { idle(); return 0; }\nCPU0 { wait_event_interruptible(wq, READ_ONCE(n)); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Who_is_stopped_sleeps_no_more(string what, string expected, string code)
    {
        var told = Checking.MergedVerdict(Head + code);
        Assert.True(expected == told, $"{what}: {told}");
    }

    /// <summary>What waits in a queue that it is not taken out of by that says so.</summary>
    [Theory]
    [InlineData("wait_for_completion_interruptible(&c);", "'wait_for_completion_interruptible' is over here")]
    [InlineData("if (!mutex_lock_interruptible(&m)) mutex_unlock(&m);", "'mutex_lock_interruptible' is over here")]
    [InlineData("wait_var_event_interruptible(&n, n);", "'wait_var_event_interruptible' is over here")]
    [InlineData("wait_for_completion(&c); if (!mutex_lock_killable(&m)) mutex_unlock(&m);", "")]
    public void What_a_signal_would_end_unseen_is_refused(string waits, string expected)
    {
        var told = Checking.Problems($"{Head}int fn(void *d) {{ {waits} return 0; }}");
        if (expected.Length == 0) { Assert.Equal("", told); }
        Assert.Contains(expected, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Others_wait_as_ever() => Assert.Equal("", Checking.Problems($$"""
        {{Head}}int fn(void *d) { idle(); return 0; }
        CPU0 { complete(&c); }
        CPU2 { wait_for_completion_interruptible(&c); if (!mutex_lock_interruptible(&m)) mutex_unlock(&m); }
        """));

    /// <summary>What waits without _interruptible is not woken by wake_up_interruptible(), whatever it is called.</summary>
    [Theory]
    [InlineData("wait_event_freezable(wq, READ_ONCE(n)); wait_event(wq, n);", "held")]
    [InlineData("io_wait_event(wq, READ_ONCE(n));", "Progress")]
    [InlineData("wait_event_cmd(wq, READ_ONCE(n), m++, m--);", "Progress")]
    [InlineData("spin_lock_irq(&l); wait_event_lock_irq(wq, READ_ONCE(n), l); spin_unlock_irq(&l);", "Progress")]
    [InlineData("spin_lock_irq(&l); wait_event_interruptible_lock_irq(wq, READ_ONCE(n), l); spin_unlock_irq(&l);", "held")]
    public void Who_waits_for_no_signal_is_not_woken_by_what_wakes_those_who_do(string waits, string expected) =>
        Assert.Equal(expected, Checking.MergedVerdict($$"""
            int n, m; DEFINE_SPINLOCK(l); DECLARE_WAIT_QUEUE_HEAD(wq);
            CPU0 { {{waits}} }
            CPU1 { WRITE_ONCE(n, 1); wake_up_interruptible(&wq); }
            """));
}
