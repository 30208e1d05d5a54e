namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// Counts and exchanges that answer what stood there before, or do something only where that is allowed:
/// Documentation/atomic_t.txt and include/linux/atomic/atomic-arch-fallback.h, Linux 6.12.
/// </summary>
public sealed class AtomicTests
{
    private const string Head = """
        atomic_t a; atomic64_t w; atomic_long_t g; int x, y, row[2]; u32 u; u64 big; u8 b; struct o { int n; } one, two, *p;
        int N(void) { return atomic_read(&a); }

        """;

    /// <summary>What one thread comes to.</summary>
    [Theory]
    [InlineData("assert(atomic_fetch_inc(&a) == 0 && N() == 1 && atomic_fetch_dec(&a) == 1 && N() == 0);")]
    [InlineData("assert(atomic_fetch_add(5, &a) == 0 && N() == 5 && atomic_fetch_sub(7, &a) == 5 && N() == -2);")]
    [InlineData("atomic_set(&a, 6); assert(atomic_fetch_or(9, &a) == 6 && N() == 15 && atomic_fetch_and(12, &a) == 15 && N() == 12);")]
    [InlineData("atomic_set(&a, 6); assert(atomic_fetch_xor(3, &a) == 6 && N() == 5 && atomic_fetch_andnot(4, &a) == 5 && N() == 1);")]
    [InlineData("atomic_or(6, &a); atomic_xor(3, &a); assert(N() == 5); atomic_andnot(1, &a); assert(N() == 4); atomic_and(3, &a); assert(!N());")]
    [InlineData("atomic_fetch_inc_relaxed(&a); atomic_fetch_add_acquire(2, &a); atomic_fetch_or_release(4, &a); assert(N() == 7);")]
    [InlineData("atomic_fetch_andnot_relaxed(1, &a); atomic_fetch_xor_acquire(2, &a); assert(N() == 2 && atomic_read_acquire(&a) == 2);")]
    [InlineData("assert(atomic_dec_if_positive(&a) == -1 && !N()); atomic_set(&a, 2); assert(atomic_dec_if_positive(&a) == 1 && N() == 1);")]
    [InlineData("atomic_set(&a, 1); assert(!atomic_dec_if_positive(&a) && !N()); atomic_set(&a, -3); assert(atomic_dec_if_positive(&a) == -4 && N() == -3);")]
    [InlineData("assert(atomic_inc_unless_negative(&a) && N() == 1); atomic_set(&a, -1); assert(!atomic_inc_unless_negative(&a) && N() == -1);")]
    [InlineData("assert(atomic_dec_unless_positive(&a) && N() == -1); atomic_set(&a, 1); assert(!atomic_dec_unless_positive(&a) && N() == 1);")]
    [InlineData("assert(!atomic_add_negative(2, &a) && atomic_add_negative(-3, &a) && N() == -1 && !atomic_add_negative(1, &a) && !N());")]
    [InlineData("assert(!atomic_add_negative_relaxed(0, &a)); assert(atomic_add_negative_acquire(-1, &a));")]
    [InlineData("assert(atomic_fetch_add_unless(&a, 3, 1) == 0 && N() == 3 && atomic_fetch_add_unless(&a, 4, 3) == 3 && N() == 3);")]
    [InlineData("assert(atomic_add_unless(&a, 3, 1) && N() == 3 && !atomic_add_unless(&a, 4, 3) && N() == 3 && atomic_inc_not_zero(&a));")]
    [InlineData("atomic_set(&a, 7); int old = 7; assert(atomic_try_cmpxchg(&a, &old, 9) && old == 7 && N() == 9);")]
    [InlineData("atomic_set(&a, 7); int old = 6; assert(!atomic_try_cmpxchg(&a, &old, 9) && old == 7 && N() == 7);")]
    [InlineData("int old = 6; if (!atomic_try_cmpxchg_relaxed(&a, &old, 9)) assert(!old && atomic_try_cmpxchg_acquire(&a, &old, 9) && N() == 9);")]
    [InlineData("row[1] = 5; assert(!atomic_try_cmpxchg(&a, &row[1], 1) && !row[1]); int *q = row + 1; assert(atomic_try_cmpxchg(&a, q, 1) && N() == 1);")]
    [InlineData("y = 4; assert(!atomic_try_cmpxchg(&a, &y, 1) && !y && !N());")]
    [InlineData("int old = 1; int *q = &old; assert(!atomic_try_cmpxchg(&a, &old, 3) && !*q); assert(atomic_try_cmpxchg(&a, q, 3) && N() == 3);")]
    [InlineData("atomic_set(&a, -1); u32 old = 0xffffffff; assert(atomic_try_cmpxchg(&a, (int *)&old, 2) && N() == 2);")]
    [InlineData("atomic_set(&a, -1); u32 old = 1; assert(!atomic_try_cmpxchg(&a, &old, 2) && old == 0xffffffff);")]
    [InlineData("int old = 1; x = 1; assert(try_cmpxchg(&x, &old, 2) && x == 2 && old == 1 && !try_cmpxchg(&x, &old, 3) && old == 2 && x == 2);")]
    [InlineData("p = &one; struct o *old = NULL; assert(!try_cmpxchg(&p, &old, &two) && old == &one); assert(try_cmpxchg_release(&p, &old, &two) && p == &two);")]
    [InlineData("b = 255; u8 old = 255; assert(try_cmpxchg(&b, &old, 256) && b == 0 && !try_cmpxchg(&b, &old, 7) && !old);")]
    [InlineData("u = 0xffffffff; u32 old = -1; assert(try_cmpxchg(&u, &old, -2) && u == 0xfffffffe);")]
    [InlineData("big = BIT(40); u64 old = 0; assert(!try_cmpxchg64(&big, &old, 1) && old == BIT(40) && try_cmpxchg64(&big, &old, 1) && big == 1);")]
    [InlineData("assert(cmpxchg64(&big, 0, BIT(40)) == 0 && cmpxchg64_relaxed(&big, 1, 2) == BIT(40) && big >> 40 == 1);")]
    [InlineData("x = 1; int old = 1; assert(try_cmpxchg(&x, &old, old = 5) && x == 5 && old == 5);")]
    [InlineData("atomic_set(&a, 5); int old = 1; assert(atomic_try_cmpxchg(&a, &old, old = 5) && N() == 5);")]
    [InlineData("int n = 0, old = atomic_read(&a); do { n++; } while (!atomic_try_cmpxchg(&a, &old, old + 2)); assert(n == 1 && N() == 2);")]
    [InlineData("atomic_set(&a, 0x80000000); assert(N() < 0 && atomic_read(&a) == INT_MIN);")]
    [InlineData("atomic_or(1U << 31, &a); assert(N() < 0 && atomic_inc_unless_negative(&a) == 0 && atomic_dec_unless_positive(&a));")]
    [InlineData("atomic_set(&a, 0x80000001); int old = N(); assert(atomic_cmpxchg(&a, old, 3) == old && N() == 3);")]
    [InlineData("atomic_set(&a, 0x80000001); int old = N(); assert(atomic_try_cmpxchg(&a, &old, 0x100000003) && N() == 3);")]
    [InlineData("atomic_xchg(&a, 0xffffffff); assert(N() == -1 && atomic_add_unless(&a, 1, 0xffffffffU) == 0);")]
    [InlineData("atomic64_set(&w, BIT(40)); assert(atomic64_read(&w) >> 40 == 1 && atomic64_read(&w) + 1 > BIT(40));")]
    [InlineData("assert(atomic64_fetch_add(BIT(40), &w) == 0 && atomic64_fetch_or(1, &w) == BIT(40) && atomic64_add_return(1, &w) >> 40 == 1);")]
    [InlineData("atomic64_set(&w, BIT(63)); assert(atomic64_read(&w) < 0 && !atomic64_inc_unless_negative(&w) && atomic64_add_negative(1, &w));")]
    [InlineData("s64 old = 1; assert(!atomic64_try_cmpxchg(&w, &old, BIT(40)) && !old && atomic64_try_cmpxchg_release(&w, &old, BIT(40)));")]
    [InlineData("assert(atomic_long_fetch_inc(&g) == 0 && atomic_long_dec_if_positive(&g) == 0 && atomic_long_dec_if_positive(&g) == -1);")]
    [InlineData("long old = 0; assert(atomic_long_try_cmpxchg(&g, &old, 1L << 33) && atomic_long_fetch_andnot(1L << 33, &g) >> 33 == 1);")]
    [InlineData("atomic_set(&a, INT_MAX); atomic_inc(&a); assert(atomic_read(&a) == INT_MIN); atomic_dec(&a); assert(atomic_read(&a) == INT_MAX);")]
    [InlineData("atomic_set(&a, INT_MAX); assert(atomic_inc_return(&a) == INT_MIN && atomic_fetch_dec(&a) == INT_MIN && atomic_read(&a) == INT_MAX);")]
    [InlineData("atomic_set(&a, INT_MAX); assert(atomic_fetch_inc(&a) == INT_MAX && atomic_read(&a) < 0 && atomic_fetch_sub(2, &a) == INT_MIN && atomic_read(&a) > 0);")]
    [InlineData("atomic_add(INT_MAX, &a); atomic_add(INT_MAX, &a); assert(atomic_read(&a) == -2); atomic_sub(INT_MIN, &a); assert(atomic_read(&a) == INT_MAX - 1);")]
    [InlineData("atomic_set(&a, INT_MIN); assert(atomic_sub_and_test(INT_MIN, &a)); atomic_set(&a, INT_MIN); atomic_add(INT_MIN, &a); assert(!atomic_read(&a));")]
    [InlineData("atomic_set(&a, INT_MAX); assert(atomic_add_negative(1, &a) && atomic_dec_unless_positive(&a) && atomic_read(&a) == INT_MAX);")]
    [InlineData("atomic_set(&a, INT_MAX); assert(atomic_inc_unless_negative(&a) && atomic_read(&a) == INT_MIN && !atomic_inc_unless_negative(&a));")]
    [InlineData("atomic_set(&a, INT_MAX); assert(atomic_add_unless(&a, 2, 0) && atomic_read(&a) == INT_MIN + 1); assert(!atomic_add_unless(&a, 1, INT_MIN + 1));")]
    [InlineData("atomic64_set(&w, INT_MAX); atomic64_inc(&w); assert(atomic64_read(&w) == BIT(31) && atomic64_inc_unless_negative(&w));")]
    [InlineData("atomic_long_set(&g, INT_MAX); assert(atomic_long_fetch_add(1, &g) == INT_MAX && atomic_long_read(&g) == BIT(31));")]
    public void They_come_to_what_the_kernels_come_to(string code) =>
        Assert.Equal("held", Checking.Verdict($"{Head}CPU0 {{ {code} }}"));

