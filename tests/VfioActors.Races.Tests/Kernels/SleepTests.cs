namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// Who may sleep where: mm/vmalloc.c, kernel/rcu/tree.c and kernel/time/timer.c, Linux 6.6.
/// </summary>
public sealed class SleepTests
{
    private const string Sleeps = "NoSleepInAtomic";

    /// <summary>Where it is done, what, and the verdict.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "CPU0 { ... }", "vfree(d);", "held" },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); }", "vfree(d);", Sleeps },
        { "CPU0 { spin_lock_irq(&l); ... spin_unlock_irq(&l); }", "vfree(d);", Sleeps },
        { "CPU0 { local_irq_disable(); ... local_irq_enable(); }", "vfree(d);", Sleeps },
        { "CPU0 { preempt_disable(); ... preempt_enable(); }", "vfree(d);", Sleeps },
        { "CPU0 { rcu_read_lock(); ... rcu_read_unlock(); }", "vfree(d);", Sleeps },
        { "CPU0 { spin_lock_bh(&l); ... spin_unlock_bh(&l); }", "vfree(d);", "held" },
        { "CPU0 { local_bh_disable(); ... local_bh_enable(); }", "vfree(d);", "held" },
        { "irq { ... } CPU1 { n = 1; }", "vfree(d);", "held" },
        { "static void f(struct timer_list *x) { ... } CPU1 { timer_setup(&t, f, 0); add_timer(&t); }", "vfree(d);", "held" },
        { "static void f(struct rcu_head *x) { ... } CPU1 { call_rcu(&e.rcu, f); }", "vfree(d);", "held" },
        { "irq { ... } CPU1 { n = 1; }", "msleep(1); vfree(d);", Sleeps },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); }", "kvfree(d);", Sleeps },
        { "CPU0 { spin_lock_bh(&l); ... spin_unlock_bh(&l); }", "kvfree(d);", "held" },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); }", "kfree(d);", "held" },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); kfree(d); }", "vfree(NULL);", Sleeps },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); kfree(d); }", "kvfree(NULL);", "held" },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); }", "kvfree_rcu(d, rcu);", "held" },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); }", "kvfree_rcu(d);", Sleeps },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); }", "kfree_rcu(d);", Sleeps },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); }", "kfree_rcu_mightsleep(d);", Sleeps },
        { "CPU0 { ... }", "kfree_rcu_mightsleep(d);", "held" },
        {
            "CPU0 { struct dev *x = xchg(&d, NULL); ... } "
                + "CPU1 { rcu_read_lock(); struct dev *y = rcu_dereference(d); if (y) y->n = 1; rcu_read_unlock(); }",
            "kvfree_rcu_mightsleep(x);", "held"
        },
        {
            "CPU0 { struct dev *x = xchg(&d, NULL); ... } CPU1 { struct dev *y = READ_ONCE(d); if (y) y->n = 1; }",
            "kvfree_rcu_mightsleep(x);", "NoUseAfterFree"
        },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); kfree(d); }", "mdelay(1);", "held" },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); kfree(d); }", "fsleep(1);", Sleeps },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); kfree(d); }", "schedule_timeout_uninterruptible(1);", Sleeps },
        { "CPU0 { spin_lock(&l); ... spin_unlock(&l); kfree(d); }", "schedule_timeout_idle(1);", Sleeps },
        { "CPU0 { ... kfree(d); } CPU1 { mdelay(1); WRITE_ONCE(n, 1); }", "while (!READ_ONCE(n)) fsleep(5);", "held" },
        { Waker, "schedule_timeout_interruptible(HZ);", "held" },
        { Waker, "schedule_timeout_killable(MAX_SCHEDULE_TIMEOUT);", "Progress" },
        { Waker, "set_current_state(TASK_IDLE); if (!READ_ONCE(n)) schedule_timeout(MAX_SCHEDULE_TIMEOUT);", "held" },
        { "CPU0 { ... kfree(d); } CPU1 { n = 1; }", "schedule_timeout_idle(MAX_SCHEDULE_TIMEOUT);", "Progress" },
    };

    /// <summary>Who sleeps looks at what it waits for, and then sleeps: it may be woken before that.</summary>
    private static string Waker =>
        "static int f(void *x) { if (!READ_ONCE(n)) { ... } return 0; } "
        + "CPU1 { struct task_struct *k = kthread_create(f, NULL, \"f\"); get_task_struct(k); wake_up_process(k); "
        + "WRITE_ONCE(n, 1); wake_up_process(k); put_task_struct(k); kfree(d); }";

    [Theory, MemberData(nameof(Cases))]
    public void Sleeping_is_as_in_the_kernel(string where, string what, string expected)
    {
        var verdict = Checking.Verdict($$"""
            struct dev { int n; struct rcu_head rcu; }; struct dev *d, e; int n; DEFINE_SPINLOCK(l); struct timer_list t;
            init { d = kzalloc(sizeof(*d), GFP_KERNEL); }
            {{where.Replace("...", what, StringComparison.Ordinal)}}
            """);
        Assert.True(verdict == expected, $"{what} in {where}: {verdict}");
    }
}
