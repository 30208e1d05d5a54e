namespace VfioActors.Races.Tests.Drivers;

/// <summary>What code can ask of where it runs: include/linux/preempt.h, irqflags.h and lockdep.h, Linux 6.12.</summary>
public sealed class PreemptCountTests
{
    [Theory]
    [InlineData("struct timer_list t; void f(struct timer_list *t) { assert(in_interrupt() && !in_task() && in_softirq() "
        + "&& in_serving_softirq() && !in_hardirq() && in_atomic()); } init { timer_setup(&t, f, 0); mod_timer(&t, jiffies); } "
        + "CPU0 { timer_delete_sync(&t); }")]
    [InlineData("irq { n++; assert(in_interrupt() && in_hardirq() && irqs_disabled() && !in_task() && !in_softirq()); } CPU0 { n++; }")]
    [InlineData("CPU0 { assert(in_task() && !in_interrupt() && !irqs_disabled() && !in_atomic() && !in_softirq()); n = 1; }")]
    [InlineData("CPU0 { spin_lock_bh(&l); assert(in_interrupt() && in_task() && in_softirq() && !in_serving_softirq()); spin_unlock_bh(&l); }")]
    [InlineData("CPU0 { spin_lock_irq(&l); assert(irqs_disabled() && !in_interrupt() && in_atomic()); spin_unlock_irq(&l); }")]
    [InlineData("struct work_struct w; void f(struct work_struct *w) { assert(in_task() && !in_interrupt()); } "
        + "init { INIT_WORK(&w, f); } CPU0 { schedule_work(&w); }")]
    [InlineData("struct work_struct w; void f(struct work_struct *w) { n++; } void put(void) { if (in_interrupt()) schedule_work(&w); "
        + "else msleep(1); } init { INIT_WORK(&w, f); } irq { put(); } CPU0 { put(); }")]
    public void It_is_answered(string code) =>
        Assert.Equal("held", Checking.Verdict("int n; DEFINE_SPINLOCK(l); " + code));

    [Theory]
    [InlineData("mutex_lock(&m); lockdep_assert_not_held(&m); mutex_unlock(&m);", "LocksAreTakenOnce")]
    [InlineData("down_read(&rw); lockdep_assert_not_held(&rw); up_read(&rw);", "LocksAreTakenOnce")]
    [InlineData("lockdep_assert_not_held(&m); mutex_lock(&m); n = 1; mutex_unlock(&m); lockdep_assert_not_held(&m);", "held")]
    public void A_lock_that_must_not_be_held_is_not(string code, string expected) => Assert.Equal(
        expected,
        Checking.Verdict("int n; DEFINE_MUTEX(m); DECLARE_RWSEM(rw); "
            + $"CPU0 {{ {code} }} CPU1 {{ mutex_lock(&m); n = 2; mutex_unlock(&m); }}"));

    [Fact]
    public void Who_holds_it_is_told_by_its_name() => Assert.Contains(
        "holds o.m where lockdep_assert_not_held() stands",
        Checking.Reasons("struct obj { struct mutex m; }; struct obj o; int n; "
            + "CPU0 { mutex_lock(&o.m); n = 1; lockdep_assert_not_held(&o.m); mutex_unlock(&o.m); }")[0],
        StringComparison.Ordinal);
}