    public static TheoryData<string, string, string> Races => new()
    {
        { "a number of one's own, looked at and then counted", "assert-4",
            "int taken[4];\nCPU0 { int id = atomic_read(&a); atomic_set(&a, id + 1); assert(!xchg(&taken[id], 1)); } "
                + "CPU1 { int id = atomic_read(&a); atomic_set(&a, id + 1); assert(!xchg(&taken[id], 1)); }" },
        { "a number of one's own, counted at once", "held",
            "int taken[4];\nCPU0 { int id = atomic_fetch_inc(&a); assert(!xchg(&taken[id], 1)); } "
                + "CPU1 { int id = atomic_fetch_inc(&a); assert(!xchg(&taken[id], 1)); } finally(atomic_read(&a) == 2);" },
        { "bits set by a read and a write", "finally-3",
            "CPU0 { atomic_set(&a, atomic_read(&a) | 1); } CPU1 { atomic_fetch_or(2, &a); } finally(atomic_read(&a) == 3);" },
        { "bits set at once", "held",
            "CPU0 { atomic_or(1, &a); } CPU1 { if (atomic_fetch_or(2, &a) & 1) x = 1; } finally(atomic_read(&a) == 3); sometimes(x);" },
        { "bits cleared by a mask that was read", "finally-3",
            "init { atomic_set(&a, 3); } CPU0 { atomic_and(N() & ~1, &a); } CPU1 { atomic_or(4, &a); } finally(atomic_read(&a) == 6);" },
        { "bits cleared at once", "held",
            "init { atomic_set(&a, 3); } CPU0 { atomic_andnot(1, &a); } CPU1 { atomic_or(4, &a); } finally(atomic_read(&a) == 6);" },
        { "turned over twice", "held",
            "CPU0 { atomic_xor(1, &a); } CPU1 { atomic_fetch_xor(1, &a); } finally(!atomic_read(&a)); sometimes(atomic_read(&a) == 1);" },
        { "the last of two clears the other's bit", "held",
            "init { atomic_set(&a, 3); } CPU0 { if (atomic_fetch_andnot(1, &a) == 1) x++; } "
                + "CPU1 { if (atomic_fetch_andnot(2, &a) == 2) x++; } finally(x == 1 && !atomic_read(&a));" },
        { "one is left, and it is looked at before it is taken", "finally-3",
            "init { atomic_set(&a, 1); } CPU0 { if (atomic_read(&a) > 0) { atomic_dec(&a); } } "
                + "CPU1 { if (atomic_read(&a) > 0) { atomic_dec(&a); } } finally(!atomic_read(&a));" },
        { "one is left, and taken if it is there", "held",
            "init { atomic_set(&a, 1); } CPU0 { if (atomic_dec_if_positive(&a) >= 0) xchg(&row[0], 1); } "
                + "CPU1 { if (atomic_dec_if_positive(&a) >= 0) xchg(&row[1], 1); } finally(!atomic_read(&a) && row[0] + row[1] == 1);" },
        { "got after it was switched off", "assert-3",
            "CPU0 { if (atomic_read(&a) >= 0) { atomic_inc(&a); assert(!READ_ONCE(x)); atomic_dec(&a); } } "
                + "CPU1 { if (!atomic_read(&a)) { atomic_add(INT_MIN, &a); x = 1; } }" },
        { "got unless it is switched off, which comes once nobody has it", "held",
            "CPU0 { if (atomic_inc_unless_negative(&a)) { assert(!READ_ONCE(x)); atomic_dec(&a); } } "
                + "CPU1 { if (atomic_cmpxchg(&a, 0, INT_MIN) == 0) { x = 1; } } sometimes(x); sometimes(atomic_read(&a) == 1);" },
        { "readers count up, and writers down", "held",
            "CPU0 { if (atomic_inc_unless_negative(&a)) { x = 1; x = 0; atomic_dec(&a); } } "
                + "CPU1 { if (atomic_dec_unless_positive(&a)) { assert(!READ_ONCE(x)); y = 1; atomic_inc(&a); } } sometimes(y); sometimes(x);" },
        { "writers that look first", "assert-3",
            "CPU0 { if (atomic_inc_unless_negative(&a)) { x = 1; x = 0; atomic_dec(&a); } } "
                + "CPU1 { if (atomic_read(&a) <= 0) { atomic_dec(&a); assert(!READ_ONCE(x)); atomic_inc(&a); } }" },
        { "below zero for one of two", "held",
            "init { atomic_set(&a, 1); } CPU0 { if (atomic_add_negative(-1, &a)) row[0] = 1; } "
                + "CPU1 { if (atomic_add_negative(-1, &a)) row[1] = 1; } finally(row[0] + row[1] == 1);" },
        { "below zero is looked at later", "finally-3",
            "init { atomic_set(&a, 1); } CPU0 { atomic_dec(&a); if (atomic_read(&a) < 0) row[0] = 1; } "
                + "CPU1 { atomic_dec(&a); if (atomic_read(&a) < 0) row[1] = 1; } finally(row[0] + row[1] == 1);" },
    };

