namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// Lists, tables and counts that are walked through while others change them: include/linux/rculist.h, lib/idr.c,
/// include/linux/seqlock.h and qrwlock.c, Linux 6.12.
/// </summary>
public sealed class WalkTests
{
    private const string Head = """
        struct obj { struct list_head node; struct hlist_node link; struct rcu_head rcu; int n; };
        LIST_HEAD(all); HLIST_HEAD(links); DEFINE_IDR(idr); DEFINE_SPINLOCK(l); DEFINE_RWLOCK(rw); DEFINE_MUTEX(m);
        struct obj a, b, c; seqcount_latch_t latch; struct { int x, y; } copies[2]; int n; refcount_t count; seqlock_t sl;
        struct obj *listed(void) { struct obj *o = kzalloc(sizeof(*o), GFP_KERNEL); list_add(&o->node, &all); return o; }
        void take(void) { struct obj *o; spin_lock(&l); o = list_first_entry(&all, struct obj, node); list_del_rcu(&o->node);
            spin_unlock(&l); kfree_rcu(o, rcu); }

        """;

    private const string Latched = "CPU0 { raw_write_seqcount_latch(&latch); copies[0].x = 1; copies[0].y = 1; "
        + "raw_write_seqcount_latch(&latch); copies[1].x = 1; copies[1].y = 1; } CPU1 { unsigned s; int x, y; ";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "An idr is gone through under nothing", "IdrsAreLocked",
            "init { idr_alloc(&idr, &a, 1, 0, GFP_KERNEL); } CPU0 { struct obj *o; int id; idr_for_each_entry(&idr, o, id) o->n = 1; } "
                + "CPU1 { spin_lock(&l); idr_remove(&idr, 1); spin_unlock(&l); }" },
        { "An idr is gone through under RCU", "held",
            "init { idr_alloc(&idr, &a, 1, 0, GFP_KERNEL); } CPU0 { struct obj *o; int id; rcu_read_lock(); "
                + "idr_for_each_entry(&idr, o, id) o->n = 1; rcu_read_unlock(); } CPU1 { spin_lock(&l); idr_remove(&idr, 1); spin_unlock(&l); }" },
        { "An idr is empty or is not", "held",
            "CPU0 { mutex_lock(&m); assert(idr_is_empty(&idr)); int id = idr_alloc(&idr, &a, 1, 0, GFP_KERNEL); assert(!idr_is_empty(&idr)); "
                + "idr_remove(&idr, id); assert(idr_is_empty(&idr)); mutex_unlock(&m); } CPU1 { mutex_lock(&m); n = idr_is_empty(&idr); mutex_unlock(&m); }" },
        { "The first of a list under RCU", "held",
            "init { listed(); } CPU0 { rcu_read_lock(); struct obj *o = list_first_or_null_rcu(&all, struct obj, node); if (o) o->n = 1; "
                + "rcu_read_unlock(); } CPU1 { take(); }" },
        { "The first of a list under nothing", "NoUseAfterFree",
            "init { listed(); } CPU0 { struct obj *o = list_first_or_null_rcu(&all, struct obj, node); if (o) o->n = 1; } CPU1 { take(); }" },
        { "Links under RCU", "held",
            "init { listed(); } CPU0 { struct list_head *i; rcu_read_lock(); list_for_each_rcu(i, &all) list_entry_rcu(i, struct obj, node)->n = 1; "
                + "rcu_read_unlock(); } CPU1 { take(); }" },
        { "From an entry on", "held",
            "init { list_add(&a.node, &all); list_add_tail(&b.node, &all); } CPU0 { struct obj *o = &a; rcu_read_lock(); "
                + "list_for_each_entry_from_rcu(o, &all, node) o->n++; o = &a; list_for_each_entry_continue_rcu(o, &all, node) o->n++; "
                + "rcu_read_unlock(); } finally(a.n == 1 && b.n == 2);" },
        { "The lock is given up within", "NoUseAfterFree NoWildPointer",
            "init { listed(); listed(); } CPU0 { struct obj *o; spin_lock(&l); list_for_each_entry(o, &all, node) { o->n = 1; cond_resched_lock(&l); } "
                + "spin_unlock(&l); } CPU1 { struct obj *o; spin_lock(&l); o = list_first_entry(&all, struct obj, node); list_del(&o->node); "
                + "spin_unlock(&l); kfree(o); }" },
        { "Hashed entries are replaced", "held",
            "init { struct obj *o = kzalloc(sizeof(*o), GFP_KERNEL); o->n = 1; hlist_add_head(&o->link, &links); } CPU0 { struct obj *o; int sum = 0; "
                + "rcu_read_lock(); hlist_for_each_entry_rcu(o, &links, link) sum += o->n; rcu_read_unlock(); assert(sum == 1); } "
                + "CPU1 { struct obj *o = hlist_entry(links.first, struct obj, link); a.n = 1; hlist_replace_rcu(&o->link, &a.link); kfree_rcu(o, rcu); }" },
        { "Hashed entries in their order", "held",
            "CPU0 { hlist_add_tail_rcu(&a.link, &links); hlist_add_tail_rcu(&b.link, &links); hlist_add_behind_rcu(&c.link, &a.link); "
                + "hlist_del_rcu(&b.link); hlist_add_before_rcu(&b.link, &a.link); } "
                + "finally(links.first == &b.link && b.link.next == &a.link && a.link.next == &c.link && !c.link.next);" },
        { "A latch", "held",
            Latched + "do { s = raw_read_seqcount_latch(&latch); x = copies[s & 1].x; y = copies[s & 1].y; } "
                + "while (raw_read_seqcount_latch_retry(&latch, s)); assert(x == y); }" },
        { "A latch that is looked at once", "assert-7",
            Latched + "s = raw_read_seqcount_latch(&latch); x = copies[s & 1].x; y = copies[s & 1].y; assert(x == y); }" },
        { "An rwlock that is tried", "held",
            "CPU0 { if (write_trylock(&rw)) { n++; write_unlock(&rw); } } CPU1 { write_lock(&rw); n++; write_unlock(&rw); } "
                + "CPU2 { if (read_trylock(&rw)) { int v = n; assert(v == n); read_unlock(&rw); } }" },
        { "One that is kept", "LocksAreGivenBack", "CPU0 { if (read_trylock(&rw)) return; } CPU1 { if (write_trylock(&rw)) write_unlock(&rw); }" },
        { "One under which nobody may sleep", "NoSleepInAtomic", "CPU0 { if (write_trylock(&rw)) { msleep(1); write_unlock(&rw); } }" },
        { "The last reference with the lock", "held",
            "init { refcount_set(&count, 2); } void put(void) { unsigned long f; if (refcount_dec_and_lock_irqsave(&count, &l, &f)) { n++; "
                + "spin_unlock_irqrestore(&l, f); } } CPU0 { put(); } CPU1 { put(); } irq { spin_lock(&l); n = n; spin_unlock(&l); } finally(n == 1);" },
        { "Readers that exclude writers", "held",
            "CPU0 { read_seqlock_excl_bh(&sl); int v = n; assert(v == n); read_sequnlock_excl_bh(&sl); } "
                + "CPU1 { write_seqlock_bh(&sl); n++; write_sequnlock_bh(&sl); }" },
        { "A guard of a device and one without softirqs", "held",
            "struct device dev; init { device_initialize(&dev); } CPU0 { guard(device)(&dev); device_lock_assert(&dev); n++; } "
                + "CPU1 { guard(device)(&dev); n++; } finally(n == 2);" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Who_walks_meets_who_changes(string what, string expected, string code)
    {
        var told = Checking.MergedVerdict(Head + code);
        Assert.True(expected == told, $"{what}: {told}");
    }
}
