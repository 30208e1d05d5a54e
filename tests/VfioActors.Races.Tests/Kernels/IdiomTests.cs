namespace VfioActors.Races.Tests.Kernels;

/// <summary>Small functions that kernel code is full of: include/linux, Linux 6.12.</summary>
public sealed class IdiomTests
{
    private const string Head = """
        struct item { struct list_head node; int n; };
        static LIST_HEAD(a); static LIST_HEAD(b);
        static struct item x, y, z; static int n, s; static unsigned long w;
        static DEFINE_MUTEX(m); static DEFINE_SPINLOCK(l); static DECLARE_RWSEM(rw);
        static struct semaphore sem; static struct percpu_rw_semaphore fast;
        static DECLARE_WAIT_QUEUE_HEAD(wq); static DECLARE_COMPLETION(done);
        static struct item *p, *q; static struct work_struct work; static struct delayed_work later;
        static void run(struct work_struct *one) { n++; }
        static int digits(struct list_head *head)
        {
            struct item *i; int sum = 0;
            list_for_each_entry(i, head, node) sum = sum * 10 + i->n;
            return sum;
        }
        static void three(void)
        {
            x.n = 1; y.n = 2; z.n = 3;
            list_add_tail(&x.node, &a); list_add_tail(&y.node, &a); list_add_tail(&z.node, &a);
        }
        static void two(void)
        {
            x.n = 1; y.n = 2; z.n = 3;
            list_add_tail(&x.node, &a); list_add_tail(&y.node, &a); list_add_tail(&z.node, &b);
        }

        """;

    private const string Finally = "finally-25", Assertion = "assert-25";

    /// <summary>Of lists: what it is, the code, and the verdict.</summary>
    public static TheoryData<string, string, string> Lists => new()
    {
        {
            "First and last", "CPU0 { two(); assert(list_is_first(&x.node, &a) && list_is_last(&y.node, &a)); "
                + "assert(!list_is_first(&y.node, &a) && !list_is_last(&x.node, &a) && list_is_head(&a, &a)); }", "held"
        },
        {
            "Singular", "CPU0 { assert(!list_is_singular(&b)); two(); "
                + "assert(list_is_singular(&b) && !list_is_singular(&a)); }", "held"
        },
        {
            "From behind", "CPU0 { three(); assert(list_last_entry(&a, struct item, node) == &z); "
                + "assert(list_prev_entry(&z, node) == &y); }", "held"
        },
        { "Of nothing the last leads nowhere", "CPU0 { list_last_entry(&b, struct item, node)->n = 1; }", "NoWildPointer" },
        {
            "Backwards", "CPU0 { struct item *i; three(); list_for_each_entry_reverse(i, &a, node) s = s * 10 + i->n; "
                + "assert(s == 321 && &i->node == &a); }", "held"
        },
        {
            "Backwards, and taken off", "CPU0 { struct item *i, *j; three(); "
                + "list_for_each_entry_safe_reverse(i, j, &a, node) { list_del(&i->node); s = s * 10 + i->n; } "
                + "assert(s == 321 && list_empty(&a)); }", "held"
        },
        {
            "Backwards, and taken off under the loop", "CPU0 { struct item *i; three(); "
                + "list_for_each_entry_reverse(i, &a, node) list_del(&i->node); }", "NoWildPointer"
        },
        {
            "From behind a place", "CPU0 { struct item *i = &x; three(); "
                + "list_for_each_entry_continue(i, &a, node) s = s * 10 + i->n; assert(s == 23); }", "held"
        },
        {
            "From before a place", "CPU0 { struct item *i = &z; three(); "
                + "list_for_each_entry_continue_reverse(i, &a, node) s = s * 10 + i->n; assert(s == 21); }", "held"
        },
        {
            "From a place", "CPU0 { struct item *i = &y; three(); "
                + "list_for_each_entry_from(i, &a, node) s = s * 10 + i->n; assert(s == 23); }", "held"
        },
        {
            "Links", "CPU0 { struct list_head *i; three(); "
                + "list_for_each(i, &a) s = s * 10 + list_entry(i, struct item, node)->n; assert(s == 123 && i == &a); }",
            "held"
        },
        {
            "Links backwards", "CPU0 { struct list_head *i; three(); "
                + "list_for_each_prev(i, &a) s = s * 10 + container_of_const(i, struct item, node)->n; assert(s == 321); }",
            "held"
        },
        {
            "Links that are taken off", "CPU0 { struct list_head *i, *j; three(); list_for_each_safe(i, j, &a) list_del(i); "
                + "assert(list_empty(&a)); }", "held"
        },
        {
            "Links that are taken off under the loop", "CPU0 { struct list_head *i; three(); list_for_each(i, &a) list_del(i); }",
            "NoWildPointer"
        },
        { "Put before others", "CPU0 { two(); list_splice(&a, &b); assert(digits(&b) == 123 && !list_empty(&a)); }", "held" },
        { "Put behind others", "CPU0 { two(); list_splice_tail(&a, &b); assert(digits(&b) == 312); }", "held" },
        { "Moved", "CPU0 { two(); list_splice_init(&a, &b); assert(digits(&b) == 123 && list_empty(&a)); }", "held" },
        {
            "Moved behind others", "CPU0 { two(); list_splice_tail_init(&a, &b); assert(digits(&b) == 312 && list_empty(&a)); }",
            "held"
        },
        {
            "Nothing is moved", "CPU0 { three(); list_splice(&b, &a); list_splice_tail_init(&b, &a); list_splice_init(&b, &a); "
                + "assert(digits(&a) == 123 && list_empty(&b)); }", "held"
        },
        {
            "Moved while somebody adds", "init { two(); list_del(&z.node); } CPU0 { list_splice_init(&a, &b); } "
                + "CPU1 { list_add_tail(&z.node, &a); } finally(b.prev == &z.node || a.prev == &z.node && a.next != &a);",
            Finally
        },
        { "Replaced", "CPU0 { two(); list_del(&z.node); list_replace(&x.node, &z.node); assert(digits(&a) == 32); }", "held" },
        {
            "Replaced, and on no list", "CPU0 { two(); list_del(&z.node); list_replace_init(&x.node, &z.node); "
                + "assert(digits(&a) == 32 && list_empty(&x.node)); }", "held"
        },
        {
            "Replaced for readers", "CPU0 { two(); list_del(&z.node); list_replace_rcu(&y.node, &z.node); "
                + "assert(digits(&a) == 13 && y.node.next == &a); }", "held"
        },
        { "Turned", "CPU0 { three(); list_rotate_left(&a); assert(digits(&a) == 231); list_rotate_left(&b); }", "held" },
        {
            "Empty is seen too early", "init { two(); } CPU0 { list_del_init(&x.node); } "
                + "CPU1 { if (list_empty(&x.node)) assert(x.node.prev == &x.node); }", Assertion
        },
        {
            "And not with care", "init { two(); } CPU0 { list_del_init_careful(&x.node); } "
                + "CPU1 { if (list_empty_careful(&x.node)) assert(x.node.prev == &x.node && x.node.next == &x.node); }", "held"
        },
    };

