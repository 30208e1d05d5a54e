namespace VfioActors.Races.Tests.Fixes;

/// <summary>Questions about teardown and lookup as fixes in the kernel have asked them.</summary>
public sealed class TeardownTests
{
    /// <summary>Work is queued by one who looked before the device went: only disabling it is an end.</summary>
    [Theory]
    [InlineData("cancel_delayed_work_sync(&dev->work);", "NoUseAfterFree")]
    [InlineData("disable_delayed_work(&dev->work);", "NoUseAfterFree")]
    [InlineData("disable_delayed_work_sync(&dev->work);", "held")]
    public void Work_that_is_disabled_is_not_queued_again(string ends, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct dev { struct delayed_work work; int n; };
            struct dev *dev;
            DEFINE_MUTEX(lock);
            void f(struct work_struct *w) { container_of(to_delayed_work(w), struct dev, work)->n++; }
            init { dev = kzalloc(sizeof(*dev), GFP_KERNEL); INIT_DELAYED_WORK(&dev->work, f); }
            CPU0 { mutex_lock(&lock); if (dev) schedule_delayed_work(&dev->work, 1); mutex_unlock(&lock); }
            CPU1 {
            	{{ends}}
            	mutex_lock(&lock);
            	struct dev *d = dev;
            	dev = NULL;
            	mutex_unlock(&lock);
            	kfree(d);
            }
            """));

    [Theory]
    [InlineData("assert(disable_work(&w) == 0); assert(!schedule_work(&w));")]
    [InlineData("schedule_work(&w); disable_work_sync(&w); assert(!cancel_work_sync(&w)); assert(!schedule_work(&w));")]
    [InlineData("disable_work_sync(&w); INIT_WORK(&w, f); assert(schedule_work(&w));")]
    [InlineData("mod_delayed_work(system_wq, &d, 1); disable_delayed_work_sync(&d); "
        + "assert(!mod_delayed_work(system_wq, &d, 1));")]
    public void Disabled_work_says_so(string code) => Assert.Equal("held", Checking.Verdict($$"""
        void f(struct work_struct *w) { n++; }
        int n;
        DECLARE_WORK(w, f);
        DECLARE_DELAYED_WORK(d, f);
        CPU0 { {{code}} }
        """));

    /// <summary>The last user takes a bundle out of the index, where another may have found it meanwhile.</summary>
    [Theory]
    [InlineData("if (atomic_dec_and_test(&b->active)) { spin_lock(&lock);", "CountsStayAbove NoUseAfterFree")]
    [InlineData("if (atomic_dec_and_lock(&b->active, &lock)) {", "held")]
    public void The_last_one_gives_up_what_nobody_finds_any_more(string last, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct bundle { refcount_t ref; atomic_t active; };
            struct bundle *index; DEFINE_SPINLOCK(lock);
            void put(struct bundle *b) { if (refcount_dec_and_test(&b->ref)) kfree(b); }
            void done(struct bundle *b) { {{last}} index = NULL; spin_unlock(&lock); put(b); } }
            init {
            	struct bundle *b = kzalloc(sizeof(*b), GFP_KERNEL);
            	refcount_set(&b->ref, 1);
            	atomic_set(&b->active, 1);
            	index = b;
            }
            CPU0 { done(index); }
            CPU1 {
            	spin_lock(&lock);
            	struct bundle *b = index;
            	if (b) { refcount_inc(&b->ref); atomic_inc(&b->active); }
            	spin_unlock(&lock);
            	if (b) { done(b); put(b); }
            }
            """));

    /// <summary>Counts of files are long; their last one goes after the look of one who reads under RCU.</summary>
    [Theory]
    [InlineData("", "assert-12")]
    [InlineData("if (READ_ONCE(fd) != f) { put(f); f = NULL; }", "held")]
    public void Who_got_a_file_looks_whether_it_is_still_there(string looks, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct file { atomic_long_t f_count; struct rcu_head rcu; };
            struct file *fd; int collected;
            void put(struct file *f) { if (atomic_long_dec_and_test(&f->f_count)) kfree_rcu(f, rcu); }
            init { fd = kzalloc(sizeof(*fd), GFP_KERNEL); atomic_long_set(&fd->f_count, 2); }
            CPU0 {
            	rcu_read_lock();
            	struct file *f = rcu_dereference(fd);
            	if (f && !atomic_long_inc_not_zero(&f->f_count))
            		f = NULL;
            	if (f) { {{looks}} }
            	rcu_read_unlock();
            	if (f) { assert(!collected); put(f); }
            }
            CPU1 {
            	struct file *f = xchg(&fd, NULL);
            	put(f);
            	if (atomic64_read(&f->f_count) == 1) collected = 1;
            	put(f);
            }
            """));

    [Theory]
    [InlineData("assert(xa_insert(&xa, 3, &x, GFP_KERNEL) == 0); assert(xa_load(&xa, 3) == &x);")]
    [InlineData("xa_store(&xa, 3, &y, GFP_KERNEL); assert(xa_insert(&xa, 3, &x, GFP_KERNEL) == -EBUSY); "
        + "assert(xa_load(&xa, 3) == &y);")]
    [InlineData("xa_insert(&xa, 0, &x, GFP_KERNEL); xa_erase(&xa, 0); assert(!xa_insert(&xa, 0, &y, GFP_KERNEL));")]
    public void What_is_inserted_does_not_replace(string code) =>
        Assert.Equal("held", Checking.Verdict($"DEFINE_XARRAY(xa); int x; int y; CPU0 {{ {code} }} finally(!x);"));

    [Fact]
    public void Nothing_is_inserted_where_there_is_no_index() =>
        Assert.StartsWith("? line 1 used an index beyond the last one", Checking.Verdict(
            "DEFINE_XARRAY(xa); int x; CPU0 { xa_insert(&xa, 256, &x, GFP_KERNEL); }"), StringComparison.Ordinal);

    /// <summary>A structure within another has its fields there, with a name and without.</summary>
    [Theory]
    [InlineData("struct kvm { struct { spinlock_t lock; int n; } irqfds; int x; }; struct kvm k;")]
    [InlineData("struct kvm { struct irqs { spinlock_t lock; struct { int unused; } in, *out; int n; } irqfds; }; "
        + "struct kvm k;")]
    [InlineData("static struct { struct { spinlock_t lock; int n; } irqfds; } k;")]
    [InlineData("typedef struct { struct { spinlock_t lock; u32 n; } irqfds; } vm; vm k;")]
    public void Structures_are_declared_within_others(string declared) => Assert.Equal("held", Checking.Verdict($$"""
        {{declared}}
        void f(void) { spin_lock(&k.irqfds.lock); k.irqfds.n++; spin_unlock(&k.irqfds.lock); }
        CPU0 { f(); }
        CPU1 { f(); }
        finally(k.irqfds.n == 2);
        """));

    [Fact]
    public void Fields_of_a_structure_without_a_name_are_those_of_the_one_around_it() => Assert.Equal("held", Checking
        .Verdict("struct a { struct { int n; }; int m; } x; CPU0 { x.m = 1; x.n = 2; } finally(x.m == 1 && x.n == 2);"));

    [Theory]
    [InlineData("fmode_t m; gfn_t g; __u32 u; CPU0 { m = 1; g = 2; u = 3; }")]
    [InlineData("typedef u64 gfn_t; typedef int gfp_t; gfn_t g; CPU0 { gfp_t p = -1; g = 1; assert(p < 0); }")]
    [InlineData("int x; int f(void) { return -ECONNRESET; } CPU0 { x = 1; assert(f() == -104 && EBADFD == 77); }")]
    [InlineData("int x; irqreturn_t f(void) { return IRQ_RETVAL(x); } CPU0 { x = 1; assert(f() == IRQ_HANDLED); }")]
    public void Types_and_errors_have_the_kernels_names(string text) =>
        Assert.Equal("held", Checking.Verdict(text));

    /// <summary>Who waits for a time only takes back what others may answer to before its function returns.</summary>
    [Theory]
    [InlineData("", "NoUseAfterFree")]
    [InlineData("spin_lock(&lock); pending = NULL; spin_unlock(&lock);", "held")]
    public void A_completion_on_the_stack_ends_with_its_function(string takes, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct completion *pending; DEFINE_SPINLOCK(lock); int i;
            int ask(void)
            {
            	DECLARE_COMPLETION_ONSTACK(done);
            	spin_lock(&lock);
            	pending = &done;
            	spin_unlock(&lock);
            	int ret = wait_for_completion_timeout(&done, HZ) ? 0 : -ETIMEDOUT;
            	{{takes}}
            	return ret;
            }
            CPU0 { for (i = 0; i < 2; i++) ask(); }
            CPU1 { spin_lock(&lock); if (pending) complete(pending); spin_unlock(&lock); }
            """));

    /// <summary>As in C: only its beginning is gone past, not the variable.</summary>
    [Theory]
    [InlineData("if (x) goto use; int v; int *p; use: p = &v; *p = 3; n += *p;")]
    [InlineData("switch (x) { case 0: n += 0; int v; int *p; case 1: p = &v; *p = 3; n += *p; }")]
    public void A_variable_whose_declaration_is_gone_past_is_there(string body) =>
        Assert.Equal("held", Checking.Verdict($$"""
            int n;
            void f(int x) { {{body}} }
            CPU0 { for (int i = 0; i < 3; i++) f(i & 1); }
            finally(n == 9);
            """));

    [Fact]
    public void A_variable_begins_anew_with_each_call() => Assert.Equal("held", Checking.Verdict("""
        int i;
        void f(void) { DECLARE_COMPLETION_ONSTACK(c); assert(!try_wait_for_completion(&c)); complete(&c); }
        CPU0 { for (i = 0; i < 3; i++) f(); }
        """));
}