    [Theory, MemberData(nameof(Races))]
    public void What_one_operation_does_nobody_comes_between(string what, string expected, string code) =>
        Told(what, expected, code);

    /// <summary>
    /// A loop around an exchange: where it failed, what is expected then is what stood there, and the new value is to
    /// be computed of that anew.
    /// </summary>
    public static TheoryData<string, string, string> Loops => new()
    {
        { "the new value is computed in each round", "held",
            Both("int old = atomic_read(&a); do { } while (!atomic_try_cmpxchg(&a, &old, old + 1));") },
        { "the new value is computed once", "finally-3",
            Both("int old = atomic_read(&a), new = old + 1; do { } while (!atomic_try_cmpxchg(&a, &old, new));") },
        { "the new value is computed again where it failed", "held",
            Both("int old = atomic_read(&a), new; do { new = old + 1; } while (!atomic_try_cmpxchg(&a, &old, new));") },
        { "what is expected is another variable in each round", "?",
            Both("int old = atomic_read(&a); for (;;) { int seen = old; if (atomic_try_cmpxchg(&a, &seen, old + 1)) break; }") },
        { "what is expected is read anew", "held",
            Both("for (;;) { int old = atomic_read(&a); if (atomic_try_cmpxchg(&a, &old, old + 1)) break; }") },
        { "one try that is given up", "finally-3",
            Both("int old = atomic_read(&a); atomic_try_cmpxchg(&a, &old, old + 1);") },
        { "a loop around cmpxchg that does not read again", "?",
            Both("int old = atomic_read(&a); while (atomic_cmpxchg(&a, old, old + 1) != old) cpu_relax();") },
        { "what is expected is shared by three", "finally-3",
            "CPU0 { do { } while (!atomic_try_cmpxchg(&a, &y, y + 1)); } CPU1 { do { } while (!atomic_try_cmpxchg(&a, &y, y + 1)); } "
                + "CPU2 { do { } while (!atomic_try_cmpxchg(&a, &y, y + 1)); } finally(atomic_read(&a) == 3);" },
        { "a plain word", "held",
            "CPU0 { int old = READ_ONCE(x); do { } while (!try_cmpxchg(&x, &old, old + 1)); } "
                + "CPU1 { int old = READ_ONCE(x); do { } while (!try_cmpxchg(&x, &old, old + 1)); } finally(x == 2);" },
        { "a plain word with a new value of before", "finally-3",
            "CPU0 { int old = READ_ONCE(x), new = old + 1; do { } while (!try_cmpxchg(&x, &old, new)); } "
                + "CPU1 { int old = READ_ONCE(x); do { } while (!try_cmpxchg(&x, &old, old + 1)); } finally(x == 2);" },
        { "pushed on a stack", "held",
            Stack("do { e->next = old; } while (!try_cmpxchg(&top, &old, e));") },
        { "pushed on a stack of before", "NoLeak",
            Stack("e->next = old; while (!try_cmpxchg(&top, &old, e)) cpu_relax();") },
        { "not zero before the first try", "assert-3", Got("if (!old) return 0; do { } while (!atomic_try_cmpxchg(&a, &old, old + 1));") },
        { "not zero before each try", "held", Got("do { if (!old) return 0; } while (!atomic_try_cmpxchg(&a, &old, old + 1));") },
    };

