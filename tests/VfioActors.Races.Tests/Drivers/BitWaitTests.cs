using VfioActors.Exploration;

namespace VfioActors.Races.Tests.Drivers;

/// <summary>
/// Waiting for variables, bits and under a lock: include/linux/wait_bit.h and wait.h, Linux 6.12.
/// </summary>
public sealed class BitWaitTests
{
    [Theory]
    [InlineData("atomic_dec(&p->n); wake_up_var(&p->n);", "held")]
    [InlineData("wake_up_var(&p->n); atomic_dec(&p->n);", "Progress")]
    [InlineData("atomic_dec(&p->n); wake_up_var(&p->m);", "Progress")]
    [InlineData("atomic_dec(&p->n);", "Progress")]
    [InlineData("struct o *q = p; if (atomic_dec_and_test(&q->n)) wake_up_var(&q->n);", "held")]
    [InlineData("struct o *q = p; if (atomic_dec_and_test(&q->n)) wake_up(&q->wq);", "NoUseAfterFree Progress")]
    public void Who_waits_for_a_variable_is_woken_for_that_one(string wakes, string expected) =>
        Assert.Equal(expected, Checking.Verdict(
            "struct o { atomic_t n; int m; wait_queue_head_t wq; } *p; init { p = kzalloc(sizeof(*p), GFP_KERNEL); atomic_set(&p->n, 1); init_waitqueue_head(&p->wq); }\n"
            + $"CPU0 {{ wait_var_event(&p->n, !atomic_read(&p->n)); kfree(p); }} CPU1 {{ {wakes} }}"));

    /// <summary>Of the pointer only the address matters: NULL is one as any other.</summary>
    [Theory]
    [InlineData("wake_up_var(p); wake_up_var(&go);", "held")]
    [InlineData("wake_up_var(&go);", "Progress")]
    [InlineData("wake_up_var(p);", "Progress")]
    public void Who_waits_for_NULL_is_woken_for_that_one(string wakes, string expected) =>
        Assert.Equal(expected, Checking.Verdict(
            "int *p; int go; CPU0 { wait_var_event(&go, READ_ONCE(go)); } CPU1 { wait_var_event(p, READ_ONCE(go)); } "
            + $"CPU2 {{ WRITE_ONCE(go, 1); {wakes} }}"));

    [Theory]
    [InlineData("int r = wait_on_bit(&w, 3, TASK_UNINTERRUPTIBLE); assert(!r && x);", "x = 1; clear_bit_unlock(3, &w); wake_up_bit(&w, 3);", "held")]
    [InlineData("wait_on_bit(&w, 3, TASK_UNINTERRUPTIBLE);", "clear_bit_unlock(3, &w); wake_up_bit(&w, 2);", "Progress")]
    [InlineData("wait_on_bit(&w, 3, TASK_UNINTERRUPTIBLE);", "clear_bit(3, &w);", "Progress")]
    [InlineData("wait_on_bit(&w, 3, TASK_UNINTERRUPTIBLE);", "clear_and_wake_up_bit(3, &w);", "held")]
    [InlineData("wait_on_bit(&w, 3, TASK_UNINTERRUPTIBLE);", "wake_up_bit(&w, 3); clear_bit(3, &w);", "Progress")]
    [InlineData("int r = wait_on_bit_timeout(&w, 3, TASK_UNINTERRUPTIBLE, HZ); assert(!r);", "clear_and_wake_up_bit(3, &w);", "assert-2")]
    [InlineData("int r = wait_on_bit_timeout(&w, 3, TASK_UNINTERRUPTIBLE, HZ); assert(!r || r == -EAGAIN);", "clear_and_wake_up_bit(3, &w);", "held")]
    [InlineData("long r = wait_var_event_timeout(&w, !test_bit(3, &w), HZ); assert(r);", "clear_bit(3, &w); wake_up_var(&w);", "assert-2")]
    [InlineData("assert(!wait_var_event_interruptible(&w, !test_bit(3, &w)));", "clear_bit(3, &w); wake_up_var(&w);", "held")]
    [InlineData("spin_lock(&l); wait_on_bit(&w, 3, TASK_UNINTERRUPTIBLE); spin_unlock(&l);", "clear_and_wake_up_bit(3, &w);", "NoSleepInAtomic")]
    [InlineData("spin_lock(&l); wait_var_event(&w, 1); spin_unlock(&l);", "", "NoSleepInAtomic")]
    public void Who_waits_for_a_bit_is_woken_for_that_one(string waits, string wakes, string expected) =>
        Assert.Equal(expected, Checking.Verdict(
            "unsigned long w; int x; DEFINE_SPINLOCK(l); init { set_bit(3, &w); }\n"
            + $"CPU0 {{ {waits} }} CPU1 {{ {wakes} }}"));

