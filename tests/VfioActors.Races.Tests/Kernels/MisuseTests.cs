namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// What the kernel warns of, or wakes nobody for: __flush_work of kernel/workqueue.c, refcount_warn_saturate of
/// lib/refcount.c and try_to_wake_up of kernel/sched/core.c, Linux 6.12.
/// </summary>
public sealed class MisuseTests
{
    private const string Work = """
        int hits; void f(struct work_struct *w) { hits++; } struct dev { struct work_struct work; struct delayed_work late; };
        struct dev *p; struct dev global; struct workqueue_struct *wq; init { p = kzalloc(sizeof(*p), GFP_KERNEL); }

        """;

    /// <summary>The same where it matters in which queue work is.</summary>
    private const string Queues = "void unused(void) { flush_workqueue(wq); }\n";

    private const string Queue = "DECLARE_WAIT_QUEUE_HEAD(q); int go;\n";

    /// <summary>The same where tasks sleep by their state.</summary>
    private const string States = "void unused(void) { set_current_state(TASK_RUNNING); }\n";

    private const string ByState = "DEFINE_WAIT(w); for (;;) { prepare_to_wait(&q, &w, STATE); if (go) break; schedule(); } "
        + "finish_wait(&q, &w); ";

    private const string Interruptibly = "CPU1 { go = 1; wake_up_interruptible(&q); }";

    public static TheoryData<string, string, string> Works => new()
    {
        { "canceled before it is initialized", "WorkIsUsedRight", "CPU0 { cancel_work_sync(&p->work); }" },
        { "flushed before it is initialized", "WorkIsUsedRight", "CPU0 { flush_work(&p->work); }" },
        { "disabled before it is initialized", "WorkIsUsedRight", "CPU0 { disable_work_sync(&p->work); }" },
        { "delayed work", "WorkIsUsedRight", "CPU0 { cancel_delayed_work_sync(&p->late); }" },
        { "delayed work that is flushed", "WorkIsUsedRight", "CPU0 { flush_delayed_work(&p->late); }" },
        { "a global one", "WorkIsUsedRight", "CPU0 { cancel_work_sync(&global.work); }" },
        { "who does not wait is not warned", "held", "CPU0 { cancel_work(&p->work); INIT_WORK(&p->work, f); }" },
        { "initialized", "held",
            "CPU0 { INIT_WORK(&p->work, f); INIT_DELAYED_WORK(&p->late, f); cancel_work_sync(&p->work); "
                + "cancel_delayed_work_sync(&p->late); flush_work(&p->work); flush_delayed_work(&p->late); }" },
        { "initialized by another, perhaps", "WorkIsUsedRight",
            "CPU0 { INIT_WORK(&p->work, f); } CPU1 { cancel_work_sync(&p->work); }" },
        { "initialized while it is queued", "WorkIsUsedRight",
            "CPU0 { INIT_WORK(&p->work, f); schedule_work(&p->work); INIT_WORK(&p->work, f); }" },
        { "initialized while it is delayed", "WorkIsUsedRight",
            "CPU0 { INIT_DELAYED_WORK(&p->late, f); schedule_delayed_work(&p->late, 5); INIT_DELAYED_WORK(&p->late, f); }" },
        { "initialized once it is canceled", "held",
            "CPU0 { INIT_WORK(&p->work, f); schedule_work(&p->work); cancel_work_sync(&p->work); INIT_WORK(&p->work, f); }" },
        { "initialized by itself while it is under way", "held",
            "void g(struct work_struct *w) { INIT_WORK(w, f); } "
                + "CPU0 { INIT_WORK(&p->work, g); schedule_work(&p->work); }" },
    };

    [Theory]
    [MemberData(nameof(Works))]
    public void Work_is_initialized_once_before_it_is_waited_for(string name, string expected, string text)
    {
        var verdict = Checking.Verdict(Work + text);
        Assert.True(verdict == expected, $"{name}: {verdict}");
        verdict = Checking.Verdict(Work + Queues + text);
        Assert.True(verdict == expected, $"{name}, in its queue: {verdict}");
    }

