namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// Sequence counts and what interrupts who writes under them: __seqprop_assert and read_seqcount_begin of
/// include/linux/seqlock.h, Linux 6.12.
/// </summary>
public sealed class SeqcountTests
{
    private const string Head = """
        seqcount_t s; DEFINE_SEQLOCK(sl); DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); int a, b; struct timer_list t; struct hrtimer h;
        struct o { struct rcu_head rcu; } *p;
        void look(void) { unsigned q; int x, y;
            do { q = read_seqbegin(&sl); x = a; y = b; } while (read_seqretry(&sl, q)); assert(x == y); }
        void f(struct timer_list *u) { look(); }
        enum hrtimer_restart g(struct hrtimer *u) { look(); return HRTIMER_NORESTART; }
        void cb(struct rcu_head *r) { look(); kfree(container_of(r, struct o, rcu)); }

        """;

    private const string Timer = "init { timer_setup(&t, f, 0); mod_timer(&t, jiffies + 1); }\n";
    private const string Hrtimer =
        "init { hrtimer_setup(&h, g, CLOCK_MONOTONIC, HRTIMER_MODE_REL); hrtimer_start(&h, 1, HRTIMER_MODE_REL); }\n";

    private const string Deferred = "init { p = kzalloc(sizeof(*p), GFP_KERNEL); }\n"
        + "CPU1 { struct o *q = p; p = NULL; call_rcu(&q->rcu, cb); }\n";

    private const string Write = "{ write_seqlock(&sl); a++; b++; write_sequnlock(&sl); }\n";
    private const string WriteBh = "{ write_seqlock_bh(&sl); a++; b++; write_sequnlock_bh(&sl); }\n";
    private const string WriteIrq = "{ write_seqlock_irq(&sl); a++; b++; write_sequnlock_irq(&sl); }\n";

    public static TheoryData<string, string, string> Readers => new()
    {
        { "a timer", "LocksAreTakenOnce", Timer + "CPU0 " + Write },
        { "a timer, with softirqs off", "held", Timer + "CPU0 " + WriteBh },
        { "a timer, with interrupts off", "held", Timer + "CPU0 " + WriteIrq },
        { "what RCU calls", "LocksAreTakenOnce", Deferred + "CPU0 " + Write },
        { "what RCU calls, with softirqs off", "held", Deferred + "CPU0 " + WriteBh },
        { "a timer of high resolution", "LocksAreTakenOnce", Hrtimer + "CPU0 " + WriteBh },
        { "a timer of high resolution, with interrupts off", "held", Hrtimer + "CPU0 " + WriteIrq },
        { "an interrupt", "LocksAreTakenOnce", "int z; irq { look(); }\nCPU0 { z = 1; }\nCPU1 " + WriteBh },
        { "an interrupt, with interrupts off", "held", "irq { look(); }\nCPU0 " + WriteIrq },
        { "an interrupt of that processor", "LocksAreTakenOnce Progress", "irq(CPU0) { look(); }\nCPU0 " + Write },
        { "an interrupt of another processor", "held", "int z; irq(CPU0) { look(); }\nCPU0 { z = 1; }\nCPU1 " + Write },
        { "a softirq that writes", "held",
            "void w(struct timer_list *u) { write_seqlock(&sl); a++; b++; write_sequnlock(&sl); }\n"
                + "init { timer_setup(&t, w, 0); mod_timer(&t, jiffies + 1); }\nCPU0 { look(); }" },
        { "one who does not wait", "held",
            "void r(struct timer_list *u) { unsigned q = raw_seqcount_begin(&sl.seqcount); int x = a, y = b; "
                + "if (!read_seqcount_retry(&sl.seqcount, q)) assert(x == y); }\n"
                + "init { timer_setup(&t, r, 0); mod_timer(&t, jiffies + 1); }\nCPU0 " + Write },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public void Who_reads_in_an_interrupt_waits_for_ever_for_whom_it_came_to(string name, string expected, string text)
    {
        var verdict = Checking.Verdict(Head + text);
        Assert.True(verdict == expected, $"{name}: {verdict}");
    }

    [Theory]
    [InlineData("write_seqcount_begin(&s); a++; write_seqcount_end(&s);", "SeqcountsAreUsedRight")]
    [InlineData("mutex_lock(&m); write_seqcount_begin(&s); a++; write_seqcount_end(&s); mutex_unlock(&m);",
        "SeqcountsAreUsedRight")]
    [InlineData("rcu_read_lock(); write_seqcount_begin(&s); a++; write_seqcount_end(&s); rcu_read_unlock();",
        "SeqcountsAreUsedRight")]
    [InlineData("preempt_disable(); write_seqcount_begin(&s); a++; write_seqcount_end(&s); preempt_enable();", "held")]
    [InlineData("spin_lock(&l); write_seqcount_begin(&s); a++; write_seqcount_end(&s); spin_unlock(&l);", "held")]
    [InlineData("local_irq_disable(); write_seqcount_begin(&s); write_seqcount_end(&s); local_irq_enable();", "held")]
    [InlineData("local_bh_disable(); write_seqcount_begin(&s); write_seqcount_end(&s); local_bh_enable();", "held")]
    [InlineData("raw_write_seqcount_begin(&s); a++; raw_write_seqcount_end(&s);", "held")]
    [InlineData("write_seqcount_invalidate(&s);", "held")]
    public void Who_writes_is_not_preempted(string code, string expected) =>
        Assert.Equal(expected, Checking.Verdict($"{Head}CPU0 {{ {code} }} CPU1 {{ b = 1; }}"));

    [Fact]
    public void What_is_wrong_is_said() => Assert.Equal(
        ["line 1: CPU0 writes under a seqcount_t with preemption on"],
        Checking.Reasons("seqcount_t s; CPU0 { write_seqcount_begin(&s); write_seqcount_end(&s); }"));
}
