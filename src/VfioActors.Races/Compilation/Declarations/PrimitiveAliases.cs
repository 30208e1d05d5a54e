namespace VfioActors.Races.Compilation.Declarations;

/// <summary>
/// Names of primitives that do what others do: include/linux, Linux 6.12. What they take beside means nothing here;
/// only that the class of a lock is named counts, for the order of locks.
/// </summary>
internal static class PrimitiveAliases
{
    /// <summary>The name of the primitive that does what one does: its own where it is no other's.</summary>
    internal static string Of(string name) => All.TryGetValue(name, out var alias) ? alias.Of : name;

    /// <summary>Whether a primitive takes a lock and names the class of it.</summary>
    internal static bool NamesClass(string name) =>
        name.Contains("_nest", StringComparison.Ordinal) && All.ContainsKey(name);

    /// <summary>For each the other name, and how many arguments it takes beside.</summary>
    internal static IReadOnlyDictionary<string, (string Of, int Beside)> All { get; } =
        new SortedDictionary<string, (string Of, int Beside)>(StringComparer.Ordinal)
        {
            ["mutex_lock_nested"] = ("mutex_lock", 1),
            ["mutex_lock_nest_lock"] = ("mutex_lock", 1),
            ["mutex_lock_io"] = ("mutex_lock", 0),
            ["mutex_lock_interruptible_nested"] = ("mutex_lock_interruptible", 1),
            ["mutex_lock_killable_nested"] = ("mutex_lock_killable", 1),
            ["spin_lock_nested"] = ("spin_lock", 1),
            ["raw_spin_lock_nested"] = ("raw_spin_lock", 1),
            ["spin_lock_irqsave_nested"] = ("spin_lock_irqsave", 1),
            ["down_read_nested"] = ("down_read", 1),
            ["down_write_nested"] = ("down_write", 1),
            ["down_write_nest_lock"] = ("down_write", 1),
            ["list_first_or_null_rcu"] = ("list_first_entry_or_null", 0),
            ["hlist_entry"] = ("container_of", 0),
            ["llist_entry"] = ("container_of", 0),
            ["list_entry_rcu"] = ("list_entry", 0),
            ["list_entry_lockless"] = ("list_entry", 0),
            ["lockdep_assert_held_once"] = ("lockdep_assert_held", 0),
            ["kthread_create_on_node"] = ("kthread_create", 0),
            ["kthread_run_on_cpu"] = ("kthread_run", 0),
            ["test_bit_acquire"] = ("test_bit", 0),
            ["container_of_const"] = ("container_of", 0),
            ["kfree_sensitive"] = ("kfree", 0),
            ["kvfree_sensitive"] = ("kvfree", 1),
            ["wq_has_sleeper"] = ("waitqueue_active", 0),
            ["wake_up_poll"] = ("wake_up", 1),
            ["wake_up_sync"] = ("wake_up", 0),
            ["wake_up_interruptible_poll"] = ("wake_up_interruptible", 1),
            ["wake_up_interruptible_sync"] = ("wake_up_interruptible", 0),
            ["wait_event_freezable"] = ("wait_event_interruptible", 0),
            ["wait_event_freezable_timeout"] = ("wait_event_interruptible_timeout", 0),
            ["io_wait_event"] = ("wait_event", 0),
            ["wait_for_completion_io"] = ("wait_for_completion", 0),
        };
}
