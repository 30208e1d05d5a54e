using VfioActors.Exploration;

namespace VfioActors.Races.Tests.Drivers;

/// <summary>Interrupts that are requested, disabled and freed: kernel/irq/manage.c, Linux 6.12.</summary>
public sealed class IrqTests
{
    private const string Head = """
        struct dev { int n; spinlock_t lock; struct mutex mutex; } *d; int n, x; DEFINE_SPINLOCK(l); struct completion done;
        irqreturn_t count(int irq, void *p) { struct dev *d = p; spin_lock(&d->lock); d->n++; spin_unlock(&d->lock); return IRQ_HANDLED; }
        irqreturn_t add(int irq, void *p) { WRITE_ONCE(n, n + 1); complete(&done); return IRQ_HANDLED; }
        irqreturn_t wake(int irq, void *p) { return IRQ_WAKE_THREAD; }
        irqreturn_t slow(int irq, void *p) { struct dev *d = p; mutex_lock(&d->mutex); d->n++; mutex_unlock(&d->mutex); return IRQ_HANDLED; }
        irqreturn_t step(int irq, void *p) { n++; msleep(1); return IRQ_HANDLED; }
        void probe(void) { d = kzalloc(sizeof(*d), GFP_KERNEL); spin_lock_init(&d->lock); mutex_init(&d->mutex); }

        """;

