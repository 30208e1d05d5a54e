namespace VfioActors.Races.Tests;

/// <summary>What is looked for without being asked: each is found, and what is right is left alone.</summary>
public sealed class UnaskedTests
{
    private const string Dev = "struct dev { refcount_t ref; int n; spinlock_t lock; struct list_head node; "
        + "struct rcu_head rcu; struct work_struct work; };\n";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "a use after free", "NoUseAfterFree", "struct dev d; CPU0 { kfree(&d); } CPU1 { d.n = 1; }" },
        { "a double free", "NoDoubleFree", "struct dev d; CPU0 { kfree(&d); } CPU1 { kfree(&d); }" },
        { "a free of a part", "NoDoubleFree", "struct dev d; CPU0 { kfree(&d.n); }" },
        { "a NULL pointer", "NoWildPointer", "struct dev *p; CPU0 { p->n = 1; }" },
        { "a double insertion", "NoDoubleListing",
            "struct dev d; LIST_HEAD(h); CPU0 { list_add(&d.node, &h); list_add(&d.node, &h); }" },
        { "a double removal", "NoDoubleListing",
            "struct dev *d; LIST_HEAD(h); init { d = kzalloc(1, GFP_KERNEL); list_add(&d->node, &h); } "
            + "CPU0 { list_del(&d->node); list_del(&d->node); }" },
        { "an id freed again", "NoFreedId",
            "DEFINE_IDA(ida); int id; CPU0 { id = ida_alloc(&ida, GFP_KERNEL); ida_free(&ida, id); "
            + "ida_free(&ida, id); }" },
        { "an id used that another freed", "NoFreedId",
            "DEFINE_IDA(ida); int id, row[4]; init { id = ida_alloc_min(&ida, 1, GFP_KERNEL); } "
            + "CPU0 { ida_free(&ida, id); } CPU1 { int mine = READ_ONCE(id); row[mine] = 1; }" },
        { "a freed id as the number of a bit", "NoFreedId",
            "struct own { int id; }; DEFINE_IDA(ida); unsigned long bits; struct own own; int take(void) { int got = "
            + "ida_alloc_range(&ida, 1, 3, 0); if (got < 0) return got; return got; } init { own.id = take(); } "
            + "void put(int id) { ida_free(&ida, id); } CPU0 { put(own.id); } CPU1 { set_bit(own.id, &bits); }" },
        { "an id used after the critical section that freed it", "NoFreedId",
            "DEFINE_IDA(ida); DEFINE_MUTEX(m); int id, row[4]; init { id = ida_alloc_min(&ida, 1, GFP_KERNEL); } "
            + "CPU0 { mutex_lock(&m); ida_free(&ida, id); mutex_unlock(&m); row[id] = 0; }" },
        { "an index out of bounds", "NoBadIndex", "int row[2]; int i = 2; CPU0 { row[i] = 1; }" },
        { "a count below zero", "CountsStayAbove", "struct dev d; CPU0 { refcount_dec_and_test(&d.ref); }" },
        { "a count below zero with a lock", "CountsStayAbove",
            "struct dev d; DEFINE_SPINLOCK(l); CPU0 { if (refcount_dec_and_lock(&d.ref, &l)) spin_unlock(&l); }" },
        { "a count revived", "CountsStayAbove", "struct dev d; CPU0 { refcount_inc(&d.ref); }" },
        { "a lock not held", "LocksAreHeld", "DEFINE_SPINLOCK(l); CPU0 { spin_unlock(&l); }" },
        { "a lock claimed", "LocksAreHeld", "DEFINE_MUTEX(l); CPU0 { lockdep_assert_held(&l); }" },
        { "a lock taken twice", "LocksAreTakenOnce",
            "DEFINE_SPINLOCK(l); int x; CPU0 { spin_lock(&l); spin_lock(&l); x = 1; }" },
        { "a lock held at the end", "LocksAreGivenBack", "DEFINE_MUTEX(l); CPU0 { mutex_lock(&l); }" },
        { "sleep under a spinlock", "NoSleepInAtomic",
            "DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); CPU0 { spin_lock(&l); mutex_lock(&m); mutex_unlock(&m); "
            + "spin_unlock(&l); }" },
        { "sleep in an interrupt", "NoSleepInAtomic",
            "DEFINE_MUTEX(m); int x; CPU0 { x = 1; } irq { mutex_lock(&m); mutex_unlock(&m); }" },
        { "sleep under RCU", "NoSleepInAtomic", "CPU0 { rcu_read_lock(); msleep(1); rcu_read_unlock(); }" },
        { "an allocation that may sleep", "NoSleepInAtomic",
            "struct dev *d; DEFINE_SPINLOCK(l); CPU0 { spin_lock(&l); d = kzalloc(1, GFP_KERNEL); spin_unlock(&l); }" },
        { "a deadlock", "LockOrder Progress",
            "DEFINE_MUTEX(a); DEFINE_MUTEX(b); CPU0 { mutex_lock(&a); mutex_lock(&b); mutex_unlock(&b); "
            + "mutex_unlock(&a); } CPU1 { mutex_lock(&b); mutex_lock(&a); mutex_unlock(&a); mutex_unlock(&b); }" },
        { "an order that could deadlock", "LockOrder",
            "DEFINE_MUTEX(a); DEFINE_MUTEX(b); DECLARE_COMPLETION(c); CPU0 { mutex_lock(&a); mutex_lock(&b); "
            + "mutex_unlock(&b); mutex_unlock(&a); complete(&c); } CPU1 { wait_for_completion(&c); mutex_lock(&b); "
            + "mutex_lock(&a); mutex_unlock(&a); mutex_unlock(&b); }" },
        { "an interrupt that spins for the lock of its processor", "LocksAreTakenOnce",
            "DEFINE_SPINLOCK(l); int x; CPU0 { spin_lock(&l); x = 1; spin_unlock(&l); } "
            + "irq { spin_lock(&l); spin_unlock(&l); }" },
        { "a lost wakeup", "Progress",
            "wait_queue_head_t q; int done; CPU0 { wait_event(q, done); } CPU1 { done = 1; }" },
        { "a completion that nobody completes", "Progress", "DECLARE_COMPLETION(c); CPU0 { wait_for_completion(&c); }" },
        { "a leak", "NoLeak", "CPU0 { struct dev *d = kzalloc(1, GFP_KERNEL); d->n = 1; }" },
        { "a reader behind its grace period", "NoUseAfterFree",
            "struct dev *p; init { p = kzalloc(1, GFP_KERNEL); } CPU0 { struct dev *d; rcu_read_lock(); "
            + "d = rcu_dereference(p); rcu_read_unlock(); if (d) d->n = 1; } "
            + "CPU1 { struct dev *d = xchg(&p, NULL); kfree_rcu(d, rcu); }" },
        { "both at once", "NeverBoth",
            "int x; void f(void) { x = 1; } void g(void) { x = 2; } never_both(f, g); CPU0 { f(); } CPU1 { g(); }" },
        { "an invariant between two steps", "always-3", "int x, y; CPU0 { x = 1; y = 1; } \nalways(x == y);" },
    };

    public static TheoryData<string, string> Rights => new()
    {
        { "a lock around both", "int x; DEFINE_SPINLOCK(l); CPU0 { spin_lock(&l); x++; spin_unlock(&l); } "
            + "CPU1 { spin_lock(&l); x++; spin_unlock(&l); } finally(x == 2);" },
        { "a reader that ends before the free",
            "struct dev *p; init { p = kzalloc(1, GFP_KERNEL); } CPU0 { struct dev *d; rcu_read_lock(); "
            + "d = rcu_dereference(p); if (d) d->n = 1; rcu_read_unlock(); } "
            + "CPU1 { struct dev *d = xchg(&p, NULL); kfree_rcu(d, rcu); }" },
        { "a grace period waited for",
            "struct dev *p; init { p = kzalloc(1, GFP_KERNEL); } CPU0 { struct dev *d; rcu_read_lock(); "
            + "d = rcu_dereference(p); if (d) d->n = 1; rcu_read_unlock(); } "
            + "CPU1 { struct dev *d = xchg(&p, NULL); synchronize_rcu(); kfree(d); }" },
        { "a wakeup that is not lost",
            "wait_queue_head_t q; int done; CPU0 { wait_event(q, done); } CPU1 { done = 1; wake_up(&q); }" },
        { "interrupts off around the lock",
            "DEFINE_SPINLOCK(l); int x; CPU0 { spin_lock_irqsave(&l, 0); x++; spin_unlock_irqrestore(&l, 0); } "
            + "irq { spin_lock(&l); x++; spin_unlock(&l); } finally(x == 2);" },
        { "readers together, writers alone",
            "struct rw_semaphore s; int x; CPU0 { down_read(&s); int a = x; int b = x; assert(a == b); up_read(&s); } "
            + "CPU1 { down_write(&s); x = 1; x = 2; up_write(&s); } CPU2 { down_read(&s); up_read(&s); }" },
        { "a reference only while there is one",
            "struct dev *d; init { d = kzalloc(1, GFP_KERNEL); refcount_set(&d->ref, 1); } "
            + "CPU0 { if (refcount_inc_not_zero(&d->ref)) refcount_dec_and_test(&d->ref); } "
            + "CPU1 { refcount_dec_and_test(&d->ref); }" },
        { "the last reference given back with a mutex",
            "struct obj { struct kref users; }; static DEFINE_MUTEX(m); struct obj *o, *own; "
            + "void release(struct kref *k) { struct obj *x = container_of(k, struct obj, users); o = NULL; "
            + "mutex_unlock(&m); kfree(x); } "
            + "init { o = kzalloc(1, GFP_KERNEL); kref_init(&o->users); own = o; } "
            + "CPU0 { struct obj *x; mutex_lock(&m); x = o; if (x) kref_get(&x->users); mutex_unlock(&m); "
            + "if (x) kref_put_mutex(&x->users, release, &m); } "
            + "CPU1 { kref_put_mutex(&own->users, release, &m); } finally(o == NULL);" },
        { "the last reference given back with a spinlock",
            "static DEFINE_SPINLOCK(l); struct dev *o, *own; void put(struct dev *x) { "
            + "if (refcount_dec_and_lock(&x->ref, &l)) { o = NULL; spin_unlock(&l); kfree(x); } } "
            + "init { o = kzalloc(1, GFP_KERNEL); refcount_set(&o->ref, 1); own = o; } "
            + "CPU0 { struct dev *x; spin_lock(&l); x = o; if (x) refcount_inc(&x->ref); spin_unlock(&l); "
            + "if (x) put(x); } CPU1 { put(own); } finally(o == NULL);" },
        { "entries on a list", "LIST_HEAD(h); DEFINE_MUTEX(m); void add(struct dev *d) { mutex_lock(&m); "
            + "list_add_tail(&d->node, &h); mutex_unlock(&m); } CPU0 { struct dev *d = kzalloc(1, GFP_KERNEL); add(d); } "
            + "CPU1 { struct dev *d; mutex_lock(&m); list_for_each_entry(d, &h, node) d->n++; mutex_unlock(&m); }" },
        { "an id used under the lock under which it is freed",
            "DEFINE_IDA(ida); DEFINE_XARRAY(xa); DEFINE_MUTEX(m); int id; struct dev dev; "
            + "init { id = ida_alloc_min(&ida, 1, GFP_KERNEL); } "
            + "CPU0 { mutex_lock(&m); ida_free(&ida, id); id = 0; mutex_unlock(&m); } "
            + "CPU1 { mutex_lock(&m); if (id) xa_store(&xa, id, &dev, 0); mutex_unlock(&m); }" },
        { "an id used in the critical section that frees it",
            "DEFINE_IDA(ida); DEFINE_MUTEX(m); int id, row[4]; init { id = ida_alloc_min(&ida, 1, GFP_KERNEL); } "
            + "CPU0 { mutex_lock(&m); ida_free(&ida, id); row[id] = 0; mutex_unlock(&m); }" },
        { "a number that is no id as an index",
            "DEFINE_IDA(ida); int row[4]; int at; CPU0 { int id = ida_alloc(&ida, GFP_KERNEL); at = id; at++; "
            + "ida_free(&ida, id); row[at] = 1; row[id + 1] = 1; for (id = 0; id < 2; id++) row[id] = 0; }" },
        { "work that is waited for",
            "struct dev *d; void fn(struct work_struct *w) { struct dev *x = container_of(w, struct dev, work); x->n = 1; } "
            + "init { d = kzalloc(1, GFP_KERNEL); INIT_WORK(&d->work, fn); } "
            + "CPU0 { schedule_work(&d->work); cancel_work_sync(&d->work); kfree(d); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_fault_is_found(string what, string claims, string text) =>
        Assert.Equal(claims, Checking.Verdict(Dev + text));

    [Theory, MemberData(nameof(Rights))]
    public void What_is_right_holds(string what, string text) =>
        Assert.Equal("held", Checking.Verdict(Dev + text));

    [Fact]
    public void A_deadlock_is_told_with_the_lines_of_its_circle() =>
        Assert.Contains(
            "deadlock: CPU0 waits for b at line 3, held by CPU1 since line 6; "
            + "CPU1 waits for a at line 7, held by CPU0 since line 2",
            Checking.Reasons("""
                DEFINE_MUTEX(a); DEFINE_MUTEX(b); CPU0 {
                mutex_lock(&a);
                mutex_lock(&b);
                mutex_unlock(&b); mutex_unlock(&a); }
                CPU1 {
                mutex_lock(&b);
                mutex_lock(&a);
                mutex_unlock(&a); mutex_unlock(&b); }
                """));

    [Fact]
    public void Work_that_is_not_waited_for_meets_freed_memory() =>
        Assert.Contains("NoUseAfterFree", Checking.Verdict(Dev
            + "struct dev *d; void fn(struct work_struct *w) { struct dev *x = container_of(w, struct dev, work); "
            + "x->n = 1; } init { d = kzalloc(1, GFP_KERNEL); INIT_WORK(&d->work, fn); } "
            + "CPU0 { schedule_work(&d->work); kfree(d); }"), StringComparison.Ordinal);

    /// <summary>The file itself goes with its last reference, whether or not its release says so.</summary>
    [Theory]
    [InlineData("f->n = 0;", "fput(slot);", "slot->n = 1;", "NoUseAfterFree")]
    [InlineData("f->n = 0;", "fput(slot);", "", "held")]
    [InlineData("f->n = 0; kfree(f);", "fput(slot);", "", "held")]
    [InlineData("f->n = 0;", "get_file(slot); fput(slot);", "slot->n = 1;", "held")]
    [InlineData("f->n = 0;", "fput(slot); kfree(slot);", "", "NoDoubleFree NoUseAfterFree")]
    public void A_file_goes_with_its_last_reference(string release, string one, string other, string expected) =>
        Assert.Equal(expected, Checking.Verdict($$"""
            struct file { refcount_t f_count; int n; }; struct file *slot; int n;
            init { slot = kzalloc(sizeof(*slot), GFP_KERNEL); refcount_set(&slot->f_count, 1); }
            void file_release(struct file *f) { {{release}} }
            CPU0 { {{one}} }
            CPU1 { n = 1; {{other}} }
            """));

    [Fact]
    public void The_release_of_a_file_comes_later() =>
        Assert.Equal("NoUseAfterFree", Checking.Verdict("""
            struct table { int n; };
            struct file { refcount_t f_count; struct table *t; };
            struct table *tab; struct file *file;
            init { tab = kzalloc(1, GFP_KERNEL); file = kzalloc(1, GFP_KERNEL); refcount_set(&file->f_count, 1); file->t = tab; }
            void file_release(struct file *f) { f->t->n = 0; kfree(f); }
            CPU0 { struct file *f = xchg(&file, NULL); fput(f); struct table *t = xchg(&tab, NULL); kfree(t); }
            """));
}
