namespace VfioActors.Races.Tests.Drivers;

/// <summary>
/// Chains of notifiers, lists without locks and static keys: kernel/notifier.c, lib/llist.c and kernel/jump_label.c,
/// Linux 6.12.
/// </summary>
public sealed class NotifierTests
{
    /// <summary>What it is about, the verdict with each macro on or with none, the file.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        {
            "a driver goes", "-: NoUseAfterFree; HALF: NoUseAfterFree; FIX: held",
            """
            BLOCKING_NOTIFIER_HEAD(chain); struct drv { struct notifier_block nb; int events; }; struct drv *d;
            int drv_event(struct notifier_block *nb, unsigned long ev, void *data) { struct drv *x = container_of(nb,
                struct drv, nb); x->events++; return NOTIFY_OK; }
            init { struct drv *x = kzalloc(sizeof(*x), GFP_KERNEL); x->nb.notifier_call = drv_event;
                blocking_notifier_chain_register(&chain, &x->nb); d = x; }
            CPU0 {
            #ifdef FIX
                blocking_notifier_chain_unregister(&chain, &d->nb); kfree(d);
            #elif defined(HALF)
                struct drv *x = d; kfree(x); blocking_notifier_chain_unregister(&chain, &x->nb);
            #else
                kfree(d);
            #endif
            }
            CPU1 { blocking_notifier_call_chain(&chain, 1, NULL); }
            """
        },
        {
            "one that takes itself off", "-: LocksAreTakenOnce; FIX: held",
            """
            BLOCKING_NOTIFIER_HEAD(chain); int n; struct work_struct w;
            int ev(struct notifier_block *nb, unsigned long e, void *p);
            struct notifier_block nb = { .notifier_call = ev };
            void wfn(struct work_struct *w) { blocking_notifier_chain_unregister(&chain, &nb); }
            int ev(struct notifier_block *nb, unsigned long e, void *p) {
            #ifdef FIX
                schedule_work(&w);
            #else
                blocking_notifier_chain_unregister(&chain, nb);
            #endif
                return NOTIFY_DONE; }
            init { INIT_WORK(&w, wfn); blocking_notifier_chain_register(&chain, &nb); }
            CPU0 { blocking_notifier_call_chain(&chain, 1, NULL); }
            CPU1 { n = 1; }
            """
        },
        {
            "one that sleeps", "-: NoSleepInAtomic; FIX: held",
            """
            ATOMIC_NOTIFIER_HEAD(chain); DEFINE_MUTEX(m); DEFINE_SPINLOCK(l); int n;
            int ev(struct notifier_block *nb, unsigned long e, void *p) {
            #ifdef FIX
                spin_lock(&l); n++; spin_unlock(&l);
            #else
                mutex_lock(&m); n++; mutex_unlock(&m);
            #endif
                return NOTIFY_DONE; }
            struct notifier_block nb = { .notifier_call = ev };
            CPU0 { atomic_notifier_chain_register(&chain, &nb); atomic_notifier_chain_unregister(&chain, &nb); }
            CPU1 { atomic_notifier_call_chain(&chain, 1, NULL); }
            """
        },
        {
            "one that is freed once it is off", "-: NoUseAfterFree; FIX: held",
            """
            struct drv { struct notifier_block nb; int n; }; struct drv *d;
            int ev(struct notifier_block *nb, unsigned long e, void *p) { struct drv *x = container_of(nb, struct drv,
                nb); x->n++; return NOTIFY_DONE; }
            #ifdef FIX
            ATOMIC_NOTIFIER_HEAD(chain);
            void unreg(struct drv *x) { atomic_notifier_chain_unregister(&chain, &x->nb); }
            void call(void) { atomic_notifier_call_chain(&chain, 1, NULL); }
            void reg(struct drv *x) { atomic_notifier_chain_register(&chain, &x->nb); }
            #else
            RAW_NOTIFIER_HEAD(chain); DEFINE_SPINLOCK(l);
            void unreg(struct drv *x) { spin_lock(&l); raw_notifier_chain_unregister(&chain, &x->nb); spin_unlock(&l); }
            void call(void) { rcu_read_lock(); raw_notifier_call_chain(&chain, 1, NULL); rcu_read_unlock(); }
            void reg(struct drv *x) { raw_notifier_chain_register(&chain, &x->nb); }
            #endif
            init { struct drv *x = kzalloc(sizeof(*x), GFP_KERNEL); x->nb.notifier_call = ev; d = x; reg(x); }
            CPU0 { unreg(d); kfree(d); }
            CPU1 { call(); }
            """
        },
        {
            "registered twice", "-: NoDoubleListing; FIX: held",
            """
            BLOCKING_NOTIFIER_HEAD(chain); int n, registered; DEFINE_MUTEX(m);
            int ev(struct notifier_block *nb, unsigned long e, void *p) { n++; return NOTIFY_DONE; }
            struct notifier_block nb = { .notifier_call = ev };
            void open(void) {
            #ifdef FIX
                mutex_lock(&m); if (!registered) { registered = 1; blocking_notifier_chain_register(&chain, &nb);
                } mutex_unlock(&m);
            #else
                if (!READ_ONCE(registered)) { WRITE_ONCE(registered, 1); blocking_notifier_chain_register(&chain, &nb); }
            #endif
            }
            CPU0 { open(); } CPU1 { open(); }
            """
        },
        {
            "registered too early", "-: NoWildPointer; FIX: held",
            """
            BLOCKING_NOTIFIER_HEAD(chain); int n;
            int ev(struct notifier_block *nb, unsigned long e, void *p) { n++; return NOTIFY_DONE; }
            struct notifier_block nb;
            CPU0 {
            #ifdef FIX
                nb.notifier_call = ev; blocking_notifier_chain_register(&chain, &nb);
            #else
                blocking_notifier_chain_register(&chain, &nb); nb.notifier_call = ev;
            #endif
            }
            CPU1 { blocking_notifier_call_chain(&chain, 1, NULL); }
            """
        },
        {
            "in their order", "-: held",
            """
            BLOCKING_NOTIFIER_HEAD(chain); int trace;
            int a(struct notifier_block *nb, unsigned long e, void *p) { trace = trace * 10 + 1; return NOTIFY_OK; }
            int b(struct notifier_block *nb, unsigned long e, void *p) { trace = trace * 10 + 2;
                return e == 7 ? NOTIFY_STOP : NOTIFY_OK; }
            struct notifier_block na = { .notifier_call = a };
                struct notifier_block nb = { .notifier_call = b, .priority = 5 };
            CPU0 { int r; blocking_notifier_chain_register(&chain, &na); blocking_notifier_chain_register(&chain, &nb);
             r = blocking_notifier_call_chain(&chain, 1, NULL); assert(trace == 21 && r == NOTIFY_OK); trace = 0;
                r = blocking_notifier_call_chain(&chain, 7, NULL); assert(trace == 2 && r == NOTIFY_STOP);
             assert(notifier_to_errno(notifier_from_errno(-EBUSY)) == -EBUSY);
                assert(blocking_notifier_chain_unregister(&chain, &na) == 0);
                assert(blocking_notifier_chain_unregister(&chain, &na) == -ENOENT); }
            """
        },
        {
            "taken as a whole", "-: NoLeak; HALF: NoLeak; FIX: held",
            """
            struct w { struct llist_node node; int n; }; LLIST_HEAD(list); DECLARE_WAIT_QUEUE_HEAD(wq); int done;
            void drain(void) { struct w *x, *t; struct llist_node *n = llist_del_all(&list); n = llist_reverse_order(n);
                llist_for_each_entry_safe(x, t, n, node) kfree(x); }
            CPU0 { struct w *x = kzalloc(sizeof(*x), GFP_KERNEL); llist_add(&x->node, &list); }
            CPU1 { drain(); }
            CPU2 {
            #ifdef FIX
                struct w *x = kzalloc(sizeof(*x), GFP_KERNEL); if (llist_add(&x->node, &list)) done++; drain();
            #elif defined(HALF)
                struct w *x = kzalloc(sizeof(*x), GFP_KERNEL); llist_add(&x->node, &list);
                if (!llist_empty(&list)) init_llist_head(&list);
            #else
                struct w *x = kzalloc(sizeof(*x), GFP_KERNEL); init_llist_head(&list); llist_add(&x->node, &list);
                drain(); init_llist_head(&list);
            #endif
            }
            """
        },
        {
            "taken one by one", "-: NoUseAfterFree; FIX: held",
            """
            struct w { struct llist_node node; int n; }; LLIST_HEAD(list); DEFINE_SPINLOCK(l);
            init { struct w *a = kzalloc(sizeof(*a), GFP_KERNEL); struct w *b = kzalloc(sizeof(*b), GFP_KERNEL);
                llist_add(&a->node, &list); llist_add(&b->node, &list); }
            void pop(void) { struct llist_node *n;
            #ifdef FIX
                spin_lock(&l);
            #endif
                n = llist_del_first(&list);
            #ifdef FIX
                spin_unlock(&l);
            #endif
                if (n) kfree(llist_entry(n, struct w, node)); }
            CPU0 { pop(); } CPU1 { pop(); }
            """
        },
        {
            "one too many", "-: CountsStayAbove; FIX: held",
            """
            DEFINE_STATIC_KEY_FALSE(key); int users; DEFINE_MUTEX(m);
            void get(void) { static_branch_inc(&key); }
            void put(void) {
            #ifdef FIX
                static_branch_dec(&key);
            #else
                static_branch_dec(&key); static_branch_dec(&key);
            #endif
            }
            CPU0 { get(); put(); } CPU1 { if (static_branch_unlikely(&key)) users = 1; }
            """
        },
        {
            "on too early", "-: NoWildPointer; FIX: held",
            """
            DEFINE_STATIC_KEY_FALSE(key); struct o { int n; }; struct o *p; struct o one;
            CPU0 {
            #ifdef FIX
                WRITE_ONCE(p, &one); static_branch_enable(&key);
            #else
                static_branch_enable(&key); WRITE_ONCE(p, &one);
            #endif
            }
            CPU1 { if (static_branch_unlikely(&key)) p->n = 1; }
            """
        },
        {
            "under a spinlock", "-: NoSleepInAtomic",
            """
            DEFINE_STATIC_KEY_TRUE(key); DEFINE_SPINLOCK(l); int n;
            CPU0 { spin_lock(&l); static_branch_disable(&key); spin_unlock(&l); }
            CPU1 { if (static_branch_likely(&key)) n = 1; }
            """
        },
        {
            "the file's own", "-: held",
            """
            struct notifier_block { int n; }; struct notifier_block nb; struct llist_head { int k; };
                struct llist_head h; struct kmem_cache { int o; }; struct kmem_cache kc;
            CPU0 { nb.n = 1; h.k = 2; kc.o = 3; }
            CPU1 { nb.n = 2; }
            """
        },
    };

    [Theory, MemberData(nameof(Cases))]
    public void It_goes_as_in_the_kernel(string what, string verdicts, string text)
    {
        var told = verdicts.Split("; ").Select(one => one.Split(": ")[0])
            .Select(on => $"{on}: {Checking.Verdict(text, on == "-" ? [] : [on])}");
        Assert.Equal($"{what}: {verdicts}", $"{what}: {string.Join("; ", told)}");
    }

    [Fact]
    public void Who_sleeps_is_told_by_its_name() => Assert.Contains(
        "may sleep in static_branch_disable while it holds a spinlock",
        Checking.Reasons("DEFINE_STATIC_KEY_TRUE(key); DEFINE_SPINLOCK(l); "
            + "CPU0 { spin_lock(&l); static_branch_disable(&key); spin_unlock(&l); }")[0],
        StringComparison.Ordinal);

    [Theory]
    [InlineData("#define GET ({ x; })\nint x; CPU0 { x = GET; }", "'GET' stands for statements")]
    [InlineData("int x; CPU0 { cpus_read_lock(); x = 1; }", "a struct percpu_rw_semaphore of the file stands for it")]
    [InlineData("struct dma_fence f; CPU0 { f.x = 1; }", "fences are not built in")]
    public void What_is_not_there_says_how_to_ask(string text, string expected) =>
        Assert.Contains(expected, Checking.Problems(text), StringComparison.Ordinal);
}
