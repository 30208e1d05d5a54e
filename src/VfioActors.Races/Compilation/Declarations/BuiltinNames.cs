namespace VfioActors.Races.Compilation.Declarations;

/// <summary>Names that mean the same in every file.</summary>
internal static class BuiltinNames
{
    /// <summary>The name of the time.</summary>
    internal const string Time = "jiffies";

    /// <summary>What is late is later than all that is early by more than is ever waited.</summary>
    internal const int LateShift = 40;

    /// <summary>The name of the task of the thread that looks.</summary>
    internal const string Current = "current";

    /// <summary>The queue of schedule_work.</summary>
    internal const string SystemQueue = "system_wq";

    /// <summary>The queues of work that the kernel has itself.</summary>
    internal static IReadOnlySet<string> SystemQueues { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        SystemQueue, "system_long_wq", "system_unbound_wq", "system_highpri_wq", "system_freezable_wq",
    };

    /// <summary>Those names that stand for pointers.</summary>
    internal static IReadOnlySet<string> Pointers { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "NULL", "LIST_POISON1", "LIST_POISON2", "XA_ZERO_ENTRY", SystemQueue, "system_long_wq", "system_unbound_wq",
        "system_highpri_wq", "system_freezable_wq",
    };

    /// <summary>Names for numbers.</summary>
    internal static IReadOnlyDictionary<string, long> Constants { get; } =
        new SortedDictionary<string, long>(
            ErrorNames.All.Concat(GfpFlags.All).ToDictionary(), StringComparer.Ordinal)
        {
            ["NULL"] = 0,
            ["true"] = 1,
            ["false"] = 0,
            ["PAGE_SIZE"] = 4096,
            ["HZ"] = 1000,
            ["INT_MAX"] = int.MaxValue,
            ["INT_MIN"] = int.MinValue,
            ["U32_MAX"] = uint.MaxValue,
            ["UINT_MAX"] = uint.MaxValue,
            ["IRQ_HANDLED"] = 1,
            ["IRQ_NONE"] = 0,
            ["IRQ_WAKE_THREAD"] = 2,
            ["IRQF_TRIGGER_NONE"] = 0,
            ["IRQF_TRIGGER_RISING"] = 1,
            ["IRQF_TRIGGER_FALLING"] = 2,
            ["IRQF_TRIGGER_HIGH"] = 4,
            ["IRQF_TRIGGER_LOW"] = 8,
            ["IRQF_SHARED"] = 0x80,
            ["IRQF_ONESHOT"] = 0x2000,
            ["IRQF_NO_SUSPEND"] = 0x4000,
            ["IRQF_NO_THREAD"] = 0x10000,
            ["IRQF_NO_AUTOEN"] = 0x80000,
            ["LIST_POISON1"] = 0x100,
            ["LIST_POISON2"] = 0x122,
            ["system_wq"] = 0,
            ["system_long_wq"] = 0,
            ["system_unbound_wq"] = 0,
            ["system_highpri_wq"] = 0,
            ["system_freezable_wq"] = 0,
            ["TASK_RUNNING"] = 0,
            ["TASK_UNINTERRUPTIBLE"] = 2,
            ["TASK_KILLABLE"] = 0x102,
            ["TASK_IDLE"] = 0x402,
            ["MAX_SCHEDULE_TIMEOUT"] = long.MaxValue,
            ["TASK_INTERRUPTIBLE"] = 1,
            ["XA_FLAGS_LOCK_IRQ"] = 1,
            ["XA_FLAGS_LOCK_BH"] = 2,
            ["XA_FLAGS_ALLOC"] = 4,
            ["XA_FLAGS_ALLOC1"] = 12,
            ["XA_FLAGS_ACCOUNT"] = 32,
            ["XA_MARK_0"] = 0,
            ["XA_MARK_1"] = 1,
            ["XA_MARK_2"] = 2,
            ["XA_PRESENT"] = 8,
            ["XA_ZERO_ENTRY"] = 0x406,
            ["NOTIFY_DONE"] = 0,
            ["NOTIFY_OK"] = 1,
            ["NOTIFY_STOP_MASK"] = 0x8000,
            ["NOTIFY_STOP"] = 0x8001,
            ["NOTIFY_BAD"] = 0x8002,
            ["EPOLLIN"] = 1,
            ["EPOLLPRI"] = 2,
            ["EPOLLOUT"] = 4,
            ["EPOLLERR"] = 8,
            ["EPOLLHUP"] = 0x10,
            ["EPOLLRDHUP"] = 0x2000,
            ["POLLFREE"] = 0x4000,
            ["HRTIMER_NORESTART"] = 0,
            ["HRTIMER_RESTART"] = 1,
            ["WQ_MAX_ACTIVE"] = 512,
            ["WQ_DFL_ACTIVE"] = 256,
            ["WORK_BUSY_PENDING"] = 1,
            ["WORK_BUSY_RUNNING"] = 2,
            ["HRTIMER_MODE_ABS"] = 0,
            ["HRTIMER_MODE_REL"] = 1,
            ["HRTIMER_MODE_PINNED"] = 2,
            ["HRTIMER_MODE_ABS_PINNED"] = 2,
            ["HRTIMER_MODE_REL_PINNED"] = 3,
            ["HRTIMER_MODE_ABS_HARD"] = 8,
            ["HRTIMER_MODE_REL_HARD"] = 9,
            ["CLOCK_REALTIME"] = 0,
            ["CLOCK_MONOTONIC"] = 1,
            ["CLOCK_BOOTTIME"] = 7,
            ["PERCPU_REF_INIT_ATOMIC"] = 1,
            ["PERCPU_REF_INIT_DEAD"] = 2,
            ["PERCPU_REF_ALLOW_REINIT"] = 4,
        };
}