    [Theory, MemberData(nameof(Loops))]
    public void A_loop_around_an_exchange_takes_what_stood_there(string what, string expected, string code) =>
        Told(what, expected, code);

    /// <summary>What is expected is no step to look at where it is a variable of the thread alone.</summary>
    [Fact]
    public void What_is_expected_stays_a_variable_of_the_thread()
    {
        var alone = Checking.Run(Head + Both("int old = atomic_read(&a); do { } while (!atomic_try_cmpxchg(&a, &old, old + 1));"), "stateful");
        var written = Checking.Run(Head + Both(
            "int old = atomic_read(&a), r; while ((r = atomic_cmpxchg(&a, old, old + 1)) != old) old = r;"), "stateful");
        Assert.Equal(written.Verdict, alone.Verdict);
        Assert.Equal(written.States, alone.States);
    }

    /// <summary>A number that comes from an ida is one still where an exchange has put it.</summary>
    [Theory]
    [InlineData("ida_free(&ida, id); slot[x] = 1;", "NoFreedId")]
    [InlineData("slot[x] = 1; ida_free(&ida, id);", "held")]
    public void An_id_is_followed_through_an_exchange(string code, string expected) => Told(code, expected,
        "DEFINE_IDA(ida); int slot[8]; CPU0 { int old = 0; int id = ida_alloc_min(&ida, 1, GFP_KERNEL); "
            + $"try_cmpxchg(&x, &old, id); {code} }}");

