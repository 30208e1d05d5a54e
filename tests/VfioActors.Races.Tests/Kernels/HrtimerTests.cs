namespace VfioActors.Races.Tests.Kernels;

/// <summary>Timers of high resolution: interrupts of any processor, which may start anew. kernel/time/hrtimer.c.</summary>
public sealed class HrtimerTests
{
    private const string Head = """
        struct dev { struct hrtimer timer; spinlock_t lock; int n; };
        struct dev *d; struct hrtimer other; int hits, stop; DEFINE_SPINLOCK(l); DEFINE_MUTEX(m);
        init { d = kzalloc(sizeof(*d), GFP_KERNEL); hrtimer_setup(&d->timer, fn, CLOCK_MONOTONIC, HRTIMER_MODE_REL); }

        """;

    private const string Plain = "enum hrtimer_restart fn(struct hrtimer *t) { "
        + "struct dev *x = container_of(t, struct dev, timer); x->n = 1; hits++; return HRTIMER_NORESTART; }\n";

    private const string Again = "enum hrtimer_restart fn(struct hrtimer *t) { "
        + "struct dev *x = container_of(t, struct dev, timer); x->n = 1; "
        + "hrtimer_forward_now(t, ms_to_ktime(1)); return HRTIMER_RESTART; }\n";

    private const string Locks = "enum hrtimer_restart fn(struct hrtimer *t) { "
        + "spin_lock(&l); hits++; spin_unlock(&l); return HRTIMER_NORESTART; }\n";