    /// <summary>Of words: what it is, the code, and the verdict.</summary>
    public static TheoryData<string, string, string> Words => new()
    {
        { "Swapped", "CPU0 { int t = 5; n = 1; s = 2; swap(n, s); swap(n, t); assert(n == 5 && s == 1 && t == 2); }", "held" },
        {
            "Swapped by two", "init { n = 1; s = 2; } CPU0 { swap(n, s); } CPU1 { swap(n, s); } finally(n + s == 3);", Finally
        },
        { "Replaced", "CPU0 { p = &x; q = rcu_replace_pointer(p, &y, true); assert(p == &y && q == &x); }", "held" },
        {
            "Replaced by two", "init { p = kzalloc(sizeof(*p), GFP_KERNEL); } CPU0 { kfree(rcu_replace_pointer(p, NULL, 1)); } "
                + "CPU1 { kfree(rcu_replace_pointer(p, NULL, 1)); }", "NoDoubleFree"
        },
        {
            "Less and more of a type", "CPU0 { assert(min_t(u8, 257, 5) == 1 && min_t(u16, 257, 5) == 5); "
                + "assert(max_t(int, -1, 0) == 0 && max_t(u32, -1, 0) == 0xffffffff); }", "held"
        },
        { "Within", "CPU0 { assert(clamp(7, 1, 5) == 5 && clamp(-3, 1, 5) == 1 && clamp(3, 1, 5) == 3); }", "held" },
        {
            "Errors", "CPU0 { assert(PTR_ERR_OR_ZERO(ERR_PTR(-EIO)) == -EIO && !PTR_ERR_OR_ZERO(&x)); "
                + "q = ERR_CAST(ERR_PTR(-EIO)); assert(IS_ERR(q)); }", "held"
        },
        { "Bits by two", "CPU0 { __set_bit(0, &w); } CPU1 { __set_bit(1, &w); } finally(w == 3);", Finally },
        { "Bits that are atomic", "CPU0 { set_bit(0, &w); } CPU1 { set_bit(1, &w); } finally(w == 3);", "held" },
        { "Bits are cleared", "CPU0 { w = 7; __clear_bit(1, &w); assert(w == 5); assign_bit(0, &w, 0); assert(w == 4); "
            + "assign_bit(0, &w, n == 0); assert(w == 5 && test_bit_acquire(0, &w)); }", "held" },
        {
            "A bit as a lock", "CPU0 { if (!test_and_set_bit_lock(0, &w)) { n++; assert(n == 1); n--; clear_bit_unlock(0, &w); } } "
                + "CPU1 { if (!test_and_set_bit_lock(0, &w)) { n++; assert(n == 1); n--; clear_bit_unlock(0, &w); } }", "held"
        },
        { "What says nothing", "CPU0 { BUILD_BUG_ON(1 == 2); might_lock(&m); n = 1; }", "held" },
    };

