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

    [Fact]
    public void Who_waits_for_a_callback_says_for_which() =>
        Assert.Contains("CPU0 waits for what RCU calls at line 4, held by late.1", string.Join('\n', Checking.Reasons("""
            struct dev { struct rcu_head rcu; }; struct dev d; int go;
            void late(struct rcu_head *r) { while (!READ_ONCE(go)) cpu_relax(); }
            CPU0 { call_rcu(&d.rcu, late);
                rcu_barrier(); WRITE_ONCE(go, 1); }
            """)), StringComparison.Ordinal);
}
