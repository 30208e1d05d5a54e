namespace VfioActors.Races.Tests;

/// <summary>Xarrays and ids: lib/xarray.c and lib/idr.c, Linux 6.6.</summary>
public sealed class IndexTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        {
            "What was stored is gone when the array is destroyed",
            "CPU0 { xa_store(&xa, 1, d, 0); xa_store(&xa, 7, d, 0); xa_destroy(&xa); "
                + "assert(!xa_load(&xa, 1) && !xa_load(&xa, 7)); kfree(d); } CPU1 { n = 1; }",
            "held"
        },
        {
            "What was stored is gone when the array is initialized again",
            "CPU0 { xa_store(&xa, 1, d, 0); xa_init(&xa); assert(!xa_load(&xa, 1)); xa_store(&xa, 7, d, 0); "
                + "xa_init_flags(&xa, XA_FLAGS_ALLOC); assert(!xa_load(&xa, 7)); kfree(d); } CPU1 { n = 1; }",
            "held"
        },
        {
            "Ids are free when their ida is initialized again",
            "CPU0 { n = ida_alloc(&ida, 0); ida_init(&ida); n = ida_alloc(&ida, 0); assert(!n); }",
            "held"
        },
        {
            "Who looked before still has it",
            "init { xa_store(&xa, 1, d, 0); } CPU0 { xa_destroy(&xa); kfree(d); } "
                + "CPU1 { struct dev *x = xa_load(&xa, 1); if (x) x->n = 1; }",
            "NoUseAfterFree"
        },
        {
            "All at once: nobody sees half of it",
            "init { xa_store(&xa, 1, d, 0); xa_store(&xa, 2, d, 0); } CPU0 { xa_destroy(&xa); } "
                + "CPU1 { n = !xa_load(&xa, 1); n = n && xa_load(&xa, 2); } finally(!n);",
            "held"
        },
        { "Ids are free again", "CPU0 { n = ida_alloc(&ida, 0); ida_destroy(&ida); n = ida_alloc(&ida, 0); assert(!n); }", "held" },
        {
            "An id that went with its ida is free",
            "int row[4]; init { id = ida_alloc_min(&ida, 1, 0); } CPU0 { ida_destroy(&ida); } "
                + "CPU1 { int mine = READ_ONCE(id); row[mine] = 1; }",
            "NoFreedId"
        },
        { "The lowest index that is free", "CPU0 { n = xa_alloc(&xa, &id, d, xa_limit_32b, 0); assert(!n && id == 0); }", "held" },
        {
            "Within limits",
            "CPU0 { n = xa_alloc(&xa, &id, d, XA_LIMIT(1, 2), 0); assert(!n && id == 1); "
                + "n = xa_alloc(&xa, &id, d, XA_LIMIT(1, 2), 0); assert(!n && id == 2 && xa_load(&xa, 2) == d); "
                + "n = xa_alloc(&xa, &id, d, XA_LIMIT(1, 2), 0); assert(n == -16 && id == 2 && !xa_load(&xa, 3)); }",
            "held"
        },
        {
            "Two at once get two",
            "u32 other; CPU0 { xa_alloc(&xa, &id, d, XA_LIMIT(1, 2), 0); } "
                + "CPU1 { xa_alloc(&xa, &other, d, XA_LIMIT(1, 2), 0); } finally(id + other == 3);",
            "held"
        },
        {
            "A kernel has more indices than a file: who needs them is told so",
            "CPU0 { for (int at = 0; at < 8; at++) xa_store(&xa, at, d, 0); n = xa_alloc(&xa, &id, d, XA_LIMIT(0, 9), 0); }",
            "? line 2 used an index beyond the last one that there is in CPU0: what lies behind is not known"
        },
        { "Nobody gives way under a spinlock", "CPU0 { spin_lock(&l); cond_resched(); spin_unlock(&l); }", "NoSleepInAtomic" },
        {
            "Nor in a loop that waits",
            "CPU0 { spin_lock(&l); while (!READ_ONCE(n)) msleep(1); spin_unlock(&l); } CPU1 { WRITE_ONCE(n, 1); }",
            "NoSleepInAtomic"
        },
        { "Who waits may", "CPU0 { while (!READ_ONCE(n)) cond_resched(); } CPU1 { WRITE_ONCE(n, 1); }", "held" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Indices_are_as_in_the_kernel(string what, string code, string expected)
    {
        var hasInit = code.Contains("init {", StringComparison.Ordinal);
        const string Made = "d = kzalloc(sizeof(*d), 0);";
        var verdict = Checking.Verdict($$"""
            struct dev { int n; }; struct dev *d; int n; u32 id; struct xarray xa; DEFINE_IDA(ida); DEFINE_SPINLOCK(l);
            {{(hasInit ? code.Replace("init {", $"init {{ {Made}", StringComparison.Ordinal) : $"{code} init {{ {Made} }}")}}
            """);
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    [Theory]
    [InlineData("xa_alloc(&xa, &id, d, 5, 0);", "expected xa_limit_32b, or XA_LIMIT(first, last) of known numbers")]
    [InlineData("xa_alloc(&xa, &id, d, XA_LIMIT(8, 9), 0);", "the first below 8")]
    [InlineData("xa_alloc(&xa, &id, d, XA_LIMIT(2, 1), 0);", "expected xa_limit_32b, or XA_LIMIT")]
    public void What_is_not_modelled_is_refused(string code, string expected) =>
        Assert.Contains(expected, Checking.Problems($$"""
            struct dev { int n; }; struct dev *d; u32 id; struct xarray xa; struct workqueue_struct *q;
            CPU0 { {{code}} d = NULL; }
            """), StringComparison.Ordinal);
}