    /// <summary>Of locks and waits: what it is, the code, and the verdict.</summary>
    public static TheoryData<string, string, string> Locks => new()
    {
        { "Nested", "CPU0 { mutex_lock_nested(&m, 1); n++; mutex_unlock(&m); } CPU1 { mutex_lock(&m); n++; mutex_unlock(&m); } "
            + "finally(n == 2);", "held" },
        { "Nested in itself", "CPU0 { mutex_lock(&m); mutex_lock_nested(&m, 1); }", "LocksAreTakenOnce" },
        { "In an interrupt", "CPU0 { spin_lock_nested(&l, 1); spin_unlock(&l); } irq { spin_lock(&l); spin_unlock(&l); }",
            "LocksAreTakenOnce" },
        {
            "With interrupts off", "CPU0 { unsigned long f; spin_lock_irqsave_nested(&l, f, 1); spin_unlock_irqrestore(&l, f); } "
                + "irq { spin_lock(&l); spin_unlock(&l); }", "held"
        },
        {
            "Killed by nobody", "CPU0 { if (down_write_killable(&rw)) return; n++; up_write(&rw); } "
                + "CPU1 { if (down_read_killable(&rw)) return; s = n; assert(s == n); up_read(&rw); }", "held"
        },
        {
            "Fast readers, and a writer", "CPU0 { percpu_down_write(&fast); n++; n--; percpu_up_write(&fast); } "
                + "CPU1 { percpu_down_read(&fast); assert(n == 0); percpu_up_read(&fast); "
                + "if (percpu_down_read_trylock(&fast)) { assert(n == 0); percpu_up_read(&fast); } }", "held"
        },
        {
            "Read under twice, once tried", "CPU0 { down_read(&rw); if (down_read_trylock(&rw)) { n = 1; up_read(&rw); } "
                + "up_read(&rw); } CPU1 { n = 2; }",
            "? line 25 reads twice under a lock in CPU0: what lies behind is not known"
        },
        { "Given back by who has it", "CPU0 { percpu_init_rwsem(&fast); percpu_up_read(&fast); }", "LocksAreHeld" },
        {
            "One at a time", "init { sema_init(&sem, 1); } CPU0 { down(&sem); n++; up(&sem); } "
                + "CPU1 { if (!down_interruptible(&sem)) { n++; up(&sem); } } finally(n == 2);", "held"
        },
        {
            "Two at a time", "init { sema_init(&sem, 2); } CPU0 { down(&sem); n++; up(&sem); } "
                + "CPU1 { if (!down_killable(&sem)) { n++; up(&sem); } } finally(n == 2);", Finally
        },
        { "Nobody gives it", "init { sema_init(&sem, 1); } CPU0 { down(&sem); down(&sem); }", "Progress" },
        { "An interrupt gives it", "init { sema_init(&sem, 0); } CPU0 { down(&sem); } irq { up(&sem); }", "held" },
        { "And does not wait for it", "init { sema_init(&sem, 1); } CPU0 { n = 1; } irq { down(&sem); }", "NoSleepInAtomic" },
        {
            "Tried", "init { sema_init(&sem, 1); } CPU0 { assert(!down_trylock(&sem)); assert(down_trylock(&sem)); "
                + "assert(down_timeout(&sem, 9) == -ETIME); up(&sem); assert(!down_timeout(&sem, 9)); }", "held"
        },
        {
            "Woken where somebody sleeps", "CPU0 { wait_event(wq, n); } "
                + "CPU1 { n = 1; if (wq_has_sleeper(&wq)) wake_up_poll(&wq, 1); }", "held"
        },
        {
            "Looked for too early", "CPU0 { wait_event(wq, n); } "
                + "CPU1 { int sleeps = wq_has_sleeper(&wq); n = 1; if (sleeps) wake_up_sync(&wq); }", "Progress"
        },
        { "Work for a processor", "init { INIT_WORK(&work, run); } CPU0 { assert(queue_work_on(1, system_wq, &work)); "
            + "flush_work(&work); assert(n == 1); }", "held" },
        { "Later work for a processor", "init { INIT_DELAYED_WORK(&later, run); } "
            + "CPU0 { schedule_delayed_work_on(1, &later, 9); flush_delayed_work(&later); assert(n == 1); "
            + "queue_delayed_work_on(1, system_wq, &later, 9); mod_delayed_work_on(1, system_wq, &later, 9); "
            + "cancel_delayed_work_sync(&later); assert(n <= 3); }", "held" },
        { "Waited for", "CPU0 { wait_for_completion_io(&done); } CPU1 { complete(&done); }", "held" },
    };

