namespace VfioActors.Races.Texts;

/// <summary>What the kernel has and the language has not, and how a question about it is written.</summary>
internal static class LeftOut
{
    private const string Sequence =
        "sequence counts are not built in: a plain counter, s++ around the writes; the reader waits while it is odd "
        + "(while (READ_ONCE(s) & 1) cpu_relax();), keeps READ_ONCE(s) & ~1, and reads again if s is another then";

    private const string Timer =
        "timers are not built in: irq { } comes once at any time, or a work_struct, whose cancel_work_sync() is "
        + "timer_delete_sync()";

    private const string Delayed =
        "delays mean nothing here, as work may come at any time: a work_struct with schedule_work() says the same";

    private const string Count =
        "percpu_ref is not built in: an atomic_t and a flag; atomic_inc_not_zero() is the tryget";

    private const string Guard = "scoped guards are not read: take and give back the lock at every way out";

    private const string Timeout =
        "timeouts never expire here: if (maybe()) around the form without one, and what a timeout does in its else";

    private const string Thread = "kthreads are not built in: CPU2 { } is one more thread, and a flag stops it";

    private const string Hashed = "hlists are not built in: a list_head with list_add() and list_for_each_entry()";

    private const string PerCpu = "per-processor variables are not built in: one variable a thread";

    private static readonly (string Hint, string[] Names)[] Families =
    [
        (Sequence, [
            "seqcount", "seqlock", "DEFINE_SEQLOCK", "read_seqbegin", "read_seqretry", "read_seqcount",
            "write_seqlock", "write_sequnlock", "write_seqcount", "raw_read_seqcount", "raw_write_seqcount",
        ]),
        (Timer, [
            "timer_list", "timer_setup", "timer_delete", "timer_shutdown", "timer_pending", "mod_timer", "add_timer",
            "del_timer", "DEFINE_TIMER", "hrtimer",
        ]),
        (Delayed, [
            "delayed_work", "INIT_DELAYED_WORK", "DECLARE_DELAYED_WORK", "schedule_delayed_work",
            "queue_delayed_work", "mod_delayed_work", "cancel_delayed_work_sync", "flush_delayed_work",
        ]),
        (Count, ["percpu_ref"]),
        (Guard, ["guard", "scoped_guard"]),
        (Thread, ["kthread"]),
        (Hashed, ["hlist", "HLIST_HEAD"]),
        (PerCpu, ["DEFINE_PER_CPU", "this_cpu", "per_cpu"]),
        (Timeout, [
            "wait_event_timeout", "wait_event_interruptible_timeout", "wait_for_completion_timeout",
            "wait_for_completion_interruptible_timeout", "wait_for_completion_killable_timeout",
        ]),
    ];

    /// <summary>How a question about something of this name is written; null where that is not known.</summary>
    internal static string? Hint(string word) =>
        Array.Find(Families, family => family.Names.Any(name => IsOf(word, name))).Hint;

    /// <summary>The same, or a name that is nearly this one and may have been meant.</summary>
    internal static string? Hint(string word, IEnumerable<string> known) => Hint(word) ?? Nearness.Hint(word, known);

    private static bool IsOf(string word, string name) =>
        word.StartsWith(name, StringComparison.Ordinal) && (word.Length == name.Length || word[name.Length] == '_');
}
