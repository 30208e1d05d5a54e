using VfioActors.Races.Syntax;

namespace VfioActors.Races.Parsing;

/// <summary>The words that mean something of their own.</summary>
internal static class Words
{
    /// <summary>Words that begin or join statements.</summary>
    internal static IReadOnlySet<string> Keywords { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "if", "else", "while", "do", "for", "goto", "switch", "case", "default", "return", "break", "continue",
        "struct", "sizeof", "enum", Unions.Word, "typeof", "__typeof__",
    };

    /// <summary>Words that say nothing that matters under sequential consistency.</summary>
    internal static IReadOnlySet<string> Qualifiers { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "static", "const", "volatile", "inline", "extern", "register", "__rcu", "__user", "__iomem", "noinline",
        "__always_inline", "unsigned", "signed",
    };

    /// <summary>Words that are told to compilers and checkers, and are passed over wherever they stand.</summary>
    internal static IReadOnlySet<string> PassedOver { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "fallthrough", "__maybe_unused", "__always_unused", "__used", "__must_check", "__init", "__exit", "__initdata",
        "__cold", "__read_mostly", "__ro_after_init", "__force", "asmlinkage", "noinline_for_stack",
    };

    /// <summary>The same with what stands in parentheses behind them.</summary>
    internal static IReadOnlySet<string> PassedOverWithArguments { get; } =
        new SortedSet<string>(StringComparer.Ordinal)
    {
        "__acquires", "__releases", "__must_hold", "__cond_acquires", "__printf", "__counted_by", "__guarded_by",
        "__aligned",
    };

    /// <summary>The types that the language has, each with its bits; 0 for what is no number.</summary>
    /// <remarks>Linux is compiled with -funsigned-char since 6.2: a char has no sign on any processor.</remarks>
    internal static IReadOnlyDictionary<string, int> Types { get; } =
        new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["void"] = 0,
            ["bool"] = 1,
            ["char"] = 8,
            ["short"] = -16,
            ["int"] = -32,
            ["long"] = -64,
            ["u8"] = 8,
            ["u16"] = 16,
            ["u32"] = 32,
            ["u64"] = 64,
            ["s8"] = -8,
            ["s16"] = -16,
            ["s32"] = -32,
            ["s64"] = -64,
            ["size_t"] = 64,
            ["ssize_t"] = -64,
            ["gfp_t"] = 32,
            ["pid_t"] = -32,
            ["fmode_t"] = 32,
            ["umode_t"] = 16,
            ["dev_t"] = 32,
            ["gfn_t"] = 64,
            ["gpa_t"] = 64,
            ["hpa_t"] = 64,
            ["resource_size_t"] = 64,
            ["sector_t"] = 64,
            ["uint8_t"] = 8,
            ["uint16_t"] = 16,
            ["int32_t"] = -32,
            ["int64_t"] = -64,
            ["uintptr_t"] = 64,
            ["__u8"] = 8,
            ["__u16"] = 16,
            ["__u32"] = 32,
            ["__u64"] = 64,
            ["__s32"] = -32,
            ["__s64"] = -64,
            ["__le16"] = 16,
            ["__be16"] = 16,
            ["__be32"] = 32,
            ["__be64"] = 64,
            ["dma_addr_t"] = 64,
            ["phys_addr_t"] = 64,
            ["__le32"] = 32,
            ["__le64"] = 64,
            ["loff_t"] = -64,
            ["uint32_t"] = 32,
            ["uint64_t"] = 64,
            ["irqreturn_t"] = -32,
            ["spinlock_t"] = 0,
            ["raw_spinlock_t"] = 0,
            ["rwlock_t"] = 0,
            ["atomic_t"] = 0,
            ["atomic64_t"] = 0,
            ["atomic_long_t"] = 0,
            ["refcount_t"] = 0,
            ["wait_queue_head_t"] = 0,
            ["seqcount_t"] = 0,
            ["seqlock_t"] = 0,
            ["seqcount_spinlock_t"] = 0,
            ["seqcount_raw_spinlock_t"] = 0,
            ["seqcount_rwlock_t"] = 0,
            ["seqcount_mutex_t"] = 0,
            ["seqcount_latch_t"] = 0,
            ["wait_queue_entry_t"] = 0,
            ["__timer_t"] = 0,
            ["__hrtimer_t"] = 0,
            ["__tasklet_t"] = 0,
            ["__irq_work_t"] = 0,
            ["__irq_line_t"] = 0,
            ["__irq_thread_t"] = 0,
            ["__xarray_t"] = 0,
            [TypeName.Deduced] = 0,
            ["ktime_t"] = -64,
        };

    /// <summary>The heads of loops over lists.</summary>
    internal static IReadOnlySet<string> Loops { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "list_for_each_entry", "list_for_each_entry_safe", "list_for_each_entry_rcu", "xa_for_each",
        "xa_for_each_marked",
        "list_for_each_entry_reverse", "list_for_each_entry_safe_reverse", "list_for_each_entry_continue",
        "list_for_each_entry_continue_reverse", "list_for_each_entry_from", "list_for_each_entry_from_reverse",
        "list_for_each", "list_for_each_safe",
        "list_for_each_prev", "list_for_each_prev_safe", "list_for_each_rcu", "list_for_each_entry_srcu",
        "list_for_each_entry_lockless", "list_for_each_entry_continue_rcu", "list_for_each_entry_from_rcu",
        "hash_for_each", "hash_for_each_rcu", "hash_for_each_safe", "hash_for_each_possible",
        "hash_for_each_possible_rcu", "hash_for_each_possible_safe", "idr_for_each_entry",
        "llist_for_each_entry", "llist_for_each_entry_safe",
        "hlist_for_each_entry", "hlist_for_each_entry_safe", "hlist_for_each_entry_rcu",
    };

    /// <summary>The heads of loops over bits, each with what finds the next one.</summary>
    internal static IReadOnlyDictionary<string, string> BitLoops { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["for_each_set_bit"] = "find_next_bit",
            ["for_each_set_bit_from"] = "find_next_bit",
            ["for_each_clear_bit"] = "find_next_zero_bit",
            ["for_each_clear_bit_from"] = "find_next_zero_bit",
        };

    /// <summary>The claims.</summary>
    internal static IReadOnlySet<string> Claims { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "always", "finally", "sometimes", "never_both",
    };

    /// <summary>The names that begin an item.</summary>
    internal static IEnumerable<string> OfItems =>
        [.. Claims, "CPU0", "CPU1", "irq", "hardware", "init", .. DeclaratorGrammar.MacroNames];

    /// <summary>What sort of lexeme a word is.</summary>
    internal static Lexeme Of(string word) =>
        Keywords.Contains(word) ? Lexeme.Word
            : Types.ContainsKey(word) ? Lexeme.Type
            : Qualifiers.Contains(word) ? Lexeme.Qualifier
            : Lexeme.Name;
}