    /// <summary>What is at hand of an id is what is written where the exchange fails.</summary>
    [Fact]
    public void An_id_is_followed_to_what_is_expected() => Told("old", "NoFreedId",
        "DEFINE_IDA(ida); int slot[8]; CPU0 { int old = 0; int id = ida_alloc_min(&ida, 1, GFP_KERNEL); x = id; "
            + "if (!try_cmpxchg(&x, &old, 0)) { ida_free(&ida, id); slot[old] = 1; } }");

    [Theory]
    [InlineData("x = atomic_xor(1, &a);", "'atomic_xor' gives nothing back, and a value is needed here")]
    [InlineData("x = atomic_andnot(1, &a);", "'atomic_andnot' gives nothing back, and a value is needed here")]
    [InlineData("x = atomic_fetch_inc(1, &a);", "'atomic_fetch_inc' takes a pointer to atomic_t, this is s32")]
    [InlineData("x = atomic_fetch_add(&a, 1);", "atomic_t * is assigned to s32")]
    [InlineData("atomic_set(&a, p);", "struct o * is assigned to s32")]
    [InlineData("x = atomic_fetch_or(1);", "'atomic_fetch_or' takes at least 2 arguments, here are 1")]
    [InlineData("x = atomic_try_cmpxchg(&a, 0, 1);", "'atomic_try_cmpxchg' takes a pointer to s32, this is s32")]
    [InlineData("x = atomic_try_cmpxchg(&a, x, 1);", "'atomic_try_cmpxchg' takes a pointer to s32, this is s32")]
    [InlineData("x = atomic_try_cmpxchg(&a, &b, 1);", "'atomic_try_cmpxchg' takes a pointer to s32, this is u8 *")]
    [InlineData("x = atomic_try_cmpxchg(&a, &row, 1);", "'atomic_try_cmpxchg' takes a pointer to s32, this is s32[2] *")]
    [InlineData("x = atomic_try_cmpxchg(&a, &a, 1);", "'atomic_try_cmpxchg' takes a pointer to s32, this is atomic_t *")]
    [InlineData("x = atomic64_try_cmpxchg(&w, &x, 1);", "'atomic64_try_cmpxchg' takes a pointer to s64, this is s32 *")]
    [InlineData("x = atomic_try_cmpxchg(&a, &5, 1);", "expected a variable, a field or an element")]
    [InlineData("x = atomic_try_cmpxchg(&a, &y);", "'atomic_try_cmpxchg' takes 3 arguments, here are 2")]
    [InlineData("x = try_cmpxchg(x, &y, 1);", "'try_cmpxchg' takes a pointer to a number or pointer, this is s32")]
    [InlineData("x = try_cmpxchg(&p, &y, &one);", "'try_cmpxchg' takes a pointer to struct o *, this is s32 *")]
    [InlineData("x = try_cmpxchg(&p, &p, 3);", "s32 is assigned to struct o *")]
    [InlineData("x = try_cmpxchg64(&x, &y, 3);", "'try_cmpxchg64' takes a pointer to 64 bits, this is s32 *")]
    public void What_is_wrong_is_told(string code, string expected) => Assert.Contains(
        expected, Checking.Problems($"{Head}CPU0 {{ {code} }} CPU1 {{ x = 1; }}"), StringComparison.Ordinal);