    private const string Start = "hrtimer_start(&d->timer, ms_to_ktime(5), HRTIMER_MODE_REL); ";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "it expires once", "held", Plain + $"CPU0 {{ {Start}}} finally(hits == 1);" },
        { "started twice it expires once or twice", "held",
            Plain + $"CPU0 {{ {Start}{Start}}} finally(hits == 1 || hits == 2); sometimes(hits == 2);" },
        { "cancelled it does not run after", "held", Plain + $"CPU0 {{ {Start}hrtimer_cancel(&d->timer); kfree(d); }}" },
        { "cancelled it may have run", "assert-5",
            Plain + $"CPU0 {{ {Start}hrtimer_cancel(&d->timer); assert(!hits); }}" },
        { "what was cancelled in time did not run", "held",
            Plain + $"CPU0 {{ {Start}if (hrtimer_cancel(&d->timer)) assert(!hits); else assert(hits == 1); "
                + "assert(!hrtimer_active(&d->timer)); }" },
        { "only tried it runs after", "NoUseAfterFree",
            Plain + $"CPU0 {{ {Start}hrtimer_try_to_cancel(&d->timer); kfree(d); }}" },
        { "tried until it does not run", "held",
            Plain + $"CPU0 {{ {Start}if (hrtimer_try_to_cancel(&d->timer) >= 0) kfree(d); }}" },
        { "freed while it is started", "NoUseAfterFree", Plain + $"CPU0 {{ {Start}kfree(d); }}" },
        { "it frees what it is in", "held",
            "enum hrtimer_restart fn(struct hrtimer *t) { kfree(container_of(t, struct dev, timer)); "
                + $"return HRTIMER_NORESTART; }}\nCPU0 {{ {Start}}}" },
        { "it frees what it is in, and starts anew", "NoUseAfterFree",
            "enum hrtimer_restart fn(struct hrtimer *t) { kfree(container_of(t, struct dev, timer)); "
                + $"return HRTIMER_RESTART; }}\nCPU0 {{ {Start}}}" },
        { "somebody starts what was cancelled", "NoUseAfterFree",
            Plain + $"CPU0 {{ hrtimer_cancel(&d->timer); kfree(d); }} CPU1 {{ {Start}}}" },
        { "cancelled in its own function", "Progress",
            $"enum hrtimer_restart fn(struct hrtimer *t) {{ hrtimer_cancel(t); return 0; }}\nCPU0 {{ {Start}}}" },
        { "tried in its own function", "held",
            "enum hrtimer_restart fn(struct hrtimer *t) { assert(hrtimer_try_to_cancel(t) == -1); return 0; }\n"
                + $"CPU0 {{ {Start}}}" },
        { "cancelled under a lock that it takes", "Progress",
            Locks + $"CPU0 {{ {Start}spin_lock_irq(&l); hrtimer_cancel(&d->timer); spin_unlock_irq(&l); }}" },
        { "tried under a lock that it takes", "held",
            Locks + $"CPU0 {{ {Start}spin_lock_irq(&l); hrtimer_try_to_cancel(&d->timer); spin_unlock_irq(&l); }}" },
        { "interrupts left on under a lock that it takes", "LocksAreTakenOnce",
            Locks + $"CPU0 {{ {Start}spin_lock(&l); hits++; spin_unlock(&l); }}" },
        { "softirqs off are not enough", "LocksAreTakenOnce",
            Locks + $"CPU0 {{ {Start}spin_lock_bh(&l); hits++; spin_unlock_bh(&l); }}" },
        { "interrupts off around the lock", "held",
            Locks + $"CPU0 {{ {Start}spin_lock_irq(&l); hits++; spin_unlock_irq(&l); }} finally(hits == 2);" },
        { "a worker with interrupts left on", "LocksAreTakenOnce",
            Locks + "void g(struct work_struct *w) { spin_lock(&l); hits++; spin_unlock(&l); } DECLARE_WORK(w, g);\n"
                + $"CPU0 {{ {Start}schedule_work(&w); }}" },
        { "a timer with interrupts left on", "LocksAreTakenOnce",
            Locks + "void g(struct timer_list *w) { spin_lock(&l); hits++; spin_unlock(&l); } DEFINE_TIMER(w, g);\n"
                + $"CPU0 {{ {Start}mod_timer(&w, 1); }}" },
        { "an interrupt has none", "held",
            Locks + $"CPU0 {{ {Start}}} irq {{ spin_lock(&l); hits++; spin_unlock(&l); }} finally(hits == 2);" },
        { "sleep in it", "NoSleepInAtomic",
            $"enum hrtimer_restart fn(struct hrtimer *t) {{ mutex_lock(&m); mutex_unlock(&m); return 0; }}\nCPU0 {{ {Start}}}" },
        { "softirqs switched in it", "SwitchesArePaired",
            "enum hrtimer_restart fn(struct hrtimer *t) { spin_lock_bh(&l); spin_unlock_bh(&l); return 0; }\n"
                + $"CPU0 {{ {Start}}}" },
        { "a lock kept by it", "LocksAreGivenBack",
            $"enum hrtimer_restart fn(struct hrtimer *t) {{ spin_lock(&l); return 0; }}\nCPU0 {{ {Start}}}" },
        { "started and never set up", "TimersAreUsedRight", Plain + "CPU0 { hrtimer_start(&other, 1, 0); }" },
        { "cancelled and never set up", "TimersAreUsedRight", Plain + "CPU0 { hrtimer_cancel(&other); }" },
        { "started without a function", "TimersAreUsedRight",
            Plain + "CPU0 { hrtimer_init(&other, CLOCK_MONOTONIC, 0); hrtimer_start(&other, 1, 0); }" },
        { "set up while it is started", "TimersAreUsedRight",
            Plain + $"CPU0 {{ {Start}hrtimer_setup(&d->timer, fn, 1, 0); }}" },
        { "its function is read when it expires", "held",
            Plain + "enum hrtimer_restart g(struct hrtimer *t) { hits = 5; return HRTIMER_NORESTART; }\n"
                + "CPU0 { d->timer.function = g; " + Start + "} finally(hits == 5);" },
        { "cancelled by an interrupt", "held", Plain + $"CPU0 {{ {Start}}} irq {{ hrtimer_cancel(&d->timer); }}" },
        { "a grace period waits for it", "held",
            "struct dev *slot; enum hrtimer_restart fn(struct hrtimer *t) { struct dev *x = READ_ONCE(slot); "
                + "if (x) x->n = 1; return HRTIMER_NORESTART; }\n"
                + $"CPU0 {{ slot = d; {Start}struct dev *x = xchg(&slot, NULL); synchronize_rcu(); "
                + "hrtimer_cancel(&x->timer); kfree(x); }" },
        { "set up anew it has no function", "TimersAreUsedRight",
            Plain + $"CPU0 {{ hrtimer_init(&d->timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL); {Start}}}" },
        { "cancelled it is started again", "held",
            Plain + $"CPU0 {{ {Start}hrtimer_cancel(&d->timer); {Start}}} finally(hits == 1 || hits == 2);" },
        { "it runs, and is not queued", "held",
            "enum hrtimer_restart fn(struct hrtimer *t) { assert(!hrtimer_is_queued(t)); "
                + "assert(hrtimer_callback_running(t)); assert(hrtimer_active(t)); "
                + $"assert(hrtimer_forward_now(t, 1) == 1); return HRTIMER_NORESTART; }}\nCPU0 {{ {Start}}}" },
        { "it is queued until it runs", "held",
            "enum hrtimer_restart fn(struct hrtimer *t) { stop = 1; return HRTIMER_NORESTART; }\n"
                + $"CPU0 {{ {Start}if (!hrtimer_active(&d->timer)) assert(stop); }}" },
        { "what is queued does not run yet", "assert-5",
            "enum hrtimer_restart fn(struct hrtimer *t) { stop = 1; return HRTIMER_NORESTART; }\n"
                + $"CPU0 {{ {Start}if (hrtimer_is_queued(&d->timer)) assert(hrtimer_callback_running(&d->timer)); }}" },
        { "started within a range", "held",
            Plain + "CPU0 { hrtimer_start_range_ns(&d->timer, ktime_set(0, 5), 9, HRTIMER_MODE_REL); "
                + "assert(ktime_set(0, 5) == 5); } finally(hits == 1);" },
        { "set up in its own function it still runs", "held",
            "enum hrtimer_restart fn(struct hrtimer *t) { struct dev *x = container_of(t, struct dev, timer); "
                + "hrtimer_setup(t, fn, CLOCK_MONOTONIC, HRTIMER_MODE_REL); x->n = 1; return HRTIMER_NORESTART; }\n"
                + $"CPU0 {{ {Start}hrtimer_cancel(&d->timer); kfree(d); }}" },
        { "it starts anew as long as it says so", "held",
            "enum hrtimer_restart fn(struct hrtimer *t) { hits++; "
                + "return hits < 2 ? HRTIMER_RESTART : HRTIMER_NORESTART; }\n"
                + $"CPU0 {{ {Start}}} finally(hits == 2);" },
        { "a grace period waits for what it reads", "held",
            "struct dev *slot; enum hrtimer_restart fn(struct hrtimer *t) { struct dev *x = READ_ONCE(slot); "
                + "if (x) x->n = 1; return HRTIMER_NORESTART; }\n"
                + $"CPU0 {{ slot = kzalloc(sizeof(*slot), GFP_KERNEL); {Start}struct dev *x = xchg(&slot, NULL); "
                + "synchronize_rcu(); kfree(x); }" },
        { "a grace period ends when it starts anew", "held",
            "enum hrtimer_restart fn(struct hrtimer *t) { hits++; "
                + "return hits < 2 ? HRTIMER_RESTART : HRTIMER_NORESTART; }\n"
                + $"CPU0 {{ {Start}synchronize_rcu(); stop = 1; }} "
                + "CPU1 { rcu_read_lock(); d->n = 2; rcu_read_unlock(); } finally(stop && hits == 2);" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Timers_of_high_resolution_are_as_in_the_kernel(string what, string expected, string code)
    {
        var verdict = Checking.Verdict(Head + code);
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    /// <summary>Whoever cancels it waits while it runs, and takes back what its function has started anew.</summary>
    [Theory]
    [InlineData("hrtimer_cancel(&d->timer);", Exploration.Verdict.Held)]
    [InlineData("hrtimer_try_to_cancel(&d->timer);", Exploration.Verdict.Broken)]
    public void One_that_starts_anew_ends_with_whoever_cancels_it(string end, Exploration.Verdict expected) =>
        Assert.Equal(expected, Checking.Run(Head + Again + $"CPU0 {{ {Start}{end} kfree(d); }}", "stateful").Verdict);

    [Fact]
    public void What_may_be_interrupted_is_told() => Assert.Contains(
        "line 2: hrtimer waits for l, held by CPU0, which it may interrupt: deadlock",
        Checking.Reasons("""
            int n; DEFINE_SPINLOCK(l); struct hrtimer t;
            enum hrtimer_restart fn(struct hrtimer *unused) { spin_lock(&l); n++; spin_unlock(&l); return 0; }
            CPU0 { hrtimer_init(&t, 1, 1); t.function = fn; hrtimer_start(&t, 1, 1); spin_lock_bh(&l); n++; spin_unlock_bh(&l); }
            """));

    [Theory]
    [InlineData("hrtimer_start(t, 1, 1);", "q.race:2:8: error: struct hrtimer is assigned to struct hrtimer *")]
    [InlineData("hrtimer_start(&t, 1);", "q.race:2:8: error: 'hrtimer_start' takes 3 arguments, here are 2")]
    [InlineData("hrtimer_setup(&t, f, 1, 1);", "q.race:2:8: error: s32 (*)(s32) is assigned to u32 (*)(struct hrtimer *)")]
    [InlineData("t.function = f;", "q.race:2:8: error: s32 (*)(s32) is assigned to u32 (*)(struct hrtimer *)")]
    [InlineData("t.expires = 1;", "q.race:2:10: error: struct hrtimer has no field 'expires'")]
    [InlineData("hrtimer_cancel();", "q.race:2:8: error: 'hrtimer_cancel' takes 1 arguments, here are 0")]
    [InlineData("hrtimer_start(&t, 1, HRTIMER_MODE_REL_SOFT);", "q.race:2:8: error: there is no 'HRTIMER_MODE_REL_SOFT'")]
    public void What_is_wrong_is_told(string code, string expected) => Assert.StartsWith(
        expected, Checking.Problems($"struct hrtimer t; int f(int x) {{ return x; }}\nCPU0 {{ {code} }}"),
        StringComparison.Ordinal);
}