    [Theory]
    [InlineData("CPU0 { cancel_work_sync(&p->work); }", "line 3: CPU0 waits for dev#1->work, which was never initialized")]
    [InlineData("CPU0 { INIT_WORK(&p->work, f); schedule_work(&p->work); INIT_WORK(&p->work, f); }",
        "line 3: CPU0 initializes dev#1->work, which is queued")]
    public void It_is_said_which_work_it_is(string text, string expected) =>
        Assert.Equal([expected], Checking.Reasons(Work + text));

    public static TheoryData<string, string> Counts => new()
    {
        { "CountsStayAbove", "CPU0 { refcount_dec(&r); }" },
        { "held", "CPU0 { refcount_inc(&r); refcount_dec(&r); }" },
        { "held", "CPU0 { if (refcount_dec_and_test(&r)) x = 1; } finally(x);" },
        { "CountsStayAbove", "CPU0 { refcount_inc(&r); refcount_dec(&r); } CPU1 { refcount_dec_and_test(&r); }" },
        { "CountsStayAbove", "DEFINE_SPINLOCK(l); CPU0 { spin_lock(&l); x = 1; refcount_dec(&r); spin_unlock(&l); }" },
        { "held", "atomic_t a = ATOMIC_INIT(1); CPU0 { atomic_dec(&a); }" },
    };

    [Theory]
    [MemberData(nameof(Counts))]
    public void The_last_reference_is_not_given_back_unseen(string expected, string text) =>
        Assert.Equal(expected, Checking.Verdict("refcount_t r = REFCOUNT_INIT(1); int x;\n" + text));

    [Fact]
    public void That_it_leaks_is_said() => Assert.Equal(
        ["line 1: CPU0 gives the last reference back, and nobody frees what it was of"],
        Checking.Reasons("refcount_t r = REFCOUNT_INIT(1); CPU0 { refcount_dec(&r); }"));

    public static TheoryData<string, string> Waits => new()
    {
        { "Progress", "CPU0 { wait_event(q, go); } " + Interruptibly },
        { "Progress", "CPU0 { wait_event_killable(q, go); } " + Interruptibly },
        { "Progress", "CPU0 { wait_event_idle(q, go); } " + Interruptibly },
        { "held", "CPU0 { wait_event_interruptible(q, go); } " + Interruptibly },
        { "held", "CPU0 { wait_event_timeout(q, go, 5); } " + Interruptibly },
        { "held", "CPU0 { wait_event(q, go); } CPU1 { go = 1; wake_up(&q); }" },
        { "Progress", "CPU0 { wait_event(q, go); } CPU1 { go = 1; wake_up_interruptible_all(&q); }" },
        { "Progress",
            "CPU0 { wait_event(q, go); } CPU2 { wait_event_interruptible(q, go); } " + Interruptibly },
        { "held", "CPU0 { wait_event(q, go); } CPU1 { go = 1; wake_up_interruptible(&q); wake_up_all(&q); }" },
        { "held", "#define STATE TASK_INTERRUPTIBLE\nCPU0 { " + ByState + "} " + Interruptibly },
        { "Progress", "#define STATE TASK_UNINTERRUPTIBLE\nCPU0 { " + ByState + "} " + Interruptibly },
        { "Progress", "#define STATE TASK_KILLABLE\nCPU0 { " + ByState + "} " + Interruptibly },
        { "held", "#define STATE TASK_KILLABLE\nCPU0 { " + ByState + "} CPU1 { go = 1; wake_up(&q); }" },
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public void Who_waits_for_no_signal_is_not_woken_as_if_he_did(string expected, string text)
    {
        Assert.Equal(expected, Checking.Verdict(Queue + text));
        Assert.Equal(expected, Checking.Verdict(Queue + States + text));
    }
}
