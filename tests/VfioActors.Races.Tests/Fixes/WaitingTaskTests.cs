namespace VfioActors.Races.Tests.Fixes;

/// <summary>Who sleeps, or waits for a kthread, is told in words that the file has, and a circle through its end is one.</summary>
public sealed class WaitingTaskTests
{
    private const string Looks = "while (!kthread_should_stop()) { if (kthread_should_park()) kthread_parkme(); "
        + "mutex_lock(&m); n = 1; mutex_unlock(&m); schedule_timeout_interruptible(HZ); } return 0; }\n"
        + "init { t = kthread_run(fn, NULL, \"fn\"); }\n";

    [Theory]
    [InlineData("CPU0 { mutex_lock(&m); kthread_stop(t); mutex_unlock(&m); }",
        "deadlock: CPU0 waits for the end of fn.1 at line 3; fn.1 waits for m at line 1, held by CPU0 since line 3")]
    [InlineData("CPU0 { mutex_lock(&m); kthread_park(t); mutex_unlock(&m); kthread_stop(t); }",
        "deadlock: CPU0 waits for fn.1 to park at line 3; fn.1 waits for m at line 1, held by CPU0 since line 3")]
    public void A_circle_goes_through_a_kthread(string ends, string reason) => Assert.Contains(
        reason,
        Checking.Run($"DEFINE_MUTEX(m); int n; struct task_struct *t; int fn(void *d) {{ {Looks}{ends}", "stateful")
            .Failures.Select(one => one.Reason));

    [Theory]
    [InlineData("CPU0 { if (!n) { set_current_state(TASK_UNINTERRUPTIBLE); schedule(); } }", "CPU0 sleeps at line 1, for ever")]
    [InlineData("wait_queue_head_t w; init { init_waitqueue_head(&w); } CPU0 { int e = wait_event_interruptible(w, n); } "
        + "CPU1 { set_current_state(TASK_RUNNING); n = 1; }", "CPU0 sleeps at line 1, for ever")]
    [InlineData("struct task_struct *t; int fn(void *d) { set_current_state(TASK_UNINTERRUPTIBLE); schedule(); return n; } "
        + "init { t = kthread_run(fn, NULL, \"fn\"); } CPU0 { kthread_stop(t); wake_up_process(t); }",
        "CPU0 waits for the end of fn.1 at line 1; fn.1 sleeps at line 1, for ever")]
    public void Nobody_wakes_who_sleeps(string text, string reason) =>
        Assert.Contains(reason, Checking.Reasons($"int n; {text}"));
}
