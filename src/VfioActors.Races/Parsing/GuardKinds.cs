namespace VfioActors.Races.Parsing;

/// <summary>
/// What guards there are, and what takes and gives back the lock of each: include/linux/cleanup.h and the DEFINE_GUARD
/// and DEFINE_GUARD_COND lines of the locks, Linux 6.12.
/// </summary>
internal static class GuardKinds
{
    private const string Saved = "_irqsave";

    private static readonly string[] Suffixes = ["", "_irq", Saved];

    /// <summary>Those that wait for the lock.</summary>
    internal static IReadOnlyDictionary<string, (string Take, string Give)> All { get; } = Collect();

    /// <summary>Those that try, and whether an answer of 0 is that they got it.</summary>
    internal static IReadOnlyDictionary<string, (string Take, string Give, bool IsError)> Tried { get; } =
        CollectTried();

    /// <summary>The name of the function that does what __free() asks for.</summary>
    internal static string Liberator(string name) => $"__free_{name}";

    private static SortedDictionary<string, (string Take, string Give)> Collect()
    {
        SortedDictionary<string, (string Take, string Give)> all = new(StringComparer.Ordinal)
        {
            ["mutex"] = ("mutex_lock", "mutex_unlock"),
            ["device"] = ("device_lock", "device_unlock"),
            ["spinlock_bh"] = ("spin_lock_bh", "spin_unlock_bh"),
            ["rwsem_read"] = ("down_read", "up_read"),
            ["rwsem_write"] = ("down_write", "up_write"),
            ["rcu"] = ("rcu_read_lock", "rcu_read_unlock"),
            ["srcu"] = ("srcu_read_lock", "srcu_read_unlock"),
            ["preempt"] = ("preempt_disable", "preempt_enable"),
            ["irq"] = ("local_irq_disable", "local_irq_enable"),
            ["irqsave"] = ("local_irq_save", "local_irq_restore"),
        };
        foreach (var (kind, lead) in new[]
            { ("spinlock", "spin_"), ("raw_spinlock", "raw_spin_"), ("read_lock", "read_"), ("write_lock", "write_") })
        {
            foreach (var suffix in Suffixes)
            {
                var given = suffix == Saved ? "_irqrestore" : suffix;
                all[kind + suffix] = ($"{lead}lock{suffix}", $"{lead}unlock{given}");
            }
        }

        return all;
    }

    private static SortedDictionary<string, (string Take, string Give, bool IsError)> CollectTried()
    {
        SortedDictionary<string, (string Take, string Give, bool IsError)> all = new(StringComparer.Ordinal)
        {
            ["mutex_try"] = ("mutex_trylock", "mutex_unlock", false),
            ["mutex_intr"] = ("mutex_lock_interruptible", "mutex_unlock", true),
            ["rwsem_read_try"] = ("down_read_trylock", "up_read", false),
            ["rwsem_read_intr"] = ("down_read_interruptible", "up_read", true),
            ["rwsem_write_try"] = ("down_write_trylock", "up_write", false),
            ["raw_spinlock_try"] = ("raw_spin_trylock", "raw_spin_unlock", false),
            ["spinlock_bh_try"] = ("spin_trylock_bh", "spin_unlock_bh", false),
        };
        foreach (var suffix in Suffixes)
        {
            var given = suffix == Saved ? "_irqrestore" : suffix;
            all[$"spinlock{suffix}_try"] = ($"spin_trylock{suffix}", $"spin_unlock{given}", false);
        }

        return all;
    }
}
