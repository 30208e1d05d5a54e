namespace VfioActors.Races.Tests.Kernels;

/// <summary>Work that is disabled as often as it is enabled. kernel/workqueue.c, Linux 6.12.</summary>
public sealed class DisabledWorkTests
{
    private const string Head = """
        int hits, a, b; void f(struct work_struct *w) { hits++; } DECLARE_WORK(w, f); DECLARE_DELAYED_WORK(d, f);
        struct workqueue_struct *wq; struct dev { struct work_struct work; int n; } *p;

        """;

    /// <summary>The same where it matters in which queue work is.</summary>
    private const string Queues = "init { wq = alloc_workqueue(\"q\", 0, 0); } void unused(void) { flush_workqueue(wq); }\n";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "disabled it is not queued", "held",
            "CPU0 { disable_work(&w); assert(!queue_work(wq, &w)); assert(!work_pending(&w)); } finally(!hits);" },
        { "enabled it is", "held",
            "CPU0 { disable_work(&w); assert(enable_work(&w)); assert(queue_work(wq, &w)); } finally(hits == 1);" },
        { "disabled twice and enabled once it is not", "held",
            "CPU0 { disable_work(&w); disable_work_sync(&w); assert(!enable_work(&w)); assert(!queue_work(wq, &w)); "
                + "} finally(!hits);" },
        { "as often as it was disabled", "held",
            "CPU0 { disable_work(&w); disable_work(&w); disable_work(&w); assert(!enable_work(&w)); assert(!enable_work(&w)); "
                + "assert(enable_work(&w)); queue_work(wq, &w); } finally(hits == 1);" },
        { "enabled and never disabled", "WorkIsUsedRight", "CPU0 { enable_work(&w); }" },
        { "enabled once too often", "WorkIsUsedRight",
            "CPU0 { disable_work(&w); enable_work(&w); enable_work(&w); }" },
        { "initialized anew it is enabled", "WorkIsUsedRight",
            "CPU0 { disable_work(&w); INIT_WORK(&w, f); enable_work(&w); }" },
        { "what was queued is taken out", "held",
            "CPU0 { queue_work(wq, &w); a = disable_work_sync(&w); enable_work(&w); } finally(hits == !a);" },
        { "what was taken out does not come back", "finally-3",
            "CPU0 { queue_work(wq, &w); disable_work_sync(&w); enable_work(&w); } finally(hits);" },
        { "enabled and queued", "held",
            "CPU0 { disable_work(&w); disable_work(&w); assert(!enable_and_queue_work(wq, &w)); "
                + "assert(enable_and_queue_work(wq, &w)); } finally(hits == 1);" },
        { "whoever disabled it has it wait for him alone", "held",
            "CPU0 { disable_work_sync(&w); p = kzalloc(sizeof(*p), GFP_KERNEL); enable_and_queue_work(wq, &w); } "
                + "CPU1 { queue_work(wq, &w); } finally(hits <= 2);" },
        { "not waited for", "assert-3",
            "CPU0 { queue_work(wq, &w); disable_work(&w); a = hits; b = hits; assert(a == b); enable_work(&w); }" },
        { "the work disables itself", "held",
            "void g(struct work_struct *w) { disable_work(w); assert(!schedule_work(w)); hits++; } DECLARE_WORK(v, g);\n"
                + "CPU0 { schedule_work(&v); flush_work(&v); assert(hits == 1); assert(enable_work(&v)); }" },
        { "the work waits for itself", "Progress",
            "void g(struct work_struct *w) { disable_work_sync(w); } DECLARE_WORK(v, g);\nCPU0 { schedule_work(&v); }" },
        { "canceled while it is disabled", "held",
            "CPU0 { disable_work(&w); cancel_work_sync(&w); assert(!schedule_work(&w)); assert(enable_work(&w)); }" },
        { "canceled by another", "held",
            "CPU0 { disable_work(&w); a = enable_work(&w); } CPU1 { cancel_work_sync(&w); } sometimes(!a); sometimes(a);" },
        { "delayed work", "held",
            "CPU0 { disable_delayed_work(&d); assert(!schedule_delayed_work(&d, 5)); assert(!delayed_work_pending(&d)); "
                + "disable_delayed_work_sync(&d); assert(!mod_delayed_work(wq, &d, 1)); assert(!enable_delayed_work(&d)); "
                + "assert(enable_delayed_work(&d)); assert(schedule_delayed_work(&d, 5)); } finally(hits == 1);" },
        { "in an interrupt", "held",
            "CPU0 { schedule_work(&w); } irq { disable_work(&w); enable_and_queue_work(wq, &w); } finally(hits >= 1);" },
        { "waited for in an interrupt", "NoSleepInAtomic", "CPU0 { hits = 0; } irq { disable_work_sync(&w); }" },
        { "freed while it is enabled", "NoUseAfterFree",
            "CPU0 { p = kzalloc(sizeof(*p), GFP_KERNEL); INIT_WORK(&p->work, f); disable_work(&p->work); "
                + "enable_and_queue_work(wq, &p->work); kfree(p); }" },
        { "freed while it is disabled", "held",
            "CPU0 { p = kzalloc(sizeof(*p), GFP_KERNEL); INIT_WORK(&p->work, f); disable_work_sync(&p->work); "
                + "queue_work(wq, &p->work); kfree(p); }" },
        { "pending until it begins", "held",
            "CPU0 { disable_work(&w); enable_work(&w); schedule_work(&w); a = work_pending(&w); "
                + "assert(a || work_busy(&w) || hits); flush_work(&w); assert(!work_busy(&w)); } sometimes(a); sometimes(!a);" },
        { "under way", "held",
            "void g(struct work_struct *w) { a = work_busy(w); } DECLARE_WORK(v, g);\n"
                + "CPU0 { schedule_work(&v); } finally(a == WORK_BUSY_RUNNING);" },
        { "under way, and queued again", "held",
            "void g(struct work_struct *w) { a |= work_busy(w); } DECLARE_WORK(v, g);\n"
                + "CPU0 { schedule_work(&v); } CPU1 { schedule_work(&v); } "
                + "sometimes(a == (WORK_BUSY_RUNNING | WORK_BUSY_PENDING));" },
        { "looked at until it begins", "held",
            "CPU0 { schedule_work(&w); while (work_pending(&w)) cpu_relax(); flush_work(&w); assert(hits == 1); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Disables_are_counted(string what, string expected, string code)
    {
        var verdict = Checking.Verdict(Head + code);
        Assert.True(verdict == expected, $"{what}: {verdict}");
        var line = expected.Replace("-3", "-4", StringComparison.Ordinal);
        verdict = Checking.Verdict(Head + Queues + code);
        Assert.True(verdict == line, $"{what}, in its queue: {verdict}");
    }

    [Fact]
    public void Of_two_that_disable_it_neither_enables_it_for_the_other() => Assert.Equal("held", Checking.Verdict(
        Head + "CPU0 { schedule_work(&w); disable_work_sync(&w); a = hits; b = hits; assert(a == b); enable_work(&w); } "
            + "CPU1 { disable_work_sync(&w); enable_work(&w); schedule_work(&w); }"));

    [Fact]
    public void What_is_enabled_and_was_not_disabled_is_told() => Assert.Equal(
        ["line 3: CPU0 enables work that is not disabled"], Checking.Reasons($"{Head}CPU0 {{ enable_work(&w); }}"));

    [Theory]
    [InlineData("enable_work(&d);", "q.race:3:20: error: 'enable_work' takes a pointer to struct work_struct, this is struct delayed_work *")]
    [InlineData("enable_work();", "q.race:3:8: error: 'enable_work' takes at least 1 arguments, here are 0")]
    [InlineData("enable_and_queue_work(&w);", "q.race:3:8: error: 'enable_and_queue_work' takes 2 arguments, here are 1")]
    public void What_is_wrong_is_told(string code, string expected) =>
        Assert.StartsWith(expected, Checking.Problems($"{Head}CPU0 {{ {code} }}"), StringComparison.Ordinal);

    /// <summary>
    /// Whoever disables work and waits for its run does not take out what is queued after it was enabled meanwhile.
    /// </summary>
    [Theory]
    [InlineData("alloc_ordered_workqueue(\"q\", 0)")]
    [InlineData("alloc_workqueue(\"q\", 0, 0)")]
    public void What_is_queued_while_somebody_waits_for_the_run_stays(string queue) => Assert.Equal(
        "held",
        Checking.Verdict($$"""
            int x, wasQueued, wasTaken; struct workqueue_struct *q; struct work_struct w;
            void fn(struct work_struct *work) { x = 1; }
            init { q = {{queue}}; INIT_WORK(&w, fn); disable_work(&w); }
            CPU0 { if (!enable_work(&w)) enable_work(&w); wasQueued = queue_work(q, &w); }
            CPU1 { wasTaken = disable_work_sync(&w); }
            finally(!wasQueued || wasTaken || x);
            """));

    /// <summary>Whoever cancels claims the work as whoever queues it does: __cancel_work, Linux 6.12.</summary>
    [Theory]
    [InlineData("CPU0 { queue_work(wq, &w); } CPU1 { a = cancel_work(&w); } finally(a || hits);", "finally-5")]
    [InlineData("CPU0 { b = queue_work(wq, &w); } CPU1 { a = cancel_work(&w); } finally(a || hits || !b);", "held")]
    [InlineData("irq(CPU1) { queue_work(wq, &w); } CPU1 { a = cancel_work(&w); } finally(a || hits);", "held")]
    [InlineData("irq(CPU1) { queue_work(wq, &w); } CPU0 { a = cancel_work(&w); } CPU1 { b = 1; } finally(a || hits);", "finally-5")]
    [InlineData("CPU0 { queue_work(wq, &w); } CPU1 { a = disable_work(&w); } finally(a || hits);", "finally-5")]
    [InlineData(
        "CPU0 { mod_delayed_work(wq, &d, 1); } CPU1 { a = cancel_delayed_work(&d); } finally(a || hits);", "held")]
    [InlineData(
        "CPU0 { b = mod_delayed_work(wq, &d, 1); } CPU1 { cancel_delayed_work_sync(&d); } finally(!b);", "held")]
    public void What_is_queued_while_idle_work_is_canceled_is_refused(string code, string expected)
    {
        var text = code.Replace("} finally", "}\nfinally", StringComparison.Ordinal);
        const string Made = "init { wq = alloc_workqueue(\"q\", 0, 0); } ";
        Assert.Equal(expected, Checking.Verdict($"{Head}{Made}\n{text}"));
        Assert.Equal(expected, Checking.Verdict($"{Head}{Queues}{text}"));
    }

    [Fact]
    public void Whoever_cancels_work_that_another_enables_meanwhile_enables_it_once_too_often() => Assert.Equal(
        [
            "line 3: CPU0 has canceled work that somebody else enabled meanwhile",
            "line 4: CPU1 enables work that is not disabled",
        ],
        Checking.Reasons($"{Head}CPU0 {{ cancel_work_sync(&w); }}\nCPU1 {{ enable_work(&w); }}"));
}
