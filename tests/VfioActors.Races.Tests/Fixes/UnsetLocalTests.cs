namespace VfioActors.Races.Tests.Fixes;

/// <summary>What a variable of a function has that was never set is not defined: C11 6.3.2.1 and 6.7.9.</summary>
public sealed class UnsetLocalTests
{
    private const string Head = "struct obj { int n; struct obj *p; }; struct obj one; struct obj *g = &one; int x, y; DEFINE_MUTEX(m); ";

    [Theory]
    [InlineData("int f(void) { int ret; if (READ_ONCE(x)) ret = 1; return ret; } CPU0 { y = f(); } CPU1 { x = 1; }")]
    [InlineData("CPU0 { int n; n++; y = n; }")]
    [InlineData("CPU0 { int n; n += 2; y = n; }")]
    [InlineData("CPU0 { struct obj *o; if (READ_ONCE(x)) o = g; o->n = 1; } CPU1 { x = 1; }")]
    [InlineData("CPU0 { for (int i = 0; i < 2; i++) { int k; if (i == 0) k = 1; y = k; } }")]
    [InlineData("CPU0 { bool b; if (b) y = 1; }")]
    [InlineData("CPU0 { int v; y = READ_ONCE(v); }")]
    [InlineData("CPU0 { u64 v; mutex_lock(&m); y = v; mutex_unlock(&m); }")]
    [InlineData("CPU0 { int old; while (!try_cmpxchg(&x, &old, 1)) ; }")]
    [InlineData("int id(int v) { return 1; } CPU0 { int n; y = id(n); }")]
    public void Who_reads_one_is_told(string code)
    {
        Assert.Equal("LocalsAreSet", Checking.Verdict(Head + code));
        Assert.All(Checking.Reasons(Head + code), reason => Assert.Contains("which was never set", reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("int f(void) { int ret; if (READ_ONCE(x)) ret = 1; else ret = 2; return ret; } CPU0 { y = f(); } CPU1 { x = 1; }")]
    [InlineData("int f(int h) { int ret; switch (h) { case 0: ret = 0; break; case 1: ret = 1; break; default: return 0; } return ret; } "
        + "CPU0 { y = f(x); } CPU1 { x = 1; }")]
    [InlineData("int f(void) { int ret; if (!READ_ONCE(x)) goto out; ret = 1; return ret; out: ret = -EINVAL; return ret; } "
        + "CPU0 { y = f(); } CPU1 { x = 1; }")]
    [InlineData("int f(void) { int ret, n; bool got = READ_ONCE(x); if (got) ret = 1; n = 2; if (got) return ret; return n; } "
        + "CPU0 { y = f(); } CPU1 { x = 1; }")]
    [InlineData("void put(int *r) { *r = 2; } CPU0 { int r; put(&r); assert(r == 2); }")]
    [InlineData("CPU0 { unsigned long flags; spinlock_t *l; int unused; y = 1; }")]
    [InlineData("DEFINE_SPINLOCK(l); CPU0 { unsigned long flags; spin_lock_irqsave(&l, flags); y = 1; spin_unlock_irqrestore(&l, flags); }")]
    [InlineData("LIST_HEAD(h); struct e { struct list_head node; }; CPU0 { struct e *e; list_for_each_entry(e, &h, node) y = 1; }")]
    [InlineData("CPU0 { int v; do { v = READ_ONCE(x); } while (!v); } CPU1 { x = 1; }")]
    [InlineData("CPU0 { struct obj o; o.n = 1; o.p = g; o.p->n = o.n; struct list_head h; INIT_LIST_HEAD(&h); assert(list_empty(&h)); }")]
    [InlineData("CPU0 { struct obj o = { .n = 1 }; assert(!o.p); int a[3] = { 1 }; assert(!a[2]); }")]
    [InlineData("CPU0 { int n; typeof(n) k = 1; y = k; }")]
    [InlineData("CPU0 { int n; (void)n; y = 1; }")]
    [InlineData("seqlock_t sl; CPU0 { unsigned long flags; write_seqlock_irqsave(&sl, flags); y = 1; write_sequnlock_irqrestore(&sl, flags); }")]
    [InlineData("seqlock_t sl; CPU0 { unsigned long flags; read_seqlock_excl_irqsave(&sl, flags); y = 1; "
        + "read_sequnlock_excl_irqrestore(&sl, flags); }")]
    [InlineData("struct t { struct timer_list t; int n; }; struct t one_t; void f(struct timer_list *t) { struct t *o; o = from_timer(o, t, t); "
        + "o->n = 1; } init { timer_setup(&one_t.t, f, 0); mod_timer(&one_t.t, jiffies); } CPU0 { timer_delete_sync(&one_t.t); }")]
    [InlineData("CPU0 { int v; WRITE_ONCE(v, 1); y = READ_ONCE(v); int k; get_user(k, &x); y = k; }")]
    public void Who_sets_it_first_is_not(string code) => Assert.Equal("held", Checking.Verdict(Head + code));

    /// <summary>What has an address is memory, in which something stands.</summary>
    [Theory]
    [InlineData("NoWildPointer", "CPU0 { struct obj o; struct obj *q = o.p; q->n = 1; }")]
    [InlineData("assert-1", "int get(int *r) { return *r; } CPU0 { int r; assert(get(&r) == 0); }")]
    [InlineData("assert-1", "CPU0 { int a[2]; a[0] = 0; assert(!a[1]); }")]
    public void Memory_of_the_stack_is_not_zero(string expected, string code) =>
        Assert.Equal(expected, Checking.Verdict(Head + code));
}
