namespace VfioActors.Races.Tests;

/// <summary>Preemption, softirqs and interrupts are switched on where they are off, as the kernel warns.</summary>
public sealed class SwitchTests
{
    private const string Wrong = "SwitchesArePaired";

    public static TheoryData<string, string> Cases => new()
    {
        { "preempt_enable();", Wrong },
        { "local_bh_enable();", Wrong },
        { "rcu_read_unlock_bh();", Wrong },
        { "local_irq_restore(f);", Wrong },
        { "spin_lock(&l); spin_unlock_bh(&l);", Wrong },
        { "spin_lock(&l); spin_unlock_irqrestore(&l, f);", Wrong },
        { "spin_lock(&l); preempt_enable(); spin_unlock(&l);", Wrong },
        { "preempt_disable(); local_bh_enable();", Wrong },
        { "local_irq_disable(); spin_lock_bh(&l); spin_unlock_bh(&l); local_irq_enable();", Wrong },
        { "local_irq_save(f); spin_lock_irq(&l); spin_unlock_irq(&l); local_irq_restore(f);", Wrong },
        { "local_irq_save(f); spin_lock_irq(&l); spin_unlock_irq(&l);", "held" },
        { "local_irq_enable();", "held" },
        { "local_irq_disable(); local_irq_disable(); local_irq_enable(); msleep(1);", "held" },
        { "local_irq_save(f); local_irq_disable(); local_irq_restore(f); msleep(1);", "held" },
        { "local_irq_save(f); spin_lock_irqsave(&l, g); spin_unlock_irqrestore(&l, g); msleep(1);", "NoSleepInAtomic" },
        { "preempt_disable(); preempt_disable(); preempt_enable(); preempt_enable();", "held" },
        { "local_bh_disable(); spin_lock(&l); spin_unlock_bh(&l); msleep(1);", "held" },
        { "spin_lock_bh(&l); spin_unlock(&l); local_bh_enable(); msleep(1);", "held" },
        { "preempt_disable();", "LocksAreGivenBack" },
        { "local_bh_disable();", "LocksAreGivenBack" },
        { "local_irq_disable();", "LocksAreGivenBack" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void What_is_switched_on_was_off(string code, string expected) => Assert.Equal(
        expected, Checking.Verdict(
            $"DEFINE_SPINLOCK(l); int x; CPU0 {{ unsigned long f = 0x200, g = 0; x = 1; {code} x = 2; }}"));

    [Theory]
    [InlineData("local_irq_disable(); msleep(1); local_irq_enable();", "NoSleepInAtomic")]
    [InlineData("preempt_enable();", Wrong)]
    [InlineData("local_bh_disable();", "LocksAreGivenBack")]
    public void A_worker_is_looked_at_too(string code, string expected) => Assert.Equal(
        expected, Checking.Verdict($"int x; void fn(struct work_struct *w) {{ {code} x = 1; }} DECLARE_WORK(w, fn); "
            + "CPU0 { schedule_work(&w); }"));

    [Theory]
    [InlineData("spin_lock_irq(&l); x = 2; spin_unlock_irq(&l);", Wrong)]
    [InlineData("local_irq_enable();", Wrong)]
    [InlineData("local_bh_disable(); local_bh_enable();", Wrong)]
    [InlineData("spin_lock_irqsave(&l, 0); x = 2; spin_unlock_irqrestore(&l, 0);", "held")]
    public void An_interrupt_leaves_interrupts_off(string code, string expected) => Assert.Equal(
        expected, Checking.Verdict($"DEFINE_SPINLOCK(l); int x; CPU0 {{ x = 1; }} irq {{ {code} }}"));

    [Fact]
    public void An_interrupt_comes_once_they_are_on_early() => Assert.Equal("LocksAreTakenOnce", Checking.Verdict("""
        DEFINE_SPINLOCK(a); DEFINE_SPINLOCK(b); int x;
        CPU0 { spin_lock_irq(&a); spin_lock_irq(&b); spin_unlock_irq(&b); x = 1; spin_unlock(&a); }
        irq { spin_lock(&a); x = 2; spin_unlock(&a); }
        """));

    [Fact]
    public void What_is_wrong_is_told() => Assert.Contains(
        "line 1: CPU0 calls preempt_enable(), and preemption is on already",
        Checking.Reasons("int x; CPU0 { x = 1; preempt_enable(); }"));
}
