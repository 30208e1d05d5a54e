namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// What is looked at until it is as it should be, include/asm-generic/barrier.h of Linux 6.12, and the type of a value,
/// as GCC has it.
/// </summary>
public sealed class LookUntilTests
{
    private const string Head =
        "atomic_t a; atomic64_t w; atomic_long_t g; int n, x, row[2]; u8 b; u32 u; struct o { int x; } o, *p; void none(void) { n = 0; }\n";

    /// <summary>What it is, the verdict, the code.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "until another one has counted", "held",
            "CPU0 { int v = atomic_cond_read_acquire(&a, VAL > 1); assert(v == 2 && x); } "
                + "CPU1 { x = 1; atomic_inc(&a); atomic_inc(&a); }" },
        { "what is already so", "held", "CPU0 { assert(!atomic_cond_read_relaxed(&a, !VAL)); }" },
        { "nobody ever counts", "Progress", "CPU0 { atomic_cond_read_relaxed(&a, VAL); }" },
        { "64 bits", "held",
            "CPU0 { s64 v = atomic64_cond_read_acquire(&w, VAL); assert(v == BIT(40)); } CPU1 { atomic64_set(&w, BIT(40)); }" },
        { "a long", "held", "CPU0 { atomic_long_cond_read_relaxed(&g, VAL < 0); } CPU1 { atomic_long_dec(&g); }" },
        { "a number", "held", "CPU0 { assert(smp_cond_load_acquire(&n, VAL == 3) == 3); } CPU1 { n = 1; n = 3; }" },
        { "a pointer", "held",
            "CPU0 { struct o *q = smp_cond_load_acquire(&p, VAL != NULL); assert(q == &o && q->x == 2); } CPU1 { o.x = 2; p = &o; }" },
        { "what was so for a moment", "Progress",
            "CPU0 { assert(smp_cond_load_relaxed(&n, VAL == 1) == 1); } CPU1 { n = 1; n = 0; }" },
        { "what is no more so", "assert-2", "CPU0 { smp_cond_load_relaxed(&n, VAL); assert(n == 1); } CPU1 { n = 1; n = 2; }" },
        { "the pointer is computed once", "held",
            "CPU0 { int k = 0; smp_cond_load_acquire(&row[k++], VAL); assert(k == 1); } CPU1 { row[0] = 1; }" },
        { "a loop of one's own that looks at 64 bits", "held",
            "CPU0 { while (!atomic64_read(&w)) cpu_relax(); } CPU1 { atomic64_inc(&w); }" },
        { "a count without sign", "held", "CPU0 { u32 k = 0; __auto_type v = k; v--; assert(v == 0xffffffff && v > 0); }" },
        { "a narrow count", "held", "CPU0 { u8 k = 255; __auto_type v = k; v++; assert(!v); __auto_type m = k + 1; assert(m == 256); }" },
        { "a pointer's type", "held", "CPU0 { __auto_type q = &o; q->x = 1; __auto_type r = q; assert(r->x == 1 && o.x == 1); }" },
        { "its address", "held", "CPU0 { __auto_type k = n; int *q = &k; *q = 5; assert(k == 5 && !n); }" },
        { "its address is kept", "NoUseAfterFree",
            "int *kept; void f(void) { __auto_type k = 1; kept = &k; } CPU0 { f(); *kept = 1; }" },
        { "a loop", "held", "CPU0 { for (__auto_type i = 0; i < 3; i++) n += i; } finally(n == 3);" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_goes_as_in_the_kernel(string name, string verdict, string code) =>
        Assert.Equal($"{name}: {verdict}", $"{name}: {Checking.Verdict(Head + code)}");

    [Theory]
    [InlineData("CPU0 { atomic_cond_read_acquire(&a); }", "2:8: error: 'atomic_cond_read_acquire' takes 2 arguments")]
    [InlineData("CPU0 { atomic_cond_read_acquire(&w, VAL); }", "2:33: error: 'atomic_cond_read_acquire' takes a pointer to atomic_t")]
    [InlineData("CPU0 { smp_cond_load_acquire(n, VAL); }", "2:30: error: 'smp_cond_load_acquire' takes a pointer to a number")]
    [InlineData("CPU0 { smp_cond_load_acquire(&n, VAL); n = VAL; }", "2:44: error: there is no 'VAL'")]
    [InlineData("__auto_type k = 1; CPU0 { n = 1; }", "2:1: error: __auto_type is the type of a variable of a function")]
    [InlineData("struct q { __auto_type k; }; CPU0 { n = 1; }", "2:12: error: __auto_type is the type of")]
    [InlineData("void f(__auto_type k) { n = k; } CPU0 { n = 1; }", "2:8: error: __auto_type is the type of")]
    [InlineData("CPU0 { __auto_type k; }", "2:8: error: __auto_type is the type of")]
    [InlineData("CPU0 { __auto_type *q = &n; }", "2:8: error: __auto_type is the type of")]
    [InlineData("CPU0 { __auto_type k = { 1 }; }", "2:8: error: __auto_type is the type of")]
    [InlineData("CPU0 { static __auto_type k = 1; n = k; }", "error: __auto_type is the type of")]
    [InlineData("CPU0 { __auto_type k = o; }", "2:24: error:")]
    [InlineData("CPU0 { __auto_type k = none(); }", "2:24: error: 'none' gives nothing back")]
    public void What_is_wrong_is_told(string code, string expected) =>
        Assert.Contains(expected, Checking.Problems(Head + code), StringComparison.Ordinal);
}
