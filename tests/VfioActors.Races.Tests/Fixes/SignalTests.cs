namespace VfioActors.Races.Tests.Fixes;

/// <summary>
/// Signals come to threads with <c>faults</c>, and end what waits so that one ends it; without it none does. include/linux/wait.h,
/// kernel/locking/mutex.c and kernel/sched/completion.c, Linux 6.12.
/// </summary>
public sealed class SignalTests
{
    private const string Head = "DEFINE_MUTEX(m); struct rw_semaphore rw; struct semaphore s; struct completion c; "
        + "struct completion *g; wait_queue_head_t wq; int x; int y; int e; struct task_struct *t; "
        + "init { init_rwsem(&rw); sema_init(&s, 0); init_completion(&c); init_waitqueue_head(&wq); }\n";

    private const string Wakes = " CPU1 { x = 1; wake_up(&wq); }";
    private const string Slept = "struct rcuwait asleep; void sleeps(void) { DEFINE_WAIT(w); prepare_to_wait(&wq, &w, 1); } ";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "CPU0 { mutex_lock(&m); if (wait_event_interruptible(wq, x)) return; mutex_unlock(&m); }" + Wakes,
            "held", "LocksAreGivenBack" },
        { Slept + "CPU0 { mutex_lock(&m); if (wait_event_interruptible(wq, x)) return; mutex_unlock(&m); }" + Wakes,
            "held", "LocksAreGivenBack" },
        { "CPU0 { assert(!mutex_lock_interruptible(&m)); mutex_unlock(&m); }", "held", "held" },
        { "CPU0 { mutex_lock(&m); x = 1; mutex_unlock(&m); } "
            + "CPU1 { e = mutex_lock_interruptible(&m); assert(!e || e == -EINTR); if (!e) mutex_unlock(&m); } finally(!e);",
            "held", "finally-2" },
        { "CPU0 { mutex_lock(&m); x = 1; mutex_unlock(&m); } CPU1 { if (mutex_lock_interruptible(&m)) x = 2; mutex_unlock(&m); }",
            "held", "LocksAreHeld" },
        { "CPU0 { mutex_lock(&m); x = 1; mutex_unlock(&m); } CPU1 { assert(!mutex_lock_killable(&m)); mutex_unlock(&m); }",
            "held", "assert-2" },
        { "CPU0 { scoped_cond_guard(mutex_intr, return, &m) { x = 1; } y = 1; } CPU1 { mutex_lock(&m); x = 2; mutex_unlock(&m); } "
            + "finally(y);", "held", "finally-2" },
        { "CPU0 { down_write(&rw); x = 1; up_write(&rw); } CPU1 { if (down_read_interruptible(&rw)) e = 1; else up_read(&rw); } "
            + "finally(!e);", "held", "finally-2" },
        { "CPU0 { e = down_interruptible(&s); assert(!e || e == -EINTR); } CPU1 { up(&s); } finally(!e);", "held", "finally-2" },
        { "void f(void) { struct completion d; init_completion(&d); g = &d; e = wait_for_completion_interruptible(&d); } "
            + "CPU0 { f(); } CPU1 { struct completion *p = xchg(&g, NULL); if (p) complete(p); else g = &c; } ",
            "Progress", "NoUseAfterFree Progress" },
        { "void f(void) { struct completion d; init_completion(&d); g = &d; complete(&c); "
            + "if (wait_for_completion_interruptible(&d) && !xchg(&g, NULL)) wait_for_completion(&d); } "
            + "CPU0 { f(); } CPU1 { struct completion *p; wait_for_completion(&c); p = xchg(&g, NULL); if (p) complete(p); }",
            "held", "held" },
        { "void f(void) { struct completion d; init_completion(&d); g = &d; complete(&c); "
            + "if (wait_for_completion_interruptible(&d)) xchg(&g, NULL); } "
            + "CPU0 { f(); } CPU1 { struct completion *p; wait_for_completion(&c); p = xchg(&g, NULL); if (p) complete(p); }",
            "held", "NoUseAfterFree" },
        { "CPU0 { e = wait_event_interruptible(wq, x); if (e) { assert(e == -ERESTARTSYS); "
            + "assert(wait_event_interruptible(wq, y) == -ERESTARTSYS); assert(signal_pending(current)); } }" + Wakes,
            "held", "held" },
        { "CPU0 { x = 1; assert(!wait_event_interruptible(wq, x)); complete(&c); "
            + "assert(!wait_for_completion_interruptible(&c)); }", "held", "held" },
        { "int fn(void *d) { e = wait_event_interruptible(wq, x); return 0; } CPU0 { t = kthread_run(fn, NULL, \"k\"); }" + Wakes
            + " finally(!e);", "held", "held" },
        { "CPU0 { long n = wait_event_interruptible_timeout(wq, x, HZ); assert(n >= 0); }", "held", "assert-2" },
        { "CPU0 { long n = wait_for_completion_interruptible_timeout(&c, HZ); assert(n >= 0); }", "held", "assert-2" },
        { "CPU0 { e = wait_var_event_interruptible(&x, x); } CPU1 { x = 1; wake_up_var(&x); } finally(!e);", "held", "finally-2" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void One_ends_what_waits_so_that_it_does(string code, string without, string with)
    {
        var text = Head + code;
        Assert.Equal("", Checking.Problems(text));
        Assert.Equal(without, Claims(text));
        Assert.Equal(with, Claims(text, ("faults", "on")));
    }

    internal static string Claims(string text, params (string, string)[] values)
    {
        var report = Checking.Run(text, "stateful", [], values);
        var broken = report.Failures.Select(one => one.Property.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        return broken.Count > 0 ? string.Join(' ', broken) : report.Verdict == Exploration.Verdict.Held ? "held" : "?";
    }
}
