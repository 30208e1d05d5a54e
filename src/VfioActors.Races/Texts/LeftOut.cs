namespace VfioActors.Races.Texts;

/// <summary>What the kernel has and the language has not, and how a question about it is written.</summary>
internal static class LeftOut
{
    private const string Timer =
        "timers are not built in: irq { } comes once at any time, or a work_struct, whose cancel_work_sync() is "
        + "timer_delete_sync()";

    private const string Count =
        "percpu_ref is not built in: an atomic_t and a flag; atomic_inc_not_zero() is the tryget";

    private const string Thread = "kthreads are not built in: CPU2 { } is one more thread, and a flag stops it";

    private const string Hashed = "hlists are not built in: a list_head with list_add() and list_for_each_entry()";

    private const string PerCpu = "per-processor variables are not built in: one variable a thread";

    private static readonly (string Hint, string[] Names)[] Families =
    [
        (Timer, [
            "timer_list", "timer_setup", "timer_delete", "timer_shutdown", "timer_pending", "mod_timer", "add_timer",
            "del_timer", "DEFINE_TIMER", "hrtimer",
        ]),
        (Count, ["percpu_ref"]),
        (Thread, ["kthread"]),
        (Hashed, ["hlist", "HLIST_HEAD"]),
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
