namespace VfioActors.Races.Tests.Kernels;

/// <summary>References with a counter a processor: when they are released, and who gets one. lib/percpu-refcount.c.</summary>
public sealed class PercpuRefTests
{
    private const string Head = """
        struct dev { struct percpu_ref ref; int n; };
        struct dev *d; struct percpu_ref other; int released, confirmed, killed;
        DECLARE_COMPLETION(done); DEFINE_MUTEX(m); DEFINE_SPINLOCK(l);
        void confirm(struct percpu_ref *ref) { confirmed++; }
        void release(struct percpu_ref *ref) { released++; complete(&done); }
        init { d = kzalloc(sizeof(*d), GFP_KERNEL); percpu_ref_init(&d->ref, release, 0, GFP_KERNEL); }

        """;

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "killed it is released once", "0", "held", "CPU0 { percpu_ref_kill(&d->ref); } finally(released == 1);" },
        { "not killed it never is", "0", "held",
            "CPU0 { percpu_ref_get(&d->ref); percpu_ref_put(&d->ref); percpu_ref_put(&d->ref); } finally(!released);" },
        { "one that counts with atomic operations is", "PERCPU_REF_INIT_ATOMIC", "held",
            "CPU0 { percpu_ref_put(&d->ref); } finally(released == 1);" },
        { "who has one gets more of what is dead", "0", "held",
            "CPU0 { percpu_ref_get(&d->ref); percpu_ref_kill(&d->ref); percpu_ref_get(&d->ref); "
                + "percpu_ref_put(&d->ref); assert(!released); assert(!percpu_ref_is_zero(&d->ref)); "
                + "percpu_ref_put(&d->ref); } finally(released == 1);" },
        { "of what is dead one is got, and none that is live", "0", "held",
            "CPU0 { percpu_ref_get(&d->ref); percpu_ref_kill(&d->ref); assert(percpu_ref_is_dying(&d->ref)); "
                + "assert(!percpu_ref_tryget_live(&d->ref)); assert(percpu_ref_tryget(&d->ref)); "
                + "percpu_ref_put_many(&d->ref, 2); } finally(released == 1);" },
        { "of what is zero none is got", "0", "held",
            "CPU0 { percpu_ref_kill(&d->ref); wait_for_completion(&done); assert(!percpu_ref_tryget(&d->ref)); "
                + "assert(percpu_ref_is_zero(&d->ref)); }" },
        { "who got a live one has it until it is put", "0", "held",
            "CPU0 { if (percpu_ref_tryget_live(&d->ref)) { assert(!released); percpu_ref_put(&d->ref); } } "
                + "CPU1 { percpu_ref_kill(&d->ref); wait_for_completion(&done); percpu_ref_exit(&d->ref); }" },
        { "who has none finds it released", "0", "assert-7",
            "CPU0 { if (!percpu_ref_is_dying(&d->ref)) { assert(!released); } } "
                + "CPU1 { percpu_ref_kill(&d->ref); wait_for_completion(&done); percpu_ref_exit(&d->ref); }" },
        { "one that may be dead is got after the end", "0", "NoUseAfterFree NoWildPointer",
            "CPU0 { if (percpu_ref_tryget(&d->ref)) percpu_ref_put(&d->ref); } "
                + "CPU1 { percpu_ref_kill(&d->ref); wait_for_completion(&done); percpu_ref_exit(&d->ref); }" },
        { "what is over is zero and dead", "0", "held",
            "CPU0 { percpu_ref_kill(&d->ref); wait_for_completion(&done); percpu_ref_exit(&d->ref); "
                + "assert(percpu_ref_is_zero(&d->ref)); assert(!percpu_ref_tryget_live(&d->ref)); kfree(d); }" },
        { "memory goes without the end", "0", "NoLeak",
            "CPU0 { percpu_ref_kill(&d->ref); wait_for_completion(&done); kfree(d); }" },
        { "confirmed before it is released, and once", "0", "held",
            "CPU0 { percpu_ref_kill_and_confirm(&d->ref, confirm); wait_for_completion(&done); "
                + "assert(confirmed == 1); }" },
        { "confirmed at once where atomic operations count", "PERCPU_REF_INIT_ATOMIC", "held",
            "CPU0 { percpu_ref_kill_and_confirm(&d->ref, confirm); assert(confirmed == 1 && released == 1); }" },
        { "confirmed none is got that is live", "0", "held",
            "CPU0 { int c = confirmed; if (percpu_ref_tryget_live(&d->ref)) { assert(!c); percpu_ref_put(&d->ref); } } "
                + "CPU1 { percpu_ref_kill_and_confirm(&d->ref, confirm); }" },
        { "readers keep it from being released", "0", "held",
            "CPU0 { rcu_read_lock(); if (!killed) assert(!released); rcu_read_unlock(); } "
                + "CPU1 { killed = 1; percpu_ref_kill(&d->ref); }" },
        { "where atomic operations count they do not", "PERCPU_REF_INIT_ATOMIC", "assert-7",
            "CPU0 { rcu_read_lock(); if (!killed) assert(!released); rcu_read_unlock(); } "
                + "CPU1 { killed = 1; percpu_ref_kill(&d->ref); }" },
        { "killed twice", "0", "PercpuRefsAreUsedRight",
            "CPU0 { percpu_ref_kill(&d->ref); } CPU1 { percpu_ref_kill(&d->ref); }" },
        { "used and never initialized", "0", "PercpuRefsAreUsedRight", "CPU0 { percpu_ref_get(&other); }" },
        { "put and never initialized", "0", "PercpuRefsAreUsedRight", "CPU0 { percpu_ref_put(&other); }" },
        { "ended and never initialized", "0", "held", "CPU0 { percpu_ref_exit(&other); d->n = 1; }" },
        { "brought back while somebody has it", "PERCPU_REF_ALLOW_REINIT", "held",
            "CPU0 { percpu_ref_get(&d->ref); percpu_ref_kill(&d->ref); percpu_ref_resurrect(&d->ref); "
                + "assert(percpu_ref_tryget_live(&d->ref)); percpu_ref_put_many(&d->ref, 2); } finally(!released);" },
        { "brought back after it was released", "PERCPU_REF_ALLOW_REINIT", "held",
            "CPU0 { percpu_ref_kill(&d->ref); wait_for_completion(&done); percpu_ref_reinit(&d->ref); "
                + "assert(percpu_ref_tryget_live(&d->ref)); percpu_ref_put(&d->ref); percpu_ref_kill(&d->ref); } "
                + "finally(released == 2);" },
        { "brought back, which nobody allowed", "0", "PercpuRefsAreUsedRight",
            "CPU0 { percpu_ref_kill(&d->ref); wait_for_completion(&done); percpu_ref_reinit(&d->ref); }" },
        { "brought back before it is zero", "PERCPU_REF_ALLOW_REINIT", "PercpuRefsAreUsedRight",
            "CPU0 { percpu_ref_get(&d->ref); percpu_ref_kill(&d->ref); percpu_ref_reinit(&d->ref); }" },
        { "brought back and never killed", "PERCPU_REF_ALLOW_REINIT", "PercpuRefsAreUsedRight",
            "CPU0 { percpu_ref_resurrect(&d->ref); }" },
        { "dead from the beginning", "PERCPU_REF_INIT_DEAD", "held",
            "CPU0 { assert(!percpu_ref_tryget_live(&d->ref)); percpu_ref_reinit(&d->ref); "
                + "assert(percpu_ref_tryget_live(&d->ref)); percpu_ref_put(&d->ref); percpu_ref_kill(&d->ref); } "
                + "finally(released == 1);" },
        { "killed anew while the first grace period goes on", "PERCPU_REF_ALLOW_REINIT", "held",
            "CPU0 { percpu_ref_get(&d->ref); percpu_ref_kill(&d->ref); percpu_ref_resurrect(&d->ref); "
                + "percpu_ref_put(&d->ref); percpu_ref_kill(&d->ref); } finally(released == 1);" },
        { "which may have to wait", "PERCPU_REF_ALLOW_REINIT", "NoSleepInAtomic",
            "CPU0 { percpu_ref_get(&d->ref); spin_lock(&l); percpu_ref_kill(&d->ref); percpu_ref_resurrect(&d->ref); "
                + "spin_unlock(&l); }" },
        { "killed under a spinlock", "0", "held",
            "CPU0 { spin_lock(&l); percpu_ref_kill(&d->ref); spin_unlock(&l); } finally(released == 1);" },
        { "ended before its grace period", "0", "NoUseAfterFree NoWildPointer PercpuRefsAreUsedRight",
            "CPU0 { percpu_ref_kill(&d->ref); percpu_ref_exit(&d->ref); }" },
        { "put more often than it was got", "0", "PercpuRefsAreUsedRight",
            "CPU0 { percpu_ref_put(&d->ref); percpu_ref_put(&d->ref); percpu_ref_kill(&d->ref); }" },
        { "taken outside of a reader", "0", "PercpuRefsAreUsedRight",
            "CPU0 { if (percpu_ref_tryget_live_rcu(&d->ref)) percpu_ref_put(&d->ref); }" },
        { "initialized under a spinlock it may sleep", "0", "NoSleepInAtomic",
            "CPU0 { spin_lock(&l); percpu_ref_init(&other, release, 0, GFP_KERNEL); spin_unlock(&l); "
                + "percpu_ref_exit(&other); }" },
        { "brought back it counts with atomic operations as before", "PERCPU_REF_INIT_ATOMIC", "held",
            "CPU0 { percpu_ref_kill(&d->ref); percpu_ref_reinit(&d->ref); percpu_ref_put(&d->ref); } "
                + "finally(released == 2);" },
        { "what was counted when it ended is known", "0", "held",
            "CPU0 { percpu_ref_get(&d->ref); percpu_ref_kill(&d->ref); rcu_barrier(); percpu_ref_exit(&d->ref); "
                + "assert(!percpu_ref_is_zero(&d->ref)); }" },
        { "many are got and put at once", "0", "held",
            "CPU0 { percpu_ref_get_many(&d->ref, 3); percpu_ref_put_many(&d->ref, 2); percpu_ref_kill(&d->ref); "
                + "rcu_barrier(); assert(!released); percpu_ref_get_many(&d->ref, 2); "
                + "percpu_ref_put_many(&d->ref, 3); } finally(released == 1);" },
        { "many are got of what may be dead", "0", "held",
            "CPU0 { assert(percpu_ref_tryget_many(&d->ref, 3)); percpu_ref_put_many(&d->ref, 2); "
                + "percpu_ref_kill(&d->ref); rcu_barrier(); assert(!released); "
                + "assert(percpu_ref_tryget_many(&d->ref, 2)); percpu_ref_put_many(&d->ref, 3); } "
                + "finally(released == 1);" },
        { "a live one is got of what counts with atomic operations", "PERCPU_REF_INIT_ATOMIC", "held",
            "CPU0 { assert(percpu_ref_tryget_live(&d->ref)); percpu_ref_put(&d->ref); "
                + "assert(!percpu_ref_is_dying(&d->ref)); percpu_ref_kill(&d->ref); } finally(released == 1);" },
        { "of what is zero no live one is got", "PERCPU_REF_INIT_ATOMIC", "held",
            "CPU0 { percpu_ref_put(&d->ref); assert(!percpu_ref_tryget_live(&d->ref)); } finally(released == 1);" },
        { "whether it is zero is asked beside the end", "0", "held",
            "CPU0 { if (percpu_ref_is_zero(&d->ref)) d->n = 1; } "
                + "CPU1 { percpu_ref_kill(&d->ref); wait_for_completion(&done); percpu_ref_exit(&d->ref); }" },
        { "put once more than it was got", "0", "PercpuRefsAreUsedRight",
            "CPU0 { percpu_ref_put(&d->ref); percpu_ref_kill(&d->ref); }" },
        { "brought back after it was confirmed", "PERCPU_REF_ALLOW_REINIT", "held",
            "CPU0 { percpu_ref_get(&d->ref); percpu_ref_kill_and_confirm(&d->ref, confirm); "
                + "percpu_ref_resurrect(&d->ref); assert(confirmed == 1); }" },
        { "ended, used and never initialized", "0", "PercpuRefsAreUsedRight",
            "CPU0 { percpu_ref_exit(&other); percpu_ref_get(&other); }" },
        { "killed and never initialized", "0", "PercpuRefsAreUsedRight", "CPU0 { percpu_ref_kill(&other); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void References_are_as_in_the_kernel(string what, string flags, string expected, string code)
    {
        var text = Head.Replace("release, 0,", $"release, {flags},", StringComparison.Ordinal);
        var verdict = Checking.Verdict(text + code);
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    [Theory]
    [InlineData("percpu_ref_resurrect(&b);", "uses a percpu_ref that was never initialized")]
    [InlineData("percpu_ref_resurrect(&a);", "resurrects a percpu_ref that was not killed")]
    [InlineData("percpu_ref_get(&a); percpu_ref_kill(&a); percpu_ref_reinit(&a);",
        "reinitializes a percpu_ref that is not zero")]
    [InlineData("percpu_ref_get(&a); percpu_ref_kill(&a); percpu_ref_resurrect(&a);",
        "brings back a percpu_ref that was initialized without PERCPU_REF_ALLOW_REINIT")]
    [InlineData("percpu_ref_tryget_live_rcu(&a);", "takes a percpu_ref outside of rcu_read_lock()")]
    public void What_is_done_wrong_is_told(string code, string expected) =>
        Assert.Contains($"line 3: CPU0 {expected}", Checking.Reasons($$"""
            struct percpu_ref a, b; int n; void release(struct percpu_ref *r) { n++; }
            init { percpu_ref_init(&a, release, 0, GFP_KERNEL); }
            CPU0 { {{code}} n = 5; }
            """));

    /// <summary>Whoever gets one is a reader meanwhile: what it counts is added up with the rest.</summary>
    [Fact]
    public void Who_has_one_gets_another_while_it_is_killed() => Assert.Equal(Exploration.Verdict.Held, Checking.Run("""
        struct percpu_ref a; int n; void release(struct percpu_ref *r) { n++; } DECLARE_COMPLETION(has);
        init { percpu_ref_init(&a, release, 0, GFP_KERNEL); }
        CPU0 { percpu_ref_get(&a); complete(&has); percpu_ref_get(&a); percpu_ref_put_many(&a, 2); }
        CPU1 { wait_for_completion(&has); percpu_ref_kill(&a); }
        finally(n == 1);
        """, "stateful").Verdict);

    /// <summary>A release may put another one; its lines are its own, also where RCU calls it.</summary>
    [Theory]
    [InlineData("PERCPU_REF_INIT_ATOMIC", "line 2: CPU0 finds that assert(!n) fails")]
    [InlineData("0", "line 2: percpu_ref_switch_to_atomic_rcu.1 finds that assert(!n) fails")]
    public void A_release_is_told_with_its_own_line(string flags, string reason) => Assert.Equal([reason], Checking.Reasons($$"""
        struct percpu_ref a, b; int n; void second(struct percpu_ref *r) { n++; }
        void first(struct percpu_ref *r) { percpu_ref_put(&b); assert(!n); }
        init { percpu_ref_init(&a, first, {{flags}}, GFP_KERNEL); percpu_ref_init(&b, second, 1, GFP_KERNEL); }
        CPU0 { percpu_ref_kill(&a); }
        """));

    /// <summary>Within kill the lock of all percpu_refs is held, which percpu_ref_exit takes.</summary>
    [Theory]
    [InlineData("0", "held")]
    [InlineData("PERCPU_REF_INIT_ATOMIC", "LocksAreTakenOnce")]
    public void A_release_may_end_it_where_kill_does_not_call_it(string flags, string expected) =>
        Assert.Equal(expected, Checking.Verdict($$"""
            struct percpu_ref a; int n; void release(struct percpu_ref *r) { n++; percpu_ref_exit(r); }
            init { percpu_ref_init(&a, release, {{flags}}, GFP_KERNEL); }
            CPU0 { percpu_ref_kill(&a); }
            finally(n == 1);
            """));

    [Theory]
    [InlineData("percpu_ref_put(r);", "q.race:2:23: error: 'percpu_ref_put' takes a pointer to struct percpu_ref")]
    [InlineData("percpu_ref_kill(&n);", "q.race:2:24: error: 'percpu_ref_kill' takes a pointer to struct percpu_ref")]
    [InlineData("percpu_ref_get(&n);", "q.race:2:8: error: s32 * is assigned to struct percpu_ref *")]
    [InlineData("percpu_ref_put_many(&r);", "q.race:2:8: error: 'percpu_ref_put_many' takes at least 2 arguments")]
    [InlineData("percpu_ref_init(&r, f);", "q.race:2:8: error: 'percpu_ref_init' takes 4 arguments, here are 2")]
    [InlineData("percpu_ref_init(&r, f, 0, GFP_KERNEL);", "q.race:2:8: error: s32 (*)(s32) is assigned to void (*)")]
    [InlineData("r.count = 1;", "q.race:2:10: error: struct percpu_ref has no field 'count'")]
    public void What_is_wrong_is_told(string code, string expected) => Assert.StartsWith(
        expected, Checking.Problems($"struct percpu_ref r; int n; int f(int x) {{ return x; }}\nCPU0 {{ {code} }}"),
        StringComparison.Ordinal);

    /// <summary>What the language brings and the file does not use is no reason to look for grace periods.</summary>
    [Fact]
    public void A_file_without_grace_periods_has_no_steps_for_them() => Assert.Equal(56, Checking.Run(
        "int a, b; DEFINE_SPINLOCK(l); CPU0 { spin_lock(&l); a++; spin_unlock(&l); a = 5; } "
        + "CPU1 { spin_lock(&l); a++; spin_unlock(&l); b = a; }", "stateful").States);

    /// <summary>A call that puts itself off for ever is refused, and its file read to the end.</summary>
    [Fact]
    public void A_call_that_puts_itself_off_needs_too_many_threads() => Assert.Contains(
        "q.race:2:76: error: the file needs more than 40 threads", Checking.Problems("""
            struct s { struct rcu_head rcu; int n; }; struct s *p;
            void f(struct rcu_head *h) { struct s *x = container_of(h, struct s, rcu); call_rcu(h, f); }
            CPU0 { call_rcu(&p->rcu, f); }
            """), StringComparison.Ordinal);

    /// <summary>Fields are told apart by their names, and what the file does not use has none.</summary>
    [Theory]
    [InlineData("data")]
    [InlineData("state")]
    [InlineData("idx")]
    public void A_field_holds_ids_whatever_fields_the_language_brings(string field) =>
        Assert.Equal("NoFreedId", Checking.Verdict($$"""
            DEFINE_IDA(ida); struct dev { int {{field}}; int x; }; struct dev *d; int slots[8];
            init { d = kzalloc(sizeof(*d), GFP_KERNEL); d->{{field}} = ida_alloc(&ida, GFP_KERNEL); }
            CPU0 { ida_free(&ida, d->{{field}}); }
            CPU1 { slots[d->{{field}}] = 1; }
            """));
}
