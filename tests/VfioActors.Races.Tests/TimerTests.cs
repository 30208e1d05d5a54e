namespace VfioActors.Races.Tests;

/// <summary>Timers: when they expire, who waits for them, and what they may not do.</summary>
public sealed class TimerTests
{
    private const string Head = """
        struct dev { struct timer_list timer; spinlock_t lock; int n; };
        struct dev *d; int hits, stop; DEFINE_SPINLOCK(l); DEFINE_MUTEX(m);
        init { d = kzalloc(sizeof(*d), GFP_KERNEL); timer_setup(&d->timer, fn, 0); }

        """;

    private const string Plain =
        "void fn(struct timer_list *t) { struct dev *x = from_timer(x, t, timer); x->n = 1; hits++; }\n";

    private const string Again =
        "void fn(struct timer_list *t) { struct dev *x = timer_container_of(x, t, timer); x->n = 1; "
        + "mod_timer(&x->timer, jiffies + HZ); }\n";

    private const string Locks =
        "void fn(struct timer_list *t) { spin_lock(&l); hits++; spin_unlock(&l); }\n";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "it expires once", "held",
            Plain + "CPU0 { mod_timer(&d->timer, jiffies + HZ); } finally(hits == 1);" },
        { "armed twice it expires once or twice", "held",
            Plain + "CPU0 { mod_timer(&d->timer, 1); mod_timer(&d->timer, 2); } finally(hits == 1 || hits == 2); "
                + "sometimes(hits == 2);" },
        { "taken back it may have run", "assert-5",
            Plain + "CPU0 { mod_timer(&d->timer, 1); timer_delete_sync(&d->timer); assert(!hits); }" },
        { "taken back before it expired it does not run", "held",
            Plain + "CPU0 { mod_timer(&d->timer, 1); if (del_timer(&d->timer)) assert(!hits); } "
                + "finally(hits == 0 || hits == 1);" },
        { "waited for it does not run after", "held",
            Plain + "CPU0 { mod_timer(&d->timer, 1); del_timer_sync(&d->timer); kfree(d); }" },
        { "not waited for it runs after", "NoUseAfterFree",
            Plain + "CPU0 { mod_timer(&d->timer, 1); del_timer(&d->timer); kfree(d); }" },
        { "freed while it is armed", "NoUseAfterFree",
            Plain + "CPU0 { mod_timer(&d->timer, 1); kfree(d); }" },
        { "it frees what it is in", "held",
            "void fn(struct timer_list *t) { struct dev *x = from_timer(x, t, timer); kfree(x); }\n"
                + "CPU0 { mod_timer(&d->timer, 1); }" },
        { "it frees what somebody waits for", "NoUseAfterFree",
            "void fn(struct timer_list *t) { struct dev *x = from_timer(x, t, timer); kfree(x); }\n"
                + "CPU0 { mod_timer(&d->timer, 1); } CPU1 { timer_delete_sync(&d->timer); }" },
        { "somebody arms what was taken back", "NoUseAfterFree",
            Plain + "CPU0 { timer_delete_sync(&d->timer); kfree(d); } CPU1 { mod_timer(&d->timer, 1); }" },
        { "nobody arms what was shut down", "held",
            Plain + "CPU0 { timer_shutdown_sync(&d->timer); int before = hits; mod_timer(&d->timer, 1); "
                + "assert(!timer_pending(&d->timer)); assert(hits == before); } CPU1 { mod_timer(&d->timer, 1); }" },
        { "waiting under a lock that it takes", "Progress",
            Locks + "CPU0 { mod_timer(&d->timer, 1); spin_lock_bh(&l); timer_delete_sync(&d->timer); "
                + "spin_unlock_bh(&l); }" },
        { "taking back under a lock that it takes", "held",
            Locks + "CPU0 { mod_timer(&d->timer, 1); spin_lock_bh(&l); timer_delete(&d->timer); spin_unlock_bh(&l); }" },
        { "waiting in its own function", "Progress",
            "void fn(struct timer_list *t) { timer_delete_sync(t); }\nCPU0 { mod_timer(&d->timer, 1); }" },
        { "trying under a lock that it takes", "held",
            Locks + "CPU0 { mod_timer(&d->timer, 1); spin_lock_bh(&l); int r = try_to_del_timer_sync(&d->timer); "
                + "spin_unlock_bh(&l); assert(r >= -1 && r <= 1); }" },
        { "softirqs left on under a lock that it takes", "LocksAreTakenOnce",
            Locks + "CPU0 { mod_timer(&d->timer, 1); spin_lock(&l); hits++; spin_unlock(&l); }" },
        { "a worker with softirqs left on", "LocksAreTakenOnce",
            Locks + "void g(struct work_struct *w) { spin_lock(&l); hits++; spin_unlock(&l); } DECLARE_WORK(w, g);\n"
                + "CPU0 { mod_timer(&d->timer, 1); schedule_work(&w); }" },
        { "softirqs off around the lock", "held",
            Locks + "CPU0 { mod_timer(&d->timer, 1); spin_lock_bh(&l); hits++; spin_unlock_bh(&l); } finally(hits == 2);" },
        { "interrupts off around the lock", "held",
            Locks + "CPU0 { mod_timer(&d->timer, 1); spin_lock_irq(&l); hits++; spin_unlock_irq(&l); } "
                + "finally(hits == 2);" },
        { "a reader with softirqs on, the timer writes", "LocksAreTakenOnce",
            "DEFINE_RWLOCK(rw); void fn(struct timer_list *t) { write_lock(&rw); hits++; write_unlock(&rw); }\n"
                + "CPU0 { mod_timer(&d->timer, 1); read_lock(&rw); read_unlock(&rw); }" },
        { "readers on both sides", "held",
            "DEFINE_RWLOCK(rw); void fn(struct timer_list *t) { read_lock(&rw); read_unlock(&rw); }\n"
                + "CPU0 { mod_timer(&d->timer, 1); read_lock(&rw); read_unlock(&rw); }" },
        { "an interrupt that takes the lock of a timer", "LocksAreTakenOnce",
            Locks + "CPU0 { mod_timer(&d->timer, 1); } irq { spin_lock(&l); hits++; spin_unlock(&l); }" },
        { "a timer that waits with interrupts off gets the lock so", "held",
            "void fn(struct timer_list *t) { spin_lock_irqsave(&l, 0); hits++; spin_unlock_irqrestore(&l, 0); }\n"
                + "CPU0 { mod_timer(&d->timer, 1); spin_lock_irqsave(&l, 0); hits++; spin_unlock_irqrestore(&l, 0); } "
                + "irq { spin_lock(&l); hits++; spin_unlock(&l); } finally(hits == 3);" },
        { "sleep in a timer", "NoSleepInAtomic",
            "void fn(struct timer_list *t) { mutex_lock(&m); mutex_unlock(&m); }\nCPU0 { mod_timer(&d->timer, 1); }" },
        { "a timer that was never set up", "TimersAreUsedRight",
            Plain + "struct timer_list other; CPU0 { mod_timer(&other, 1); }" },
        { "a timer added while it is armed", "TimersAreUsedRight",
            Plain + "CPU0 { d->timer.expires = jiffies + HZ; add_timer(&d->timer); add_timer(&d->timer); }" },
        { "a timer set up while it is armed", "TimersAreUsedRight",
            Plain + "CPU0 { mod_timer(&d->timer, 1); timer_setup(&d->timer, fn, 0); }" },
        { "a timer waited for in an interrupt", "TimersAreUsedRight",
            Plain + "CPU0 { mod_timer(&d->timer, 1); } irq { timer_delete_sync(&d->timer); }" },
        { "only what is armed is armed again", "held",
            Plain + "CPU0 { mod_timer_pending(&d->timer, 1); } finally(hits == 0);" },
        { "a grace period waits for a timer under way", "held",
            "struct dev *slot; void fn(struct timer_list *t) { struct dev *x = READ_ONCE(slot); if (x) x->n = 1; }\n"
                + "CPU0 { slot = d; mod_timer(&d->timer, 1); struct dev *x = xchg(&slot, NULL); "
                + "synchronize_rcu(); timer_delete_sync(&x->timer); kfree(x); }" },
        { "a loop with an end of its time may end at once or later", "held",
            "void fn(struct timer_list *t) { }\nCPU0 { unsigned long end = jiffies + HZ; "
                + "if (time_after(jiffies, end)) stop = 1; } sometimes(stop); finally(stop == 0 || stop == 1);" },
        { "a lock kept by a timer", "LocksAreGivenBack",
            "void fn(struct timer_list *t) { spin_lock(&l); }\nCPU0 { mod_timer(&d->timer, 1); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Timers_are_as_in_the_kernel(string what, string expected, string code)
    {
        var verdict = Checking.Verdict(Head + code);
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    [Theory]
    [InlineData("timer_delete_sync(&d->timer);", Exploration.Verdict.Held)]
    [InlineData("timer_delete(&d->timer);", Exploration.Verdict.Broken)]
    public void A_timer_that_arms_itself_ends_with_whoever_waits(string end, Exploration.Verdict expected) =>
        Assert.Equal(expected, Checking.Run(
            Head + Again + $"CPU0 {{ mod_timer(&d->timer, jiffies + HZ); {end} kfree(d); }}", "stateful").Verdict);

    [Theory]
    [InlineData("timer_shutdown_sync(&d->t); cancel_work_sync(&d->w);", Exploration.Verdict.Held)]
    [InlineData("timer_delete_sync(&d->t); cancel_work_sync(&d->w);", Exploration.Verdict.Broken)]
    public void A_timer_and_work_start_each_other(string end, Exploration.Verdict expected)
    {
        var report = Checking.Run(
            "struct dev { struct timer_list t; struct work_struct w; }; struct dev *d; "
            + "void poll(struct timer_list *t) { struct dev *x = from_timer(x, t, t); schedule_work(&x->w); } "
            + "void job(struct work_struct *w) { struct dev *x = container_of(w, struct dev, w); mod_timer(&x->t, 1); } "
            + "init { d = kzalloc(sizeof(*d), GFP_KERNEL); timer_setup(&d->t, poll, 0); INIT_WORK(&d->w, job); } "
            + $"CPU0 {{ mod_timer(&d->t, 1); {end} kfree(d); }}", "stateful");
        Assert.Equal(expected, report.Verdict);
        Assert.DoesNotContain(report.Failures, one => one.Property.Name == "NoBrokenPromise");
    }

    [Fact]
    public void Work_that_a_timer_sets_up_is_done() => Assert.Equal("held", Checking.Verdict(
        "int n; void late(struct work_struct *w) { n = 2; } void early(struct work_struct *w) { n = 1; } "
        + "DECLARE_WORK(a, early); struct work_struct b; "
        + "void fn(struct timer_list *t) { INIT_WORK(&b, late); schedule_work(&b); } DEFINE_TIMER(t, fn); "
        + "CPU0 { schedule_work(&a); flush_work(&a); mod_timer(&t, 1); } finally(n == 2);"));

    [Fact]
    public void A_timer_is_declared_with_its_function() => Assert.Equal("held", Checking.Verdict("""
        int hits; static void fn(struct timer_list *unused) { hits++; } static DEFINE_TIMER(t, fn);
        CPU0 { if (!mod_timer(&t, jiffies + msecs_to_jiffies(10))) timer_delete_sync(&t); }
        finally(hits == 0 || hits == 1);
        """));

    [Fact]
    public void A_deadlock_with_a_timer_is_told_with_its_lines() => Assert.Contains(
        "deadlock: CPU0 waits for t at line 4, held by timer; timer waits for l at line 2, held by CPU0 since line 4",
        Checking.Reasons("""
            int n; DEFINE_SPINLOCK(l);
            void fn(struct timer_list *unused) { spin_lock(&l); n++; spin_unlock(&l); }
            DEFINE_TIMER(t, fn);
            CPU0 { mod_timer(&t, 1); spin_lock_bh(&l); timer_delete_sync(&t); spin_unlock_bh(&l); }
            """));

    [Fact]
    public void What_may_be_interrupted_is_told() => Assert.Contains(
        "line 2: timer waits for l, held by CPU0, which it may interrupt: deadlock",
        Checking.Reasons("""
            int n; DEFINE_SPINLOCK(l);
            void fn(struct timer_list *unused) { spin_lock(&l); n++; spin_unlock(&l); }
            DEFINE_TIMER(t, fn);
            CPU0 { mod_timer(&t, 1); spin_lock(&l); n++; spin_unlock(&l); }
            """));

    [Fact]
    public void A_function_that_takes_something_else_is_refused() => Assert.Contains(
        "'fn' is called with the timer, and takes something else",
        Checking.Problems("int x; struct timer_list t; void fn(struct work_struct *w) { } CPU0 { timer_setup(&t, fn, 0); }"),
        StringComparison.Ordinal);

    /// <summary>
    /// Where somebody waits for a grace period a timer that found nothing to do ends to read, which takes a step.
    /// </summary>
    [Theory]
    [InlineData("CPU0 { ARM; } CPU1 { if (TAKE) ARM; }", "x > 0")]
    [InlineData("CPU0 { ARM; } CPU1 { while (!READ_ONCE(x)) cpu_relax(); ARM; }", "x == 2")]
    public void One_that_is_armed_while_its_softirq_ends_expires_once_more(string threads, string claim)
    {
        const string Grace = "CPU2 { synchronize_rcu(); }";
        var text = $"{threads} {Grace} finally({claim});";
        Assert.Equal("held", Checking.Verdict(
            "int x; struct timer_list t; void fn(struct timer_list *timer) { x++; } init { timer_setup(&t, fn, 0); } "
            + text.Replace("ARM", "mod_timer(&t, 1)", StringComparison.Ordinal)
                .Replace("TAKE", "timer_delete(&t)", StringComparison.Ordinal)));
        Assert.Equal("held", Checking.Verdict(
            "int x; struct hrtimer t; enum hrtimer_restart fn(struct hrtimer *timer) { x++; return HRTIMER_NORESTART; } "
            + "init { hrtimer_setup(&t, fn, CLOCK_MONOTONIC, HRTIMER_MODE_REL); } "
            + text.Replace("ARM", "hrtimer_start(&t, 1, HRTIMER_MODE_REL)", StringComparison.Ordinal)
                .Replace("TAKE", "hrtimer_try_to_cancel(&t) > 0", StringComparison.Ordinal)));
    }
}
