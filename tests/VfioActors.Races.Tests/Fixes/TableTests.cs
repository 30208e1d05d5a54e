namespace VfioActors.Races.Tests.Fixes;

/// <summary>Hash tables and idrs: include/linux/hashtable.h and lib/idr.c, Linux 6.6.</summary>
public sealed class TableTests
{
    /// <summary>Who found an entry takes a reference before it lets the table go.</summary>
    [Theory]
    [InlineData("", "", "NoUseAfterFree")]
    [InlineData("refcount_inc(&o->ref);", "if (refcount_dec_and_test(&o->ref)) kfree(o);", "held")]
    public void What_was_found_in_a_hash_table_is_kept(string gets, string puts, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct obj { struct hlist_node node; int key; refcount_t ref; };
            DEFINE_HASHTABLE(table, 4); DEFINE_SPINLOCK(lock);
            struct obj *find(int key) {
            	struct obj *o;
            	hash_for_each_possible(table, o, node, key) { if (o->key == key) return o; }
            	return NULL;
            }
            init {
            	struct obj *o = kzalloc(sizeof(*o), GFP_KERNEL);
            	o->key = 3;
            	refcount_set(&o->ref, 1);
            	hash_add(table, &o->node, o->key);
            }
            CPU0 {
            	spin_lock(&lock);
            	struct obj *o = find(3);
            	if (o) { {{gets}} }
            	spin_unlock(&lock);
            	if (o) { o->key = o->key; {{puts}} }
            }
            CPU1 {
            	spin_lock(&lock);
            	struct obj *o = find(3);
            	if (o) hash_del(&o->node);
            	spin_unlock(&lock);
            	if (o && refcount_dec_and_test(&o->ref)) kfree(o);
            }
            """));

    /// <summary>A reader under RCU goes on to the next entry from one that was taken out.</summary>
    [Theory]
    [InlineData("kfree(o)", "NoUseAfterFree")]
    [InlineData("kfree_rcu(o, rcu)", "held")]
    public void A_table_is_read_under_rcu(string frees, string verdict) => Assert.Equal(verdict, Checking.Verdict($$"""
        struct obj { struct hlist_node node; int key; struct rcu_head rcu; };
        struct dev { DECLARE_HASHTABLE(table, 2); int n; }; struct dev dev; struct obj *first;
        init {
        	hash_init(dev.table);
        	for (int i = 0; i < 2; i++) {
        		first = kzalloc(sizeof(*first), GFP_KERNEL);
        		first->key = i;
        		hash_add_rcu(dev.table, &first->node, i);
        	}
        }
        CPU0 { struct obj *o; rcu_read_lock();
            hash_for_each_possible_rcu(dev.table, o, node, 0) { if (o->key == 0) dev.n++; }
            rcu_read_unlock(); assert(dev.n == 1); }
        CPU1 { struct obj *o = first; hash_del_rcu(&o->node); {{frees}}; }
        """));

    [Theory]
    [InlineData("hash_for_each(t, b, o, node) n += o->key; assert(n == 3 && !o && b == 0);")]
    [InlineData("hash_for_each_rcu(t, b, o, node) { n = o->key; break; } assert(o && o->key == n);")]
    [InlineData("hash_for_each_safe(t, b, tmp, o, node) { hash_del(&o->node); kfree(o); n++; } "
        + "assert(n == 2 && hash_empty(t));")]
    [InlineData("hash_for_each_possible_safe(t, o, tmp, node, 1) if (o->key == 1) { hash_del(&o->node); "
        + "assert(!hash_hashed(&o->node)); kfree(o); } hash_for_each(t, b, o, node) assert(o->key == 2);")]
    public void Loops_over_a_table_end_as_in_the_kernel(string code) => Assert.Equal("held", Checking.Verdict($$"""
        struct obj { struct hlist_node node; int key; }; DEFINE_HASHTABLE(t, 3); int done;
        CPU0 {
        	int b, n = 0; struct obj *o; struct hlist_node *tmp;
        	for (int i = 1; i < 3; i++) { o = kzalloc(sizeof(*o), 0); o->key = i; hash_add(t, &o->node, i); }
        	{{code}}
        	done = 1;
        }
        """));

    /// <summary>An idr does not lock itself, and is read under RCU or the lock of those who change it.</summary>
    [Theory]
    [InlineData("{ rcu_read_lock(); o = idr_find(&idr, 1); rcu_read_unlock(); }",
        "{ mutex_lock(&m); idr_remove(&idr, 1); mutex_unlock(&m); }", "held")]
    [InlineData("{ mutex_lock(&m); o = idr_find(&idr, 1); mutex_unlock(&m); }",
        "{ mutex_lock(&m); idr_remove(&idr, 1); mutex_unlock(&m); }", "held")]
    [InlineData("o = idr_find(&idr, 1);", "idr_remove(&idr, 1);", "IdrsAreLocked")]
    [InlineData("idr_remove(&idr, 2);", "idr_remove(&idr, 1);", "IdrsAreLocked")]
    [InlineData("idr_alloc(&idr, o, 0, 0, GFP_KERNEL);", "idr_remove(&idr, 1);", "IdrsAreLocked")]
    [InlineData("idr_alloc(&idr, o, 0, 0, GFP_KERNEL);", "idr_destroy(&idr);", "IdrsAreLocked")]
    [InlineData("o = idr_find(&idr, 1);", "idr_destroy(&idr);", "IdrsAreLocked")]
    [InlineData("rcu_read_lock(); o = idr_find(&idr, 1); rcu_read_unlock();", "idr_destroy(&idr);", "held")]
    public void An_idr_is_locked_by_its_users(string one, string other, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct obj { int n; }; struct obj *first; DEFINE_IDR(idr); DEFINE_MUTEX(m);
            init { first = kzalloc(sizeof(*first), 0); idr_alloc(&idr, first, 1, 3, 0);
                idr_alloc(&idr, first, 1, 3, 0); }
            CPU0 { struct obj *o = first; {{one}} }
            CPU1 { {{other}} }
            """));

    [Theory]
    [InlineData("i = idr_alloc(&idr, a, 2, 4, GFP_KERNEL); assert(i == 2 && idr_find(&idr, 2) == a);")]
    [InlineData("idr_alloc(&idr, a, 2, 3, 0); i = idr_alloc(&idr, a, 2, 3, 0); assert(i == -ENOSPC);")]
    [InlineData("i = idr_alloc(&idr, NULL, 0, 0, 0); assert(!idr_find(&idr, i)); assert(!idr_replace(&idr, a, i)); "
        + "assert(idr_find(&idr, i) == a); assert(idr_remove(&idr, i) == a); assert(!idr_remove(&idr, i));")]
    [InlineData("assert(PTR_ERR(idr_replace(&idr, a, 3)) == -ENOENT); assert(!idr_find(&idr, 99));")]
    [InlineData("idr_alloc(&idr, NULL, 0, 0, 0); idr_alloc(&idr, a, 0, 0, 0); "
        + "idr_for_each_entry(&idr, e, i) assert(i == 1 && e == a); assert(!e);")]
    [InlineData("xa_store(&xa, 1, a, 0); xa_for_each(&xa, at, e) assert(e == a); assert(!e);")]
    [InlineData("xa_store(&xa, 1, a, 0); xa_for_each(&xa, at, e) break; assert(e == a);")]
    [InlineData("idr_preload(GFP_KERNEL); spin_lock(&l); i = idr_alloc(&idr, a, 0, 0, GFP_NOWAIT); spin_unlock(&l); "
        + "idr_preload_end(); assert(i == 0); might_sleep();")]
    public void An_idr_gives_numbers_out(string code) => Assert.Equal("held", Checking.Verdict($$"""
        struct obj { int n; }; struct obj *g; DEFINE_IDR(idr); DEFINE_SPINLOCK(l); struct xarray xa;
        CPU0 { struct obj *a = kzalloc(sizeof(*a), 0); struct obj *e; int i = 0; unsigned long at; g = a; {{code}} }
        """));

    [Theory]
    [InlineData("spin_lock(&l); idr_alloc(&idr, &n, 0, 0, GFP_KERNEL); spin_unlock(&l);", "NoSleepInAtomic")]
    [InlineData("idr_preload(GFP_KERNEL); msleep(1); idr_preload_end(); n = 1;", "NoSleepInAtomic")]
    public void To_give_one_out_may_sleep(string code, string verdict) => Assert.Equal(verdict, Checking.Verdict($$"""
        int n; DEFINE_IDR(idr); DEFINE_SPINLOCK(l);
        CPU0 { {{code}} }
        """));

    [Theory]
    [InlineData("idr_alloc(&idr, &n, 8, 0, 0);", "expected known numbers, the first below 8")]
    [InlineData("idr_alloc(&idr, &n, 2, 2, 0);", "expected known numbers, the first below 8")]
    [InlineData("n = idr_alloc_u32(&idr, &n, 0, 0, 0);", "of idrs there are idr_alloc(), idr_alloc_cyclic()")]
    [InlineData("hash_for_each(t, b) n++;", "'hash_for_each' takes 4 arguments, here are 2")]
    public void What_is_not_modelled_is_refused(string code, string expected) => Assert.Contains(expected,
        Checking.Problems($$"""int n, b; DEFINE_IDR(idr); DEFINE_HASHTABLE(t, 2); CPU0 { {{code}} n = 1; }"""),
        StringComparison.Ordinal);
}