    /// <summary>What it is, what breaks, the code.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "freed after the interrupt", "held", "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); free_irq(1, d); kfree(d); }" },
        { "freed before it", "NoUseAfterFree", "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); disable_irq_nosync(1); kfree(d); free_irq(1, d); }" },
        { "freed while it is disabled", "held", "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); disable_irq(1); kfree(d); free_irq(1, d); }" },
        { "disabled, and not waited for, and then waited for", "held",
            "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); disable_irq_nosync(1); synchronize_irq(1); kfree(d); free_irq(1, d); }" },
        { "waited for, and not disabled", "NoUseAfterFree",
            "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); synchronize_irq(1); kfree(d); free_irq(1, d); }" },
        { "a lock of it taken with interrupts on", "LocksAreTakenOnce",
            "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); spin_lock(&d->lock); d->n++; spin_unlock(&d->lock); free_irq(1, d); kfree(d); }" },
        { "a lock of it taken with interrupts off", "held",
            "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); spin_lock_irq(&d->lock); d->n++; spin_unlock_irq(&d->lock); free_irq(1, d); kfree(d); }" },
        { "a lock of it taken while it is disabled", "held",
            "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); disable_irq(1); d->n++; enable_irq(1); free_irq(1, d); kfree(d); }" },
        { "waited for under its lock", "Progress",
            "CPU0 { probe(); int r = request_irq(1, count, 0, \"d\", d); spin_lock_irq(&d->lock); synchronize_hardirq(1); spin_unlock_irq(&d->lock); free_irq(1, d); kfree(d); }" },
        { "what may sleep under a spinlock", "NoSleepInAtomic", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); spin_lock_irq(&l); synchronize_irq(1); spin_unlock_irq(&l); free_irq(1, &x); }" },
        { "disabled under a spinlock", "NoSleepInAtomic", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); spin_lock_irq(&l); disable_irq(1); spin_unlock_irq(&l); free_irq(1, &x); }" },
        { "disabled under a spinlock and not waited for", "held",
            "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); spin_lock_irq(&l); disable_irq_nosync(1); spin_unlock_irq(&l); enable_irq(1); free_irq(1, &x); }" },
        { "freed under a spinlock", "NoSleepInAtomic", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); spin_lock_irq(&l); free_irq(1, &x); spin_unlock_irq(&l); }" },
        { "requested under a spinlock", "NoSleepInAtomic", "CPU0 { spin_lock_irq(&l); int r = request_irq(1, add, 0, \"d\", &x); spin_unlock_irq(&l); free_irq(1, &x); }" },
        { "freed by its own handler", "NoSleepInAtomic",
            "irqreturn_t own(int irq, void *p) { free_irq(irq, p); return IRQ_HANDLED; } CPU0 { int r = request_irq(1, own, 0, \"d\", &x); }" },
        { "waited for by its own handler", "Progress",
            "irqreturn_t own(int irq, void *p) { synchronize_hardirq(irq); return IRQ_HANDLED; } CPU0 { int r = request_irq(1, own, 0, \"d\", &x); free_irq(1, &x); }" },
        { "freed and never requested", "IrqsAreUsedRight", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); free_irq(1, &n); free_irq(1, &x); }" },
        { "freed twice", "IrqsAreUsedRight", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); free_irq(1, &x); free_irq(1, &x); }" },
        { "enabled and never disabled", "IrqsAreUsedRight", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); enable_irq(1); free_irq(1, &x); }" },
        { "enabled as often as disabled", "held",
            "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); disable_irq(1); disable_irq(1); enable_irq(1); int m = n; assert(m == READ_ONCE(n)); enable_irq(1); free_irq(1, &x); }" },
        { "enabled once too early", "assert-8",
            "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); disable_irq(1); enable_irq(1); int m = n; assert(m == READ_ONCE(n)); free_irq(1, &x); }" },
        { "it comes once", "held",
            "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); wait_for_completion(&done); assert(!r && n == 1); free_irq(1, &x); assert(n == 1); }" },
        { "it may not have come before it is freed", "assert-8", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); free_irq(1, &x); assert(n == 1); }" },
        { "and does not after", "held", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); free_irq(1, &x); int m = n; assert(m == READ_ONCE(n)); }" },
        { "once more where somebody says so", "held",
            "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); wait_for_completion(&done); r = irq_inject_interrupt(1); wait_for_completion(&done); free_irq(1, &x); assert(n == 2); }" },
        { "not before it is enabled", "Progress",
            "CPU0 { int r = request_irq(1, add, IRQF_NO_AUTOEN, \"d\", &x); assert(!n); wait_for_completion(&done); free_irq(1, &x); }" },
        { "and then it comes", "held",
            "CPU0 { int r = request_irq(1, add, IRQF_NO_AUTOEN, \"d\", &x); assert(!n); enable_irq(1); wait_for_completion(&done); free_irq(1, &x); }" },
        { "what comes while it is disabled comes later", "held",
            "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); disable_irq(1); enable_irq(1); wait_for_completion(&done); free_irq(1, &x); assert(n == 1); }" },
        { "one line, one handler", "held", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); assert(request_irq(1, add, 0, \"e\", &n) == -EBUSY); free_irq(1, &x); }" },
        { "another line", "held", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); r = request_irq(2, add, 0, \"e\", &n); assert(!r); free_irq(1, &x); free_irq(2, &n); }" },
        { "and again", "held", "CPU0 { int r = request_irq(1, add, 0, \"d\", &x); free_irq(1, &x); r = request_irq(1, add, 0, \"e\", &n); assert(!r); free_irq(1, &n); }" },
        { "what is no request", "held",
            "CPU0 { assert(request_irq(1, add, IRQF_SHARED, \"d\", NULL) == -EINVAL && request_irq(1, NULL, 0, \"d\", &x) == -EINVAL); "
                + "assert(request_threaded_irq(1, NULL, slow, 0, \"d\", &x) == -EINVAL && request_irq(1, add, IRQF_SHARED | IRQF_NO_AUTOEN, \"d\", &x) == -EINVAL); }" },
        { "its thread may sleep, and is waited for", "held",
            "CPU0 { probe(); int r = request_threaded_irq(2, wake, slow, 0, \"d\", d); free_irq(2, d); kfree(d); }" },
        { "the handler alone is waited for", "NoUseAfterFree",
            "CPU0 { probe(); int r = request_threaded_irq(2, wake, slow, 0, \"d\", d); disable_hardirq(2); kfree(d); free_irq(2, d); }" },
        { "a thread without a handler", "held", "CPU0 { probe(); int r = request_threaded_irq(2, NULL, slow, IRQF_ONESHOT, \"d\", d); disable_irq(2); kfree(d); free_irq(2, d); }" },
        { "freed under a mutex of its thread", "Progress",
            "CPU0 { probe(); int r = request_threaded_irq(2, NULL, slow, IRQF_ONESHOT, \"d\", d); mutex_lock(&d->mutex); free_irq(2, d); mutex_unlock(&d->mutex); kfree(d); }" },
        { "a thread that is not there", "IrqsAreUsedRight", "CPU0 { int r = request_irq(1, wake, 0, \"d\", &x); free_irq(1, &x); }" },
        { "masked until its thread is done", "held",
            "irqreturn_t hard(int irq, void *p) { assert(!READ_ONCE(x)); return IRQ_WAKE_THREAD; } irqreturn_t soft(int irq, void *p) { x = 1; n++; x = 0; return IRQ_HANDLED; }\n"
                + "CPU0 { int r = request_threaded_irq(2, hard, soft, IRQF_ONESHOT, \"d\", &n); irq_inject_interrupt(2); free_irq(2, &n); }" },
        { "not masked", "assert-8",
            "irqreturn_t hard(int irq, void *p) { assert(!READ_ONCE(x)); return IRQ_WAKE_THREAD; } irqreturn_t soft(int irq, void *p) { x = 1; n++; x = 0; return IRQ_HANDLED; }\n"
                + "CPU0 { int r = request_threaded_irq(2, hard, soft, 0, \"d\", &n); irq_inject_interrupt(2); free_irq(2, &n); }" },
        { "a handler that sleeps", "NoSleepInAtomic", "CPU0 { int r = request_irq(1, step, 0, \"d\", &x); free_irq(1, &x); }" },
        { "what a reader sees is there until it is over", "held",
            "irqreturn_t reads(int irq, void *p) { struct dev *q = READ_ONCE(d); if (q) q->n = 1; return IRQ_HANDLED; }\n"
                + "CPU0 { probe(); int r = request_irq(1, reads, 0, \"d\", &x); struct dev *q = d; WRITE_ONCE(d, NULL); synchronize_rcu(); kfree(q); free_irq(1, &x); }" },
        { "what it completes is what it was given", "held",
            "irqreturn_t completes(int irq, void *p) { complete(p); return IRQ_HANDLED; } "
                + "void f(void) { struct completion c; init_completion(&c); int r = request_irq(1, completes, 0, \"d\", &c); wait_for_completion_timeout(&c, HZ); free_irq(1, &c); } CPU0 { f(); }" },
        { "and is there no more", "NoUseAfterFree",
            "irqreturn_t completes(int irq, void *p) { complete(p); return IRQ_HANDLED; } "
                + "void f(void) { struct completion c; init_completion(&c); int r = request_irq(1, completes, 0, \"d\", &c); wait_for_completion_timeout(&c, HZ); } CPU0 { f(); }" },
        { "its handler queues work", "NoUseAfterFree",
            "struct w { struct work_struct work; int n; } *w; void works(struct work_struct *k) { container_of(k, struct w, work)->n++; }\n"
                + "irqreturn_t queues(int irq, void *p) { struct w *q = p; schedule_work(&q->work); return IRQ_HANDLED; }\n"
                + "CPU0 { w = kzalloc(sizeof(*w), GFP_KERNEL); INIT_WORK(&w->work, works); int r = request_irq(1, queues, 0, \"d\", w); cancel_work_sync(&w->work); free_irq(1, w); kfree(w); }" },
        { "and is freed before that is cancelled", "held",
            "struct w { struct work_struct work; int n; } *w; void works(struct work_struct *k) { container_of(k, struct w, work)->n++; }\n"
                + "irqreturn_t queues(int irq, void *p) { struct w *q = p; schedule_work(&q->work); return IRQ_HANDLED; }\n"
                + "CPU0 { w = kzalloc(sizeof(*w), GFP_KERNEL); INIT_WORK(&w->work, works); int r = request_irq(1, queues, 0, \"d\", w); free_irq(1, w); cancel_work_sync(&w->work); kfree(w); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void An_interrupt_comes_between_its_request_and_its_end(string what, string expected, string code)
    {
        var report = Checking.Run(Head + code, "stateful");
        var broken = string.Join(' ', report.Failures.Select(one => one.Property.Name).Distinct().Order(StringComparer.Ordinal));
        var verdict = report.Verdict switch
        {
            Verdict.Held => "held",
            Verdict.Broken => broken,
            _ => $"? {report.Doubt}",
        };
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    [Theory]
    [InlineData("int r = request_irq(4, add, 0, \"d\", &x); free_irq(4, &x);", "line 8 used an interrupt beyond number 3 in CPU0")]
    [InlineData("int r = request_irq(1, add, IRQF_SHARED, \"d\", &x); r = request_irq(1, add, IRQF_SHARED, \"e\", &n); r = request_irq(1, add, IRQF_SHARED, \"f\", &r);",
        "line 8 requested an interrupt that is shared with more than another handler, or with a thread in CPU0")]
    public void What_is_not_modelled_is_no_verdict(string code, string expected) => Assert.StartsWith(
        $"? {expected}", Checking.Verdict($"{Head}CPU0 {{ {code} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("request_irq(1, add);", "'request_irq' takes 5 arguments, here are 2")]
    [InlineData("free_irq(1);", "'free_irq' takes 2 arguments, here are 1")]
    [InlineData("request_irq(1, probe, 0, \"d\", &x);", "void (*)(void) is assigned to")]
    public void What_is_wrong_is_told(string code, string expected) => Assert.Contains(
        expected, Checking.Problems($"{Head}CPU0 {{ {code} }}"), StringComparison.Ordinal);

    [Fact]
    public void A_request_may_be_refused() => Assert.Equal(["assert-8"],
        Checking.Run($"{Head}CPU0 {{ int r = request_irq(1, add, 0, \"d\", &x); assert(!r); free_irq(1, &x); }}", "stateful",
            [], ("faults", "on")).Failures.Select(one => one.Property.Name).Distinct());
}
