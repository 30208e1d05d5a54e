namespace VfioActors.Races.Tests.Kernels;

/// <summary>One task that waits, and is woken by a pointer to it. include/linux/rcuwait.h, Linux 6.12.</summary>
public sealed class RcuwaitTests
{
    private const string Head = """
        struct rcuwait w; int done, seen; DEFINE_SPINLOCK(l); struct dev { struct rcuwait wait; int n; } *d;
        struct task_struct *t;

        """;

    private const string Wait = "rcuwait_wait_event(&w, READ_ONCE(done), TASK_UNINTERRUPTIBLE); ";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "woken after the condition", "held",
            $"CPU0 {{ {Wait}seen = 1; }} CPU1 {{ done = 1; rcuwait_wake_up(&w); }} finally(seen);" },
        { "woken before the condition", "Progress", $"CPU0 {{ {Wait}}} CPU1 {{ rcuwait_wake_up(&w); done = 1; }}" },
        { "woken by nobody", "Progress", $"CPU0 {{ {Wait}}} CPU1 {{ done = 1; }}" },
        { "only where somebody waits", "held",
            $"CPU0 {{ {Wait}}} CPU1 {{ done = 1; if (rcuwait_active(&w)) rcuwait_wake_up(&w); }}" },
        { "looked at before the condition", "Progress",
            $"CPU0 {{ {Wait}}} CPU1 {{ int a = rcuwait_active(&w); done = 1; if (a) rcuwait_wake_up(&w); }}" },
        { "what it answers", "held",
            $"CPU0 {{ {Wait}}} CPU1 {{ done = 1; seen = rcuwait_wake_up(&w); }} sometimes(seen); sometimes(done && !seen);" },
        { "woken for something else", "held",
            $"CPU0 {{ {Wait}assert(done); }} CPU1 {{ rcuwait_wake_up(&w); done = 1; rcuwait_wake_up(&w); }}" },
        { "a second one waits", "Progress",
            $"CPU0 {{ {Wait}}} CPU2 {{ {Wait}}} CPU1 {{ done = 1; rcuwait_wake_up(&w); }}" },
        { "one after the other under a mutex", "held",
            $"DEFINE_MUTEX(m); CPU0 {{ mutex_lock(&m); {Wait}mutex_unlock(&m); }} CPU2 {{ mutex_lock(&m); {Wait}mutex_unlock(&m); }} "
                + "CPU1 { done = 1; rcuwait_wake_up(&w); }" },
        { "step by step", "held",
            "CPU0 { prepare_to_rcuwait(&w); for (;;) { set_current_state(TASK_UNINTERRUPTIBLE); if (READ_ONCE(done)) break; "
                + "schedule(); } finish_rcuwait(&w); } CPU1 { done = 1; rcuwait_wake_up(&w); }" },
        { "the state set after the look", "Progress",
            "CPU0 { prepare_to_rcuwait(&w); if (!READ_ONCE(done)) { set_current_state(TASK_UNINTERRUPTIBLE); schedule(); } "
                + "finish_rcuwait(&w); } CPU1 { done = 1; rcuwait_wake_up(&w); }" },
        { "sleeps under a spinlock", "NoSleepInAtomic", $"CPU0 {{ spin_lock(&l); {Wait}spin_unlock(&l); }}" },
        { "does not sleep where that is so", "held",
            $"CPU0 {{ done = 1; spin_lock(&l); {Wait}spin_unlock(&l); }}" },
        { "woken by an interrupt", "held", $"CPU0 {{ {Wait}}} irq {{ done = 1; rcuwait_wake_up(&w); }}" },
        { "a wait in an interrupt", "wrong", $"CPU0 {{ done = 0; }} irq {{ {Wait}}}" },
        { "a kthread that has ended meanwhile", "held",
            $"int f(void *x) {{ {Wait}return 0; }}\nCPU0 {{ kthread_run(f, NULL, \"f\"); done = 1; rcuwait_wake_up(&w); }}" },
        { "a kthread that has ended is woken by a pointer of one's own", "NoUseAfterFree",
            $"int f(void *x) {{ {Wait}return 0; }}\n"
                + "CPU0 { t = kthread_run(f, NULL, \"f\"); done = 1; rcuwait_wake_up(&w); wake_up_process(t); }" },
        { "freed by who waited", "NoUseAfterFree",
            "init { d = kzalloc(sizeof(*d), GFP_KERNEL); rcuwait_init(&d->wait); }\n"
                + "CPU0 { rcuwait_wait_event(&d->wait, READ_ONCE(d->n), TASK_UNINTERRUPTIBLE); kfree(d); } "
                + "CPU1 { struct dev *x = d; x->n = 1; rcuwait_wake_up(&x->wait); }" },
        { "over at any time", "held",
            "CPU0 { seen = rcuwait_wait_event_timeout(&w, READ_ONCE(done), TASK_UNINTERRUPTIBLE, HZ); } CPU1 { done = 1; } "
                + "sometimes(seen); finally(seen == 0 || seen == 1);" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void One_task_waits_and_is_woken(string what, string expected, string code)
    {
        var problems = Checking.Problems(Head + code);
        var verdict = problems.Length > 0 ? "wrong" : Checking.Verdict(Head + code);
        Assert.True(verdict == expected, $"{what}: {verdict} {problems}");
    }

    [Theory]
    [InlineData("rcuwait_wait_event(w, done, 1);", "q.race:3:27: error: 'rcuwait_wait_event' takes a pointer to struct rcuwait, this is struct rcuwait")]
    [InlineData("rcuwait_wait_event(&w, done);", "q.race:3:8: error: 'rcuwait_wait_event' takes 3 arguments, here are 2")]
    public void What_is_wrong_is_told(string code, string expected) =>
        Assert.StartsWith(expected, Checking.Problems($"{Head}CPU0 {{ {code} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("held", "CPU0 { down_read(&s); assert(rwsem_is_locked(&s)); up_read(&s); } finally(!rwsem_is_locked(&s));")]
    [InlineData("held", "CPU0 { down_write(&s); n = 1; up_write(&s); } CPU1 { while (rwsem_is_locked(&s)) cpu_relax(); }")]
    [InlineData("assert-1", "CPU0 { down_write(&s); up_write(&s); } CPU1 { assert(!rwsem_is_locked(&s)); }")]
    [InlineData("assert-1", "CPU0 { down_read(&s); up_read(&s); } CPU1 { assert(rwsem_is_locked(&s)); }")]
    public void Of_a_semaphore_it_is_asked_whether_somebody_has_it(string expected, string code) =>
        Assert.Equal(expected, Checking.Verdict($"DECLARE_RWSEM(s); int n; {code}"));

    [Fact]
    public void What_there_is_of_xarrays_is_named() => Assert.Contains(
        "of xarrays there are xa_load(), xa_store()",
        Checking.Problems("DEFINE_XARRAY(xa); int n; CPU0 { xa_lock(&xa); xa_find_after(&xa, 1, 0); xa_unlock(&xa); }"),
        StringComparison.Ordinal);

    [Fact]
    public void The_name_of_a_type_of_functions_stands_in_parentheses_or_not() => Assert.Equal("held", Checking.Verdict("""
        typedef void (act_t)(int n); int hits; void one(int n) { hits = n; } void two(int n) { hits = -n; }
        act_t *pick(int x) { return x ? one : two; }
        CPU0 { act_t *f = pick(1); f(3); assert(hits == 3); pick(0)(4); assert(hits == -4); }
        """));
}
