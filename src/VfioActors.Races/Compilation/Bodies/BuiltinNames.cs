namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Names that mean the same in every file.</summary>
internal static class BuiltinNames
{
    /// <summary>The mark of an allocation that must not sleep.</summary>
    internal const long Atomic = 0x20;

    /// <summary>The name of the time.</summary>
    internal const string Time = "jiffies";

    /// <summary>What is late is later than all that is early by more than is ever waited.</summary>
    internal const int LateShift = 40;

    /// <summary>Those names that stand for pointers.</summary>
    internal static IReadOnlySet<string> Pointers { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "NULL", "LIST_POISON1", "system_wq", "system_long_wq", "system_unbound_wq",
    };

    /// <summary>Names for numbers.</summary>
    internal static IReadOnlyDictionary<string, long> Constants { get; } =
        new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["NULL"] = 0,
            ["true"] = 1,
            ["false"] = 0,
            ["GFP_KERNEL"] = 0xc0,
            ["GFP_KERNEL_ACCOUNT"] = 0xc0,
            ["GFP_ATOMIC"] = Atomic,
            ["GFP_NOWAIT"] = Atomic,
            ["PAGE_SIZE"] = 4096,
            ["HZ"] = 1000,
            ["INT_MAX"] = int.MaxValue,
            ["U32_MAX"] = uint.MaxValue,
            ["UINT_MAX"] = uint.MaxValue,
            ["IRQ_HANDLED"] = 1,
            ["IRQ_NONE"] = 0,
            ["EPERM"] = 1,
            ["ENOENT"] = 2,
            ["ESRCH"] = 3,
            ["EINTR"] = 4,
            ["EIO"] = 5,
            ["ENXIO"] = 6,
            ["E2BIG"] = 7,
            ["EBADF"] = 9,
            ["EAGAIN"] = 11,
            ["ENOMEM"] = 12,
            ["EACCES"] = 13,
            ["EFAULT"] = 14,
            ["EBUSY"] = 16,
            ["EEXIST"] = 17,
            ["EXDEV"] = 18,
            ["ENODEV"] = 19,
            ["EINVAL"] = 22,
            ["ENFILE"] = 23,
            ["EMFILE"] = 24,
            ["ENOSPC"] = 28,
            ["ERANGE"] = 34,
            ["EDEADLK"] = 35,
            ["ENOSYS"] = 38,
            ["EOVERFLOW"] = 75,
            ["EOPNOTSUPP"] = 95,
            ["ESHUTDOWN"] = 108,
            ["ETIMEDOUT"] = 110,
            ["EALREADY"] = 114,
            ["EINPROGRESS"] = 115,
            ["ERESTARTSYS"] = 512,
            ["LIST_POISON1"] = 0x100,
            ["system_wq"] = 0,
            ["system_long_wq"] = 0,
            ["system_unbound_wq"] = 0,
            ["TASK_UNINTERRUPTIBLE"] = 2,
            ["TASK_INTERRUPTIBLE"] = 1,
            ["XA_FLAGS_ALLOC"] = 4,
        };
}