    /// <summary>What a name does for a verdict, the name that it stands for does: the call, and the verdict.</summary>
    [Theory]
    [InlineData("kfree(i)", "NoUseAfterFree")]
    [InlineData("kfree_sensitive(i)", "NoUseAfterFree")]
    [InlineData("kvfree_sensitive(i, 8)", "NoUseAfterFree")]
    public void Who_frees_behind_a_mutex_of_its_own_frees_too_early_by_any_name(string frees, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict(
            "struct item { struct mutex m; int n; }; struct item *p; "
            + "init { p = kzalloc(sizeof(*p), GFP_KERNEL); p->n = 2; } static void put(struct item *i) { "
            + $"mutex_lock(&i->m); int n = --i->n; mutex_unlock(&i->m); if (!n) {frees}; }} "
            + "CPU0 { put(p); } CPU1 { put(p); }"));

    [Theory]
    [InlineData("CPU0 { wait_event(wq, n); } CPU1 { n = 1; wake_up_interruptible(&wq); }", "Progress")]
    [InlineData("CPU0 { wait_event(wq, n); } CPU1 { n = 1; wake_up_interruptible_poll(&wq, 1); }", "Progress")]
    [InlineData("CPU0 { wait_event(wq, n); } CPU1 { n = 1; wake_up_interruptible_sync(&wq); }", "Progress")]
    [InlineData("CPU0 { wait_event(wq, n); } CPU1 { n = 1; wake_up_sync(&wq); }", "held")]
    [InlineData("init { p = kvzalloc(sizeof(*p), GFP_KERNEL); } CPU0 { spin_lock(&l); kvfree_sensitive(p, 8); spin_unlock(&l); }", "NoSleepInAtomic")]
    [InlineData("init { p = kvzalloc(sizeof(*p), GFP_KERNEL); } CPU0 { spin_lock(&l); kfree_sensitive(p); spin_unlock(&l); }", "held")]
    public void A_name_for_another_one_does_all_that_that_does(string code, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict(Head + code));

    [Theory]
    [MemberData(nameof(Lists))]
    [MemberData(nameof(Words))]
    [MemberData(nameof(Locks))]
    public void They_do_what_the_kernel_does(string what, string code, string verdict) =>
        Assert.True(verdict == Checking.Verdict(Head + code), $"{what}: {Checking.Verdict(Head + code)}");

    [Theory]
    [InlineData("int up = 1; CPU0 { up = 2; } finally(up == 2);", "held")]
    [InlineData("enum way { up, down }; enum way x; CPU0 { x = down; assert(x == 1 && up == 0); }", "held")]
    [InlineData("#define down 7\nCPU0 { int x = down; assert(x == 7); }", "held")]
    [InlineData("int swap; CPU0 { swap = 1; int up = swap; assert(up == 1); }", "held")]
    [InlineData("int n; static void down(int x) { n = x; } CPU0 { down(3); assert(n == 3); }", "held")]
    [InlineData("int n; static int min_t(int a, int b) { return a; } CPU0 { n = min_t(2, 1); assert(n == 2); }", "held")]
    [InlineData("int n; static void kfree_sensitive(int x) { n = x; } CPU0 { kfree_sensitive(3); assert(n == 3); }", "held")]
    public void A_file_may_have_their_names_for_something_else(string text, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict(text));

    [Theory]
    [InlineData("CPU0 { struct item *i; list_for_each(i, &a) n++; }", "expected a pointer to struct list_head")]
    [InlineData("CPU0 { n = min_t(1, 2, 3); }", "expected a type such as 'u32'")]
    [InlineData("CPU0 { swap(n, 1); }", "")]
    [InlineData("CPU0 { mutex_lock_nested(&m, 1, 2); }", "'mutex_lock_nested' takes at most 2 arguments, here are 3")]
    [InlineData("CPU0 { q = rcu_replace_pointer(p, &y); }", "'rcu_replace_pointer' takes 3 arguments, here are 2")]
    public void What_is_wrong_is_said(string code, string complaint)
    {
        var said = Checking.Problems(Head + code);
        Assert.NotEmpty(said);
        Assert.Contains(complaint, said, StringComparison.Ordinal);
    }
}
