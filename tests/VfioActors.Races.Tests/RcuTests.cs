namespace VfioActors.Races.Tests;

/// <summary>What RCU calls, who waits for it, and where nobody may sleep: kernel/rcu/tree.c, Linux 6.6.</summary>
public sealed class RcuTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        {
            "What a callback uses is freed while a reader holds it back",
            """
            CPU0 { call_rcu(&d->rcu, fn); kfree(t); }
            CPU1 { rcu_read_lock(); n = 1; rcu_read_unlock(); }
            """,
            "NoUseAfterFree"
        },
        {
            "A barrier waits for the reader, and for the callback to its end",
            """
            CPU0 { call_rcu(&d->rcu, fn); rcu_barrier(); kfree(t); }
            CPU1 { rcu_read_lock(); n = 1; rcu_read_unlock(); }
            """,
            "held"
        },
        {
            "A grace period waits for the reader, and not for the callback",
            """
            CPU0 { call_rcu(&d->rcu, fn); synchronize_rcu(); kfree(t); }
            CPU1 { rcu_read_lock(); n = 1; rcu_read_unlock(); }
            """,
            "NoUseAfterFree"
        },
        {
            "A barrier waits for what another asked for, and not for what is asked for later",
            """
            DECLARE_COMPLETION(asked); int past;
            CPU0 { wait_for_completion(&asked); rcu_barrier(); past = 1; assert(t->n >= 1); }
            CPU1 { call_rcu(&d->rcu, fn); complete(&asked); call_rcu(&e->rcu, fn); }
            sometimes(past && t->n == 1); sometimes(past && t->n == 2);
            """,
            "held"
        },
        {
            "Two wait for the same, and one for nothing",
            """
            CPU0 { call_rcu(&d->rcu, fn); rcu_barrier(); assert(t->n == 1); }
            CPU1 { rcu_barrier(); n = 1; }
            sometimes(n == 1 && t->n == 0);
            """,
            "held"
        },
        {
            "A barrier does not wait for kfree_rcu",
            """
            int past;
            CPU0 { kfree_rcu(d, rcu); rcu_barrier(); past = 1; }
            CPU1 { rcu_read_lock(); n = past; rcu_read_unlock(); }
            sometimes(n == 1);
            """,
            "held"
        },
        {
            "A callback waits for what comes behind the barrier that waits for it",
            """
            int go; void late(struct rcu_head *r) { while (!READ_ONCE(go)) cpu_relax(); }
            CPU0 { call_rcu(&d->rcu, late); rcu_barrier(); WRITE_ONCE(go, 1); }
            """,
            "Progress"
        },
        {
            "Nobody sleeps in a callback",
            """
            DEFINE_MUTEX(m); void late(struct rcu_head *r) { mutex_lock(&m); n++; mutex_unlock(&m); }
            CPU0 { call_rcu(&d->rcu, late); }
            """,
            "NoSleepInAtomic"
        },
        { "A barrier sleeps", "CPU0 { rcu_read_lock(); rcu_barrier(); rcu_read_unlock(); }", "NoSleepInAtomic" },
        {
            "Nobody sleeps while preemption is off",
            "DEFINE_MUTEX(m); CPU0 { preempt_disable(); mutex_lock(&m); mutex_unlock(&m); preempt_enable(); }",
            "NoSleepInAtomic"
        },
        {
            "Nor while bottom halves are",
            "CPU0 { local_bh_disable(); local_bh_disable(); local_bh_enable(); msleep(1); local_bh_enable(); }",
            "NoSleepInAtomic"
        },
        {
            "Who switched them on again may",
            """
            DEFINE_SPINLOCK(l); CPU0 { preempt_disable(); local_bh_disable(); spin_lock(&l); n = 1; spin_unlock(&l);
                local_bh_enable(); preempt_enable(); msleep(1); }
            """,
            "held"
        },
        {
            "A pointer read under SRCU is good until its readers are waited for",
            """
            DEFINE_SRCU(s); struct table *p; init { p = t; }
            CPU0 { int i = srcu_read_lock(&s); struct table *x = srcu_dereference(p, &s); if (x) x->n = 1;
                srcu_read_unlock(&s, i); }
            CPU1 { rcu_assign_pointer(p, NULL); synchronize_srcu(&s); kfree(t); }
            """,
            "held"
        },
        {
            "And no longer",
            """
            DEFINE_SRCU(s); struct table *p; init { p = t; }
            CPU0 { int i = srcu_read_lock(&s); struct table *x = srcu_dereference_check(p, &s, 1);
                srcu_read_unlock(&s, i); if (x) x->n = 1; }
            CPU1 { rcu_assign_pointer(p, NULL); synchronize_srcu(&s); kfree(t); }
            """,
            "NoUseAfterFree"
        },
        {
            "An interrupt may read under SRCU while what it interrupted begins to, or ends",
            """
            DEFINE_SRCU(s); CPU0 { int i = srcu_read_lock(&s); n = 1; srcu_read_unlock(&s, i); }
            irq(CPU0) { int i = srcu_read_lock(&s); n = 2; srcu_read_unlock(&s, i); }
            """,
            "held"
        },
        {
            "Who waits for readers waits for one of an interrupt",
            """
            DEFINE_SRCU(s); struct table *p; init { p = t; }
            irq { int i = srcu_read_lock(&s); struct table *x = srcu_dereference(p, &s); if (x) x->n = 1;
                srcu_read_unlock(&s, i); }
            CPU0 { rcu_assign_pointer(p, NULL); synchronize_srcu(&s); kfree(t); }
            """,
            "held"
        },
        {
            "Who does not wait frees what an interrupt has",
            """
            DEFINE_SRCU(s); struct table *p; init { p = t; }
            irq { int i = srcu_read_lock(&s); struct table *x = srcu_dereference(p, &s); if (x) x->n = 1;
                srcu_read_unlock(&s, i); }
            CPU0 { rcu_assign_pointer(p, NULL); kfree(t); }
            """,
            "NoUseAfterFree"
        },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Rcu_is_as_in_the_kernel(string what, string code, string expected)
    {
        var hasInit = code.Contains("init {", StringComparison.Ordinal);
        const string Made = "d = kzalloc(sizeof(*d), 0); e = kzalloc(sizeof(*e), 0); t = kzalloc(sizeof(*t), 0);";
        var verdict = Checking.Verdict($$"""
            struct dev { int n; struct rcu_head rcu; }; struct table { int n; };
            struct dev *d, *e; struct table *t; int n;
            void fn(struct rcu_head *r) { t->n++; }
            {{(hasInit ? code.Replace("init {", $"init {{ {Made}", StringComparison.Ordinal) : code)}}
            {{(hasInit ? "" : $"init {{ {Made} }}")}}
            """);
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    /// <summary>What a grace period waits for, since Linux 5.0, and for nothing else.</summary>
    [Theory]
    [InlineData("rcu_read_lock();", "rcu_read_unlock();", "held")]
    [InlineData("preempt_disable();", "preempt_enable();", "held")]
    [InlineData("rcu_read_lock_sched();", "rcu_read_unlock_sched();", "held")]
    [InlineData("local_bh_disable();", "local_bh_enable();", "held")]
    [InlineData("rcu_read_lock_bh();", "rcu_read_unlock_bh();", "held")]
    [InlineData("local_irq_save(flags);", "local_irq_restore(flags);", "held")]
    [InlineData("spin_lock(&l);", "spin_unlock(&l);", "held")]
    [InlineData("spin_lock_irqsave(&l, flags);", "spin_unlock_irqrestore(&l, flags);", "held")]
    [InlineData("spin_lock_bh(&r->lock);", "spin_unlock_bh(&r->lock);", "held")]
    [InlineData("spin_lock_irqsave(&l, flags); spin_unlock(&l);", "local_irq_restore(flags);", "held")]
    [InlineData("local_irq_disable(); spin_lock(&l);", "spin_unlock_irq(&l);", "held")]
    [InlineData("local_bh_disable(); spin_lock(&l);", "spin_unlock_bh(&l);", "held")]
    [InlineData("spin_lock_bh(&l); spin_unlock(&l);", "local_bh_enable();", "held")]
    [InlineData("read_lock(&rw);", "read_unlock(&rw);", "held")]
    [InlineData("if (spin_trylock(&l)) {", "spin_unlock(&l); }", "held")]
    [InlineData("preempt_disable(); spin_lock(&l); spin_unlock(&l);", "preempt_enable();", "held")]
    [InlineData("rcu_read_lock(); preempt_disable(); rcu_read_unlock();", "preempt_enable();", "held")]
    [InlineData("spin_lock(&l); spin_unlock(&l);", "", "NoUseAfterFree")]
    [InlineData("preempt_disable(); preempt_enable();", "", "NoUseAfterFree")]
    [InlineData("local_irq_disable(); spin_lock(&l); spin_unlock_irq(&l);", "msleep(1);", "NoUseAfterFree")]
    [InlineData("local_bh_disable(); spin_lock(&l); spin_unlock_bh(&l);", "msleep(1);", "NoUseAfterFree")]
    [InlineData("spin_lock_irq(&l); spin_unlock(&l); local_irq_enable();", "msleep(1);", "NoUseAfterFree")]
    [InlineData("if (!spin_trylock(&l)) { seen = 1;", "} else spin_unlock(&l);", "NoUseAfterFree")]
    [InlineData("mutex_lock(&m);", "mutex_unlock(&m);", "NoUseAfterFree")]
    [InlineData("", "", "NoUseAfterFree")]
    public void A_grace_period_waits_for_what_cannot_be_preempted(string begin, string end, string expected)
    {
        foreach (var (wait, free) in new[] { ("synchronize_rcu();", "kfree(old);"), ("", "kfree_rcu(old, rcu);") })
        {
            Assert.Equal(expected, Checking.Verdict($$"""
                struct dev { int n; struct rcu_head rcu; }; struct root { spinlock_t lock; } root; struct dev *p;
                DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); rwlock_t rw; int seen;
                init { p = kzalloc(sizeof(*p), GFP_KERNEL); }
                CPU0 { unsigned long flags; struct root *r = &root;
                    {{begin}} struct dev *d = rcu_dereference(p); if (d) d->n = 1; {{end}} }
                CPU1 { struct dev *old = p; rcu_assign_pointer(p, NULL); {{wait}} {{free}} }
                CPU2 { if (spin_trylock(&l)) spin_unlock(&l); }
                """));
        }
    }

    [Theory]
    [InlineData("irq { struct dev *d = rcu_dereference(p); if (d) d->n = 1; }", "held")]
    [InlineData("CPU0 { struct dev *d = rcu_dereference(p); if (d) d->n = 1; }", "NoUseAfterFree")]
    [InlineData("void fn(struct rcu_head *r) { struct dev *d = rcu_dereference(p); if (d) d->n = 1; } CPU0 { call_rcu(&other.rcu, fn); }", "held")]
    public void A_grace_period_waits_for_interrupts_and_for_callbacks(string reader, string expected) =>
        Assert.Equal(expected, Checking.Verdict($$"""
            struct dev { int n; struct rcu_head rcu; }; struct dev other; struct dev *p; int x;
            init { p = kzalloc(sizeof(*p), GFP_KERNEL); }
            {{reader}}
            CPU1 { struct dev *old = p; rcu_assign_pointer(p, NULL); synchronize_rcu(); kfree(old); }
            """));

    /// <summary>Where nobody waits for a grace period, and where a section is one step, there is no step more.</summary>
    [Fact]
    public void What_nobody_waits_for_is_no_step()
    {
        Assert.Equal(
            Steps("CPU0 { n = 1; }"), Steps("CPU0 { preempt_disable(); n = 1; preempt_enable(); }"));
        Assert.Equal(
            Steps("CPU0 { spin_lock(&l); n = 1; spin_unlock(&l); }") + 1,
            Steps("CPU0 { spin_lock(&l); n = 1; spin_unlock(&l); synchronize_rcu(); }"));

        static long Steps(string code) =>
            Checking.Run($"DEFINE_SPINLOCK(l); int n; {code}").Deliveries;
    }

    [Fact]
    public void An_unlock_is_missed_also_where_nobody_is_preempted() => Assert.NotEqual("held", Checking.Verdict(
        "int n; CPU0 { preempt_disable(); rcu_read_unlock(); preempt_enable(); synchronize_rcu(); n = 1; }"));

    [Fact]
    public void Who_waits_for_a_callback_says_for_which() =>
        Assert.Contains("CPU0 waits for what RCU calls at line 4, held by late.1", string.Join('\n', Checking.Reasons("""
            struct dev { struct rcu_head rcu; }; struct dev d; int go;
            void late(struct rcu_head *r) { while (!READ_ONCE(go)) cpu_relax(); }
            CPU0 { call_rcu(&d.rcu, late);
                rcu_barrier(); WRITE_ONCE(go, 1); }
            """)), StringComparison.Ordinal);
}