    /// <summary>A claim looks, and changes nothing.</summary>
    [Theory]
    [InlineData("finally(atomic_fetch_inc(&a));")]
    [InlineData("always(atomic_try_cmpxchg(&a, &x, 1));")]
    public void A_claim_takes_no_part(string claim) => Assert.Contains(
        "a claim only reads", Checking.Problems($"{Head}CPU0 {{ x = 1; }} {claim}"), StringComparison.Ordinal);

    /// <summary>A function of the file is what its name calls, and then an address is one.</summary>
    [Theory]
    [InlineData("bool try_cmpxchg(int *w, int *e, int n) { *e = n; return 1; }\nCPU0 { int k = 1; try_cmpxchg(&x, &k, 7); assert(k == 7 && !x); }")]
    [InlineData("bool f(int *w, int *e, int n) { *e = n; return 1; } bool (*try_cmpxchg)(int *, int *, int);\n"
        + "CPU0 { int k = 1; try_cmpxchg = f; try_cmpxchg(&x, &k, 7); assert(k == 7 && !x); }")]
    [InlineData("bool f(int *w, int *e, int n) { *e = n; return 1; }\n"
        + "CPU0 { bool (*try_cmpxchg)(int *, int *, int) = f; int k = 1; try_cmpxchg(&x, &k, 7); assert(k == 7 && !x); }")]
    public void A_name_of_the_file_comes_first(string code) => Told(code, "held", code);

