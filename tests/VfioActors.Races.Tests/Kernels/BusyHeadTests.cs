namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// What waits for a grace period is in a list of RCU, by an rcu_head that is in the object: rcu_do_batch and
/// __call_rcu_common, kernel/rcu/tree.c, Linux 6.12. And who reads under SRCU ends that, once.
/// </summary>
public sealed class BusyHeadTests
{
    [Theory]
    [InlineData("CPU0 { call_rcu(&p->rcu, mark); }", "held")]
    [InlineData("CPU0 { call_rcu(&p->rcu, mark); } CPU1 { call_rcu(&p->rcu, mark); }", "NoDoubleListing")]
    [InlineData("CPU0 { call_rcu(&p->rcu, mark); rcu_barrier(); call_rcu(&p->rcu, mark); }", "held")]
    [InlineData("CPU0 { call_rcu(&p->rcu, mark); synchronize_rcu(); call_rcu(&p->rcu, mark); }", "NoDoubleListing")]
    [InlineData("CPU0 { if (!xchg(&gone, 1)) call_rcu(&p->rcu, mark); } CPU1 { if (!xchg(&gone, 1)) call_rcu(&p->rcu, mark); }",
        "held")]
    [InlineData("CPU0 { call_rcu(&p->rcu, mark); call_rcu(&p->other, mark); }", "held")]
    [InlineData("CPU0 { kfree(p); call_rcu(&p->rcu, mark); }", "NoUseAfterFree")]
    [InlineData("CPU0 { call_rcu(&p->rcu, mark); kfree(p); }", "NoUseAfterFree")]
    [InlineData("CPU0 { call_rcu(&p->rcu, mark); rcu_barrier(); kfree(p); }", "held")]
    [InlineData("CPU0 { call_rcu(&p->rcu, put); } CPU1 { rcu_read_lock(); n = p->n; rcu_read_unlock(); }", "NoUseAfterFree")]
    public void A_head_is_in_the_list_once_until_it_is_called(string threads, string expected) =>
        Assert.Equal(expected, Checking.Verdict($$"""
            struct obj { struct rcu_head rcu, other; int n; }; struct obj *p; int n, gone;
            void mark(struct rcu_head *head) { n = 1; }
            void put(struct rcu_head *head) { kfree(container_of(head, struct obj, rcu)); }
            init { p = kzalloc(sizeof(*p), GFP_KERNEL); }
            {{threads}}
            """));

    [Fact]
    public void What_is_copied_with_its_object_waits_for_nothing() => Assert.Equal("held", Checking.Verdict("""
        struct obj { int n; struct rcu_head rcu; }; struct obj *p; struct obj other; int n;
        void mark(struct rcu_head *head) { n = 1; }
        init { p = kzalloc(sizeof(*p), GFP_KERNEL); }
        CPU0 { rcu_read_lock(); other = *p; rcu_read_unlock(); call_rcu(&other.rcu, mark); }
        CPU1 { call_rcu(&p->rcu, mark); }
        """));

    [Theory]
    [InlineData("int i = srcu_read_lock(&s); n = 1; srcu_read_unlock(&s, i);", "held")]
    [InlineData("int i = srcu_read_lock(&s); srcu_read_unlock(&s, i); srcu_read_unlock(&s, i);", "SrcuIsUsedRight")]
    [InlineData("int i = srcu_read_lock(&s); srcu_read_unlock(&s, !i);", "SrcuIsUsedRight")]
    [InlineData("int i = srcu_read_lock(&s); if (n) return; srcu_read_unlock(&s, i);", "LocksAreGivenBack")]
    [InlineData("int i = srcu_read_lock(&s); int j = srcu_read_lock(&s); srcu_read_unlock(&s, i); srcu_read_unlock(&s, j);",
        "held")]
    [InlineData("int i = srcu_down_read(&s); srcu_up_read(&s, i); i = srcu_down_read(&s);", "held")]
    [InlineData("int i = srcu_read_lock(&s); rcu_read_lock(); n = 2; rcu_read_unlock(); srcu_read_unlock(&s, i);", "held")]
    [InlineData("int i = srcu_read_lock(&s); rcu_read_lock(); srcu_read_unlock(&s, i);", "LocksAreGivenBack")]
    [InlineData("int i = srcu_read_lock(&s); rcu_read_unlock(); srcu_read_unlock(&s, i);", "LocksAreGivenBack")]
    [InlineData("int i = srcu_read_lock(&s); might_sleep(); srcu_read_unlock(&s, i);", "held")]
    [InlineData("guard(srcu)(&s); if (n) return; n = 3;", "held")]
    public void Who_reads_under_srcu_ends_that_once(string code, string expected) =>
        Assert.Equal(expected, Checking.Verdict($$"""
            DEFINE_SRCU(s); int n;
            CPU0 { {{code}} }
            CPU1 { n = 1; synchronize_rcu(); }
            """));

    /// <summary>An RCU reader within SRCU is one, and SRCU alone is none: what is freed meanwhile is gone.</summary>
    [Theory]
    [InlineData("", "", "NoUseAfterFree")]
    [InlineData("rcu_read_lock();", "rcu_read_unlock();", "held")]
    public void Srcu_alone_keeps_nothing_for_who_waits_for_rcu(string begin, string end, string expected) =>
        Assert.Equal(expected, Checking.Verdict($$"""
            DEFINE_SRCU(s); int *p; int n;
            init { p = kzalloc(sizeof(*p), GFP_KERNEL); }
            CPU0 { int i = srcu_read_lock(&s); {{begin}} int *q = rcu_dereference(p); if (q) n = *q; {{end}} srcu_read_unlock(&s, i); }
            CPU1 { int *q = p; rcu_assign_pointer(p, NULL); synchronize_rcu(); kfree(q); }
            """));
}
