namespace VfioActors.Races.Texts;

/// <summary>What the kernel has and the language has not, and how a question about it is written.</summary>
internal static class LeftOut
{
    private const string Timer =
        "of hrtimers there are hrtimer_setup(), hrtimer_init(), hrtimer_start(), hrtimer_cancel(), "
        + "hrtimer_try_to_cancel(), hrtimer_active() and hrtimer_forward_now()";

    private const string Mode =
        "of the modes of hrtimers there are HRTIMER_MODE_ABS and _REL, with _PINNED and _HARD, which are interrupts; "
        + "for a function in a softirq a struct timer_list";

    private const string OldTimer =
        "it was left out of Linux: timer_setup(&dev->timer, function, 0), and from_timer() in the function";

    private const string StackTimer =
        "timers on the stack are not built in: a variable of the file, or a field, with timer_setup()";

    private const string Count =
        "of percpu_refs there are percpu_ref_init(), _get(), _tryget(), _tryget_live(), _put(), _kill(), _reinit() and "
        + "_exit()";

    private const string Thread =
        "of kthreads there are kthread_run(), kthread_create(), kthread_should_stop(), kthread_stop(), kthread_park(), "
        + "kthread_unpark(), kthread_should_park() and kthread_parkme()";

    private const string Hashed =
        "these are not built in: a struct hlist_head with hlist_add_head(), or DEFINE_HASHTABLE() and hash_add()";

    private const string Ids =
        "of idrs there are idr_alloc(), idr_alloc_cyclic(), idr_find(), idr_get_next(), idr_replace(), idr_remove() "
        + "and idr_for_each_entry()";

    private const string XaLock =
        "of xarrays there are xa_load(), xa_store(), xa_insert(), xa_erase(), xa_alloc() and xa_cmpxchg(), all but the "
            + "first with _irq and _bh, and with __ under xa_lock(); xa_reserve(), xa_release() and xa_empty(); "
            + "xa_set_mark(), xa_clear_mark() and xa_get_mark()";

    private const string Irqs =
        "of interrupts there are request_irq(), request_threaded_irq(), free_irq(), synchronize_irq(), disable_irq() "
            + "and enable_irq(), or irq { ... }";

    private const string Soft =
        "of tasklets there are tasklet_setup(), tasklet_schedule(), tasklet_kill() and tasklet_disable()";

    private const string IrqWork =
        "of irq_work there are init_irq_work(), irq_work_queue(), irq_work_sync() and irq_work_is_busy()";

    private const string Kobjects =
        "of kobjects there are kobject_init(), kobject_add(), kobject_init_and_add(), kobject_del(), kobject_get(), "
        + "kobject_get_unless_zero() and kobject_put()";

    private const string Devices =
        "of devices there are device_initialize(), get_device(), put_device(), device_add(), device_del(), "
        + "device_register(), device_unregister() and device_lock()";

    private const string PerCpu = "per-processor variables are not built in: one variable a thread";

    private const string Hotplug =
        "the lock of processors that come and go is not built in: a struct percpu_rw_semaphore of the file stands for "
            + "it";

    private const string RcuWork =
        "a struct rcu_work is not built in: call_rcu() of a function that calls queue_work()";

    private const string Fence =
        "fences are not built in: a spinlock_t, a bit that says that it is signaled, and a list of callbacks";

    private const string Tree = "trees are not built in: a list under the same lock stands for one";

    private const string Ring = "these are not built in: a row with an index for each end";

    private static readonly (string Hint, string[] Names)[] Families =
    [
        (Hotplug, ["cpus_read_lock", "cpus_read_unlock", "cpus_write_lock", "cpus_write_unlock"]),
        (RcuWork, ["rcu_work", "INIT_RCU_WORK", "queue_rcu_work", "flush_rcu_work"]),
        (Fence, ["dma_fence"]), (Tree, ["rb", "rhashtable", "maple_tree", "mtree", "mas"]),
        (Ring, ["kfifo", "DEFINE_KFIFO", "DECLARE_KFIFO"]),
        (Timer, ["hrtimer"]), (Mode, ["HRTIMER_MODE"]), (OldTimer, ["setup_timer", "init_timer"]),
        (StackTimer, ["timer_setup_on_stack", "destroy_timer_on_stack"]),
        (Count, ["percpu_ref"]),
        (Thread, ["kthread"]),
        (Hashed, ["hlist_nulls", "hlist_bl", "hash"]),
        (XaLock, ["xa", "xas", "__xa"]), (Irqs, ["devm_request", "devm_free", "request", "free_percpu"]),
        (Soft, ["tasklet", "DECLARE_TASKLET"]), (IrqWork, ["irq_work", "IRQ_WORK", "DEFINE_IRQ_WORK"]),
        (Ids, ["idr", "DEFINE_IDR"]),
        (Kobjects, ["kobject", "kset"]), (Devices, ["device", "devm"]),
        (PerCpu, ["DEFINE_PER_CPU", "this_cpu", "per_cpu"]),
    ];

    /// <summary>How a question about something of this name is written; null where that is not known.</summary>
    internal static string? Hint(string word) =>
        Array.Find(Families, family => family.Names.Any(name => IsOf(word, name))).Hint;

    /// <summary>The same, or a name that is nearly this one and may have been meant.</summary>
    internal static string? Hint(string word, IEnumerable<string> known) => Hint(word) ?? Nearness.Hint(word, known);

    private static bool IsOf(string word, string name) =>
        word.StartsWith(name, StringComparison.Ordinal) && (word.Length == name.Length || word[name.Length] == '_');
}