    [Theory]
    [InlineData("spin_lock_irq(&c.lock); wait_event_lock_irq(c.wait, !c.busy, c.lock); c.n++; spin_unlock_irq(&c.lock);", "held")]
    [InlineData("spin_lock_irq(&c.lock); wait_event_cmd(c.wait, !c.busy, spin_unlock_irq(&c.lock), spin_lock_irq(&c.lock)); spin_unlock_irq(&c.lock);", "held")]
    [InlineData("spin_lock_irq(&c.lock); wait_event(c.wait, !c.busy); spin_unlock_irq(&c.lock);", "NoSleepInAtomic")]
    [InlineData("wait_event_lock_irq(c.wait, !c.busy, c.lock);", "LocksAreHeld")]
    [InlineData("spin_lock_irq(&c.lock); int r = wait_event_interruptible_lock_irq(c.wait, !c.busy, c.lock); assert(!r && !c.busy); spin_unlock_irq(&c.lock);", "held")]
    [InlineData("spin_lock_irq(&c.lock); wait_event_lock_irq(c.wait, !c.busy, c.lock); spin_unlock_irq(&c.lock); if (0) wake_up_process(current);", "held")]
    public void A_lock_is_given_up_while_its_holder_sleeps(string code, string expected) =>
        Assert.Equal(expected, Checking.Verdict(
            "struct c { spinlock_t lock; wait_queue_head_t wait; int busy, n; } c; init { init_waitqueue_head(&c.wait); c.busy = 1; }\n"
            + $"CPU0 {{ {code} }} irq {{ spin_lock(&c.lock); c.busy = 0; wake_up(&c.wait); spin_unlock(&c.lock); }}"));

    /// <summary>Of those who wait exclusively one is woken, and must pass that on.</summary>
    [Theory]
    [InlineData("wake_up_interruptible(&wq);", "Progress")]
    [InlineData("wake_up_interruptible_all(&wq);", "held")]
    public void Of_exclusive_ones_one_is_woken(string wakes, string expected)
    {
        const string Waits = "{ int r = wait_event_interruptible_exclusive(wq, x); }";
        var report = Checking.Run(
            $"DECLARE_WAIT_QUEUE_HEAD(wq); int x; CPU0 {Waits} CPU1 {Waits} CPU2 {{ x = 1; {wakes} }}", "stateful");
        Assert.Equal(expected, report.Verdict == Verdict.Held ? "held" : string.Join(' ', report.Failures
            .Select(one => one.Property.Name).Distinct()));
    }

    [Theory]
    [InlineData("wait_event_lock_irq(wq, x, w);", "'wait_event_lock_irq' takes a spinlock_t, this is u64")]
    [InlineData("wake_up_var(x);", "'wake_up_var' takes a pointer, this is s32")]
    [InlineData("wait_on_bit(&w, 1);", "'wait_on_bit' takes 3 arguments, here are 2")]
    public void What_is_wrong_is_told(string code, string expected) => Assert.Contains(expected, Checking.Problems(
        $"DECLARE_WAIT_QUEUE_HEAD(wq); int x; unsigned long w; DEFINE_SPINLOCK(l); CPU0 {{ x = 1; {code} }}"), StringComparison.Ordinal);
}
