namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// References that are more than can be counted: the kernel warns, and the count is REFCOUNT_SATURATED from then on.
/// include/linux/refcount.h and lib/refcount.c, Linux 6.12.
/// </summary>
public sealed class SaturationTests
{
    /// <summary>What it is, the verdict, the code.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "one more than can be counted", "CountsStayAbove", "refcount_set(&r, INT_MAX); refcount_inc(&r);" },
        { "as many as can be counted", "held", "refcount_set(&r, INT_MAX - 1); refcount_inc(&r); assert(refcount_read(&r) == INT_MAX);" },
        { "one more than can be counted, if there is one", "CountsStayAbove",
            "refcount_set(&r, INT_MAX); if (refcount_inc_not_zero(&r)) n = 1;" },
        { "of one that is saturated", "CountsStayAbove", "refcount_set(&r, INT_MIN / 2); refcount_inc_not_zero(&r);" },
        { "an inc of one that is saturated", "CountsStayAbove", "refcount_set(&r, INT_MIN / 2); refcount_inc(&r);" },
        { "given back to one that is saturated", "CountsStayAbove", "refcount_set(&r, INT_MIN / 2); refcount_dec_and_test(&r);" },
        { "unless it is the last of one that is saturated", "held",
            "refcount_set(&r, INT_MIN / 2); assert(refcount_dec_not_one(&r)); assert(refcount_read(&r) == INT_MIN / 2);" },
        { "set to a number that is no int", "CountsStayAbove", "refcount_set(&r, 0x80000000); refcount_inc(&r);" },
        { "begun as a number that is no int", "CountsStayAbove", "refcount_inc(&begun);" },
        { "a kref", "CountsStayAbove", "refcount_set(&k.refcount, INT_MAX); kref_get(&k);" },
        { "the last one, and nobody asks", "CountsStayAbove", "refcount_set(&r, 1); refcount_dec(&r);" },
        { "the last but one, and nobody asks", "held", "refcount_set(&r, 2); refcount_dec(&r); assert(refcount_read(&r) == 1);" },
        { "in a critical section", "CountsStayAbove",
            "refcount_set(&r, 1); spin_lock(&l); m++; refcount_dec(&o); spin_unlock(&l); } CPU1 { spin_lock(&l); m++; spin_unlock(&l);" },
        { "a count that is no reference", "held",
            "atomic_inc(&a); assert(atomic_read(&a) == INT_MIN + 1 && atomic64_read(&b) == BIT(31));" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_count_is_saturated(string name, string verdict, string code) =>
        Assert.Equal($"{name}: {verdict}", $"{name}: {Checking.Verdict(Text(code))}");

    [Theory]
    [InlineData("refcount_set(&r, INT_MAX); refcount_inc(&r);",
        "line 4: CPU0 takes a reference of r, which is saturated then and never freed")]
    [InlineData("refcount_set(&r, 1); refcount_dec(&r);",
        "line 4: CPU0 gives the last reference back, and nobody frees what it was of")]
    public void It_is_told_in_words(string code, string expected) =>
        Assert.Contains(expected, string.Join('\n', Checking.Reasons(Text(code))), StringComparison.Ordinal);

    [Theory]
    [InlineData("atomic_inc(&b);", "'atomic_inc' takes a pointer to atomic_t, this is atomic64_t *")]
    [InlineData("atomic64_inc(&a);", "'atomic64_inc' takes a pointer to atomic64_t, this is atomic_t *")]
    [InlineData("b = 1;", "atomic64_set() sets it")]
    [InlineData("n = b;", "atomic64_read() reads it")]
    public void A_count_of_another_width_is_refused(string code, string expected) =>
        Assert.Contains(expected, Checking.Problems(Text(code)), StringComparison.Ordinal);

    private static string Text(string code) => $$"""
        refcount_t r, o = REFCOUNT_INIT(1), begun = REFCOUNT_INIT(0x80000000); struct kref k; int n, m; DEFINE_SPINLOCK(l);
        atomic_t a = ATOMIC_INIT(0x80000000);
        atomic64_t b = ATOMIC64_INIT(0x80000000);
        CPU0 { {{code}} }
        """;
}
