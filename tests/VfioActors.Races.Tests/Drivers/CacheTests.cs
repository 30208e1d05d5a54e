namespace VfioActors.Races.Tests.Drivers;

/// <summary>
/// To destroy a kmem_cache of which somebody has an object is a warning, and it stays: kmem_cache_destroy,
/// mm/slab_common.c, Linux 6.12.
/// </summary>
public sealed class CacheTests
{
    private const string Head = "struct obj { int n; struct rcu_head rcu; }; struct kmem_cache *cache; struct obj *slot; "
        + "void obj_free(struct rcu_head *h) { kmem_cache_free(cache, container_of(h, struct obj, rcu)); } "
        + "init { struct obj *o; cache = kmem_cache_create(\"obj\", sizeof(struct obj), 0, SLAB_HWCACHE_ALIGN, NULL); "
        + "o = kmem_cache_zalloc(cache, GFP_KERNEL); slot = o; } "
        + "CPU1 { struct obj *o; rcu_read_lock(); o = rcu_dereference(slot); if (o) o->n = 1; rcu_read_unlock(); }\n";

    [Theory]
    [InlineData("", "CachesAreEmpty")]
    [InlineData("synchronize_rcu();", "CachesAreEmpty")]
    [InlineData("rcu_barrier();", "held")]
    public void What_is_freed_after_a_grace_period_is_waited_for(string waits, string expected) => Assert.Equal(
        expected,
        Checking.Verdict(Head + "CPU0 { struct obj *o = xchg(&slot, NULL); if (o) call_rcu(&o->rcu, obj_free); "
            + $"{waits} kmem_cache_destroy(cache); }}"));

    [Theory]
    [InlineData("kmem_cache_destroy(cache);", "CachesAreEmpty")]
    [InlineData("kmem_cache_free(cache, slot); kmem_cache_destroy(cache);", "held")]
    [InlineData("kmem_cache_free(cache, slot); kmem_cache_free(cache, NULL); kmem_cache_destroy(cache); kmem_cache_destroy(NULL);", "held")]
    [InlineData("kmem_cache_free(cache, slot); kmem_cache_destroy(cache); slot = kmem_cache_alloc(cache, GFP_KERNEL);", "NoUseAfterFree")]
    [InlineData("kmem_cache_free(cache, slot); kmem_cache_destroy(cache); kmem_cache_destroy(cache);", "NoUseAfterFree")]
    [InlineData("spin_lock(&l); kmem_cache_free(cache, slot); kmem_cache_destroy(cache); spin_unlock(&l);", "NoSleepInAtomic")]
    [InlineData("kfree(slot); kmem_cache_destroy(cache);",
        "? line 4 gives an object of a kmem_cache back otherwise than by kmem_cache_free(), which is not counted, in CPU0: "
            + "what lies behind is not known")]
    public void It_counts_what_it_has_given_out(string code, string expected) => Assert.Equal(
        expected,
        Checking.Verdict(Head.Replace("CPU1", "void reads(void)", StringComparison.Ordinal) + $"DEFINE_SPINLOCK(l);\n\nCPU0 {{ {code} }}"));

    [Fact]
    public void Where_nobody_destroys_it_nothing_is_counted() => Assert.Equal(
        "held", Checking.Verdict(Head + "CPU0 { struct obj *o = xchg(&slot, NULL); if (o) kfree_rcu(o, rcu); }"));

    /// <summary>Who holds the lock of a wait queue wakes without it, as eventfd does: fs/eventfd.c.</summary>
    [Theory]
    [InlineData("wake_up_locked_poll(&wq, EPOLLIN);", "held")]
    [InlineData("wake_up_all_locked(&wq);", "held")]
    [InlineData("wake_up(&wq);", "LocksAreTakenOnce")]
    [InlineData("wake_up_locked(NULL);", "NoWildPointer")]
    public void Who_wakes_under_the_lock_of_the_queue(string wakes, string expected) => Assert.Equal(
        expected,
        Checking.Verdict("DECLARE_WAIT_QUEUE_HEAD(wq); int n; CPU0 { wait_event(wq, READ_ONCE(n)); } CPU1 { unsigned long flags; "
            + $"spin_lock_irqsave(&wq.lock, flags); n = 1; {wakes} spin_unlock_irqrestore(&wq.lock, flags); }}"));
}
