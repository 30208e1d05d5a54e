namespace VfioActors.Races.Tests;

/// <summary>A fault that is looked for without being asked, for a generated file to do.</summary>
/// <param name="What">What is done wrong.</param>
/// <param name="Claim">The claim that it breaks.</param>
/// <param name="Declarations">What it needs.</param>
/// <param name="Threads">Who does it: each thread with its name and its code.</param>
internal sealed record Plant(
    string What, string Claim, string Declarations, params (string Name, string Code)[] Threads)
{
    private const string Object = "struct dev pd;";
    private const string Pointer = "struct dev *pp;";
    private const string Ids = "DEFINE_IDA(pi); int pn, pr[4];";
    private const string Spin = "DEFINE_SPINLOCK(pl);";
    private const string Mutex = "DEFINE_MUTEX(pm);";
    private const string Head = Object + " LIST_HEAD(ph);";

    /// <summary>Each built-in fault at least once.</summary>
    internal static IReadOnlyList<Plant> All { get; } =
    [
        new("use after free", "NoUseAfterFree", Object, ("CPU0", "kfree(&pd);"), ("CPU1", "pd.n = 1;")),
        new("use after a grace period", "NoUseAfterFree",
            Pointer + " init { pp = kzalloc(1, GFP_KERNEL); }",
            ("CPU0", "struct dev *d; rcu_read_lock(); d = rcu_dereference(pp); rcu_read_unlock(); if (d) d->n = 1;"),
            ("CPU1", "struct dev *d = xchg(&pp, NULL); kfree_rcu(d, rcu);")),
        new("double free", "NoDoubleFree", Object, ("CPU0", "kfree(&pd);"), ("CPU1", "kfree(&pd);")),
        new("free of a part", "NoDoubleFree", Object, ("CPU0", "kfree(&pd.ref);")),
        new("NULL pointer", "NoWildPointer", Object + Pointer + " init { pp = &pd; }",
            ("CPU0", "pp->n = 1;"), ("CPU1", "pp = NULL;")),
        new("pointer to nowhere", "NoWildPointer", Pointer, ("CPU0", "pp = (struct dev *)5000; pp->n = 1;")),
        new("double insertion", "NoDoubleListing", Head,
            ("CPU0", "list_add(&pd.node, &ph);"), ("CPU1", "list_add(&pd.node, &ph);")),
        new("double removal", "NoDoubleListing", Head + " init { list_add(&pd.node, &ph); }",
            ("CPU0", "list_del(&pd.node);"), ("CPU1", "list_del(&pd.node);")),
        new("id freed again", "NoFreedId", Ids + " init { pn = ida_alloc(&pi, GFP_KERNEL); }",
            ("CPU0", "ida_free(&pi, pn);"), ("CPU1", "ida_free(&pi, pn);")),
        new("freed id used", "NoFreedId", Ids + " init { pn = ida_alloc_min(&pi, 1, GFP_KERNEL); }",
            ("CPU0", "ida_free(&pi, pn); pn = 0;"), ("CPU1", "int own = pn; if (own) pr[own] = 1;")),
        new("index out of bounds", "NoBadIndex", Ids, ("CPU0", "pn = 7;"), ("CPU1", "pr[pn] = 1;")),
        new("division by zero", "NoBadIndex", Ids + " init { pn = 1; }", ("CPU0", "pn = 0;"), ("CPU1", "t = 1 / pn;")),
        new("count below zero", "CountsStayAbove", Object + " init { refcount_set(&pd.ref, 1); }",
            ("CPU0", "refcount_dec_and_test(&pd.ref);"), ("CPU1", "refcount_dec_and_test(&pd.ref);")),
        new("count revived", "CountsStayAbove", Object + " init { refcount_set(&pd.ref, 1); }",
            ("CPU0", "refcount_inc(&pd.ref);"), ("CPU1", "refcount_dec_and_test(&pd.ref);")),
        new("unlock without lock", "LocksAreHeld", Spin, ("CPU0", "spin_unlock(&pl);")),
        new("unlock of another's lock", "LocksAreHeld", Mutex,
            ("CPU0", "mutex_lock(&pm); mutex_unlock(&pm);"), ("CPU1", "mutex_unlock(&pm);")),
        new("claim of a lock", "LocksAreHeld", Mutex,
            ("CPU0", "mutex_lock(&pm); mutex_unlock(&pm);"), ("CPU1", "lockdep_assert_held(&pm);")),
        new("lock taken twice", "LocksAreTakenOnce", Spin, ("CPU0", "spin_lock(&pl); spin_lock(&pl);")),
        new("lock of the interrupted", "LocksAreTakenOnce", Spin,
            ("CPU0", "spin_lock(&pl); WRITE_ONCE(x, 1); spin_unlock(&pl);"),
            ("irq", "spin_lock(&pl); spin_unlock(&pl);")),
        new("lock held at the end", "LocksAreGivenBack", Mutex,
            ("CPU0", "mutex_lock(&pm); if (maybe()) return; mutex_unlock(&pm);")),
        new("RCU read side without end", "LocksAreGivenBack", "", ("CPU0", "rcu_read_lock();")),
        new("RCU read side without begin", "LocksAreGivenBack", "", ("CPU0", "rcu_read_unlock();")),
        new("sleep under a spinlock", "NoSleepInAtomic", Spin + Mutex,
            ("CPU0", "spin_lock(&pl); mutex_lock(&pm); mutex_unlock(&pm); spin_unlock(&pl);")),
        new("sleep without interrupts", "NoSleepInAtomic", "",
            ("CPU0", "local_irq_disable(); msleep(1); local_irq_enable();")),
        new("sleep under RCU", "NoSleepInAtomic", "", ("CPU0", "rcu_read_lock(); msleep(1); rcu_read_unlock();")),
        new("sleep in an interrupt", "NoSleepInAtomic", "", ("CPU0", "t = 1;"), ("irq", "msleep(1);")),
        new("deadlock", "Progress", Mutex + " DEFINE_MUTEX(pk);",
            ("CPU0", "mutex_lock(&pm); mutex_lock(&pk); mutex_unlock(&pk); mutex_unlock(&pm);"),
            ("CPU1", "mutex_lock(&pk); mutex_lock(&pm); mutex_unlock(&pm); mutex_unlock(&pk);")),
        new("lock order", "LockOrder", Mutex + " DEFINE_MUTEX(pk); DECLARE_COMPLETION(pc);",
            ("CPU0", "mutex_lock(&pm); mutex_lock(&pk); mutex_unlock(&pk); mutex_unlock(&pm); complete(&pc);"),
            ("CPU1", "wait_for_completion(&pc); mutex_lock(&pk); mutex_lock(&pm); mutex_unlock(&pm); "
                + "mutex_unlock(&pk);")),
        new("lost wakeup", "Progress", "wait_queue_head_t pq; int pn;",
            ("CPU0", "wait_event(pq, pn);"), ("CPU1", "pn = 1;")),
        new("completion that never comes", "Progress", "DECLARE_COMPLETION(pc); int pn;",
            ("CPU0", "wait_for_completion(&pc);"), ("CPU1", "if (!maybe()) complete(&pc);")),
        new("leak", "NoLeak", Pointer,
            ("CPU0", "pp = kzalloc(1, GFP_KERNEL);"), ("CPU1", "pp = NULL;")),
        new("both at once", "NeverBoth",
            "int pn; void pf(void) { pn = 1; } void pg(void) { pn = 2; } never_both(pf, pg);",
            ("CPU0", "pf();"), ("CPU1", "pg();")),
    ];
}