    /// <summary>What a name is defined for takes an address, too.</summary>
    [Theory]
    [InlineData("#define P &k\nCPU0 { int k = 1; int *q = P; *q = 2; assert(k == 2); x = k; }")]
    [InlineData("#define Q (&k)\n#define P Q\nCPU0 { int k = 1; *P = 2; assert(k == 2); x = k; }")]
    [InlineData("#define P &k\nCPU0 { int k = 1; assert(!atomic_try_cmpxchg(&a, P, 2) && !k); }")]
    public void An_address_is_taken_by_another_name(string code) => Told(code, "held", code);

    private static string Both(string code) => $"CPU0 {{ {code} }} CPU1 {{ {code} }} finally(atomic_read(&a) == 2);";

    private static string Stack(string push) =>
        "struct e { struct e *next; }; struct e *top; void push(void) { struct e *e = kzalloc(sizeof(*e), GFP_KERNEL), "
        + $"*old = READ_ONCE(top); {push} }} CPU0 {{ push(); }} CPU1 {{ push(); }}";

    private static string Got(string loop) =>
        $"bool get(void) {{ int old = atomic_read(&a); {loop} return 1; }} void put(void) {{ if (atomic_dec_and_test(&a)) x = 1; }} "
        + "init { atomic_set(&a, 1); } CPU0 { if (get()) { assert(!READ_ONCE(x)); put(); } } CPU1 { put(); } finally(x);";

    private static void Told(string what, string expected, string code)
    {
        var verdict = Checking.Verdict(Head + code);
        Assert.True(verdict == expected || (expected == "?" && verdict[0] == '?'), $"{what}: {verdict}");
    }
}
