using VfioActors.Exploration;

namespace VfioActors.Races.Tests.Drivers;

/// <summary>Tasklets: kernel/softirq.c, Linux 6.12.</summary>
public sealed class TaskletTests
{
    private const string Head = """
        struct dev { struct tasklet_struct t; int n; spinlock_t lock; } *d; int x;
        void count(struct tasklet_struct *t) { struct dev *d = from_tasklet(d, t, t); spin_lock(&d->lock); d->n++; spin_unlock(&d->lock); }
        void old(unsigned long data) { struct dev *d = (struct dev *)data; d->n++; }
        void again(struct tasklet_struct *t) { struct dev *d = container_of(t, struct dev, t); if (d->n++ < 2) tasklet_schedule(&d->t); }
        void probe(void) { d = kzalloc(sizeof(*d), GFP_KERNEL); spin_lock_init(&d->lock); tasklet_setup(&d->t, count); }

        """;

    /// <summary>What it is, what breaks, the code.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "freed while it is scheduled", "NoUseAfterFree", "CPU0 { probe(); tasklet_schedule(&d->t); kfree(d); }" },
        { "killed before", "held", "CPU0 { probe(); tasklet_schedule(&d->t); tasklet_kill(&d->t); kfree(d); }" },
        { "killed it has run", "held", "CPU0 { probe(); tasklet_schedule(&d->t); tasklet_kill(&d->t); assert(d->n == 1); kfree(d); }" },
        { "scheduled twice it runs once or twice", "held",
            "CPU0 { probe(); tasklet_schedule(&d->t); tasklet_hi_schedule(&d->t); tasklet_kill(&d->t); assert(d->n == 1 || d->n == 2); kfree(d); }" },
        { "scheduled twice it may run once", "assert-6",
            "CPU0 { probe(); tasklet_schedule(&d->t); tasklet_schedule(&d->t); tasklet_kill(&d->t); assert(d->n == 2); kfree(d); }" },
        { "scheduled by another after it was killed", "NoUseAfterFree",
            "init { probe(); } CPU0 { tasklet_kill(&d->t); kfree(d); } CPU1 { tasklet_schedule(&d->t); }" },
        { "it schedules itself", "held",
            "CPU0 { probe(); tasklet_setup(&d->t, again); tasklet_schedule(&d->t); tasklet_kill(&d->t); assert(d->n >= 1); kfree(d); }" },
        { "of the old kind", "held",
            "CPU0 { probe(); tasklet_init(&d->t, old, (unsigned long)d); tasklet_schedule(&d->t); tasklet_kill(&d->t); assert(d->n == 1); kfree(d); }" },
        { "disabled it does not run", "held",
            "CPU0 { probe(); tasklet_schedule(&d->t); tasklet_disable(&d->t); int n = d->n; assert(n == READ_ONCE(d->n)); tasklet_enable(&d->t); tasklet_kill(&d->t); kfree(d); }" },
        { "disabled and not waited for it may still", "assert-6",
            "CPU0 { probe(); tasklet_schedule(&d->t); tasklet_disable_nosync(&d->t); int n = d->n; assert(n == READ_ONCE(d->n)); tasklet_enable(&d->t); tasklet_kill(&d->t); kfree(d); }" },
        { "killed while it is disabled", "Progress",
            "CPU0 { probe(); tasklet_disable(&d->t); tasklet_schedule(&d->t); tasklet_kill(&d->t); tasklet_enable(&d->t); kfree(d); }" },
        { "a lock of it taken with softirqs on", "LocksAreTakenOnce",
            "CPU0 { probe(); tasklet_schedule(&d->t); spin_lock(&d->lock); d->n = 0; spin_unlock(&d->lock); tasklet_kill(&d->t); kfree(d); }" },
        { "a lock of it taken with softirqs off", "held",
            "CPU0 { probe(); tasklet_schedule(&d->t); spin_lock_bh(&d->lock); d->n = 0; spin_unlock_bh(&d->lock); tasklet_kill(&d->t); kfree(d); }" },
        { "killed under a spinlock", "NoSleepInAtomic",
            "CPU0 { probe(); tasklet_schedule(&d->t); spin_lock_bh(&d->lock); tasklet_kill(&d->t); spin_unlock_bh(&d->lock); kfree(d); }" },
        { "never set up", "TimersAreUsedRight", "CPU0 { d = kzalloc(sizeof(*d), GFP_KERNEL); tasklet_schedule(&d->t); kfree(d); }" },
        { "killed before the interrupt that schedules it is freed", "NoUseAfterFree",
            "irqreturn_t h(int irq, void *p) { struct dev *d = p; tasklet_schedule(&d->t); return IRQ_HANDLED; }\n"
                + "CPU0 { probe(); int r = request_irq(1, h, 0, \"d\", d); tasklet_kill(&d->t); free_irq(1, d); kfree(d); }" },
        { "killed behind it", "held",
            "irqreturn_t h(int irq, void *p) { struct dev *d = p; tasklet_schedule(&d->t); return IRQ_HANDLED; }\n"
                + "CPU0 { probe(); int r = request_irq(1, h, 0, \"d\", d); free_irq(1, d); tasklet_kill(&d->t); kfree(d); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_tasklet_runs_some_time_after_it_is_scheduled(string what, string expected, string code)
    {
        var report = Checking.Run(Head + code, "stateful");
        var verdict = report.Verdict == Verdict.Held ? "held" : report.Doubt ?? string.Join(' ', report.Failures
            .Select(one => one.Property.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }
}
