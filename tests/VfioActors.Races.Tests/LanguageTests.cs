namespace VfioActors.Races.Tests;

/// <summary>What C means here: sequential code computes what a C compiler computes.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("int f(int *p); int y = 0; CPU1 { f(&x); } int f(int *p) { return (*p)++; }")]
    [InlineData("struct dev; static void f(struct dev *, int); struct dev { int n; }; struct dev dev; CPU1 { f(&dev, 1); } static void f(struct dev *d, int by) { d->n += by; }")]
    [InlineData("struct dev { int n; } *slot, all[2]; CPU1 { slot = &all[1]; slot->n = 1; assert(all[1].n == 1); }")]
    [InlineData("struct dev { int n; } dev = { .n = 3 }; CPU1 { assert(dev.n == 3); }")]
    [InlineData("int put(struct dev *d, void (*f)(int));")]
    [InlineData("int g(void (*f)(int)); int g(void (*f)(long)) { return 1; }", "'g' has other types where it stands")]
    [InlineData("int f(int a); int f(long a) { return 1; } CPU1 { x = f(1); }", "'f' has other types where it stands")]
    [InlineData("int f(int a); CPU1 { x = f(1); }", "there is no function or primitive 'f'")]
    [InlineData("int f(int) { return 1; } CPU1 { x = f(1); }", "a parameter of 'f' has no name")]
    [InlineData("struct dev { int n; }\nCPU1 { x = 1; }", "expected `;`")]
    [InlineData("struct dev { int n; } int y; CPU1 { x = 1; }", "expected `;`")]
    public void What_is_named_first_may_follow(string items, string problem = "")
    {
        var text = $"int x;\n{items}\nCPU0 {{ x = 1; }}";
        if (problem.Length > 0) { Assert.Contains(problem, Checking.Problems(text), StringComparison.Ordinal); }
        else { Assert.Equal("held", Checking.Verdict(text)); }
    }

    [Theory]
    [InlineData("assert(2 + 3 * 4 == 14 && (2 + 3) * 4 == 20);")]
    [InlineData("assert((1 << 2 + 1) == 8 && (7 & 3 << 1) == 6 && (1 | 6 ^ 2) == 5);")]
    [InlineData("assert(10 - 4 - 3 == 3 && 100 / 10 / 5 == 2 && -7 / 2 == -3 && -7 % 3 == -1);")]
    [InlineData("assert((3 > 2 > 1) == 0 && !0 == 1 && ~0 == -1 && (1 ? 2 : 3) == 2);")]
    [InlineData("int n = 0; assert((n++ ?: 7) == 7 && n == 1 && (n++ ?: 9) == 1 && n == 2 && (0 ?: 4) == 4);")]
    [InlineData("u8 b = 300; assert(b == 44); int i = 0x80000000; assert(i < 0); bool t = 7; assert(t == 1);")]
    [InlineData("int n = 0; for (int i = 0; i < 5; i++) { if (i == 3) continue; n += i; } assert(n == 7);")]
    [InlineData("int n = 0; while (1) { if (n == 4) break; n++; } assert(n == 4);")]
    [InlineData("int n = 0; do { n++; } while (n < 3); assert(n == 3);")]
    [InlineData("int n = 2, r = 0; switch (n) { case 1: r = 1; break; case 2: r = 2; case 3: r += 10; break; default: r = 9; } assert(r == 12);")]
    [InlineData("int n = 0; goto out; n = 1; out: assert(n == 0);")]
    [InlineData("int n = 0; again: n++; if (n < 3) goto again; assert(n == 3);")]
    [InlineData("int a = 1; int b = a++ + ++a; assert(a == 3 && b == 4);")]
    [InlineData("int x = 5; int *p = &x; *p += 2; assert(x == 7);")]
    [InlineData("assert(twice(4) == 8 && sum(1, 2) == 3);")]
    [InlineData("row[2] = 7; row[1] = row[2] + 1; assert(row[1] == 8 && row[0] == 0);")]
    [InlineData("pair.b = 3; struct pair *p = &pair; p->a = p->b + N; assert(pair.a == 5 && p->in.c == 0);")]
    [InlineData("other = pair; assert(other.b == 9);")]
    [InlineData("assert(B == 1 && D == 8 && -EINVAL == -22 && IS_ERR(ERR_PTR(-ENOMEM)) && !IS_ERR(NULL));")]
    [InlineData("assert(0 && row[99] == 1 || 1); assert(min(3, 2) == 2 && max(3, 2) == 3 && BIT(4) == 16);")]
    [InlineData("u64 big = 1; big <<= 40; assert(big == 1099511627776); u32 small = big; assert(small == 0);")]
    [InlineData("u32 z = 0; assert(z - 1 > 0 && -1 > z && z - 1 == 0xffffffff); int m = INT_MAX; assert(m + 1 < 0);")]
    [InlineData("u64 z = 0; z--; assert(z > 5 && z / 2 == 0x7fffffffffffffff && z % 10 == 5 && z >> 63 == 1);")]
    [InlineData("long n = -8; assert(n >> 1 == -4 && n / 3 == -2 && n < 1); u32 u = 5; assert(n < u && (int)u > n);")]
    [InlineData("u8 b = 255; assert(b + 1 == 256 && ~b == -256 && -b == -255); assert(++b == 0); assert((b = 300) == 44);")]
    [InlineData("u8 b = 200; b += 100; assert(b == 44); b = 1; b <<= 8; assert(b == 0); b -= 1; assert(b == 255);")]
    [InlineData("u16 a = 65535, b = 65535; assert(a + b == 131070); int h = 1 << 31; assert(h < 0 && h >> 31 == -1);")]
    [InlineData("assert(0x80000000 > 0 && 1U - 2 > 0 && 4294967295 > 0 && 2147483648 - 1 == INT_MAX && BIT(63) > 0);")]
    [InlineData("u32 id = NONE; assert(id == NONE && NONE > 0); u64 w = NONE; assert(w == 0xffffffff); assert(ALL > 1);")]
    [InlineData("u32 old = xchg(&word, 0x1ffffffff); assert(word == 0xffffffff); u64 big = 1; assert((u32)(big << 32) == 0);")]
    [InlineData("row[1] = 7; int *p = row + 2; assert(*(p - 1) == 7 && p - row == 2 && *(1 + row) == 7 && p > row); p--; assert(*p == 7);")]
    [InlineData("char c = -1; signed char d = -1; unsigned char e = -1; assert(c == 255 && d == -1 && e == 255);")]
    [InlineData("signed n = -1; unsigned u = -1; assert(n < 0 && u > 0);")]
    [InlineData("u32 u = 3; int i = -1; assert((0 ? i : u) == 3 && (1 ? i : u) > 0 && max(u, 2U) == 3);")]
    public void Code_of_one_thread_computes_what_c_computes(string code) =>
        Assert.Equal("held", Checking.Verdict(Frame(code)));

    [Theory]
    [InlineData("assert(atomic_inc_not_zero(&a) == 0 && N(&a) == 0); atomic_set(&a, 2); assert(atomic_inc_not_zero(&a) && N(&a) == 3);")]
    [InlineData("assert(atomic_inc_unless_zero(&a) == 0); atomic_inc(&a); assert(atomic_inc_unless_zero(&a) && N(&a) == 2);")]
    [InlineData("assert(atomic_inc_return(&a) == 1 && atomic_dec_return(&a) == 0 && !atomic_inc_and_test(&a)); assert(N(&a) == 1);")]
    [InlineData("atomic_set(&a, 2); assert(!atomic_dec_and_test(&a) && atomic_dec_and_test(&a)); atomic_dec(&a); assert(atomic_inc_and_test(&a));")]
    [InlineData("atomic_add(5, &a); atomic_sub(2, &a); assert(N(&a) == 3 && atomic_add_return(4, &a) == 7 && atomic_sub_return(1, &a) == 6);")]
    [InlineData("assert(atomic_fetch_add(5, &a) == 0 && N(&a) == 5 && !atomic_sub_and_test(4, &a) && atomic_sub_and_test(1, &a));")]
    [InlineData("assert(atomic_add_unless(&a, 3, 1) && N(&a) == 3 && !atomic_add_unless(&a, 4, 3) && N(&a) == 3);")]
    [InlineData("assert(atomic_xchg(&a, 7) == 0 && atomic_cmpxchg(&a, 7, 9) == 7 && atomic_cmpxchg(&a, 7, 8) == 9 && N(&a) == 9);")]
    [InlineData("atomic_or(6, &a); assert(N(&a) == 6); atomic_and(3, &a); assert(N(&a) == 2);")]
    [InlineData("refcount_set(&r, 1); refcount_inc(&r); assert(refcount_read(&r) == 2 && !refcount_dec_and_test(&r) && refcount_dec_and_test(&r));")]
    [InlineData("assert(!refcount_inc_not_zero(&r)); refcount_set(&r, 2); assert(refcount_dec_not_one(&r) && !refcount_dec_not_one(&r));")]
    public void Counts_come_to_what_the_kernels_come_to(string code) => Assert.Equal("held", Checking.Verdict($$"""
        atomic_t a; refcount_t r;
        int N(atomic_t *n) { return atomic_read(n); }
        CPU0 { {{code}} }
        """));

    [Theory]
    [InlineData("while (!READ_ONCE(s.in.go)) cpu_relax();")]
    [InlineData("struct inner *p = &s.in; while (!p->go) cpu_relax();")]
    public void A_loop_that_looks_at_one_word_of_a_structure_waits_for_it_to_change(string loop) =>
        Assert.Equal("held", Checking.Verdict($$"""
            struct inner { int go; }; struct s { struct inner in; }; struct s s; int n;
            CPU0 { {{loop}} n++; }
            CPU1 { s.in.go = 1; }
            """));

    [Fact]
    public void A_text_is_no_null() => Assert.Equal("held", Checking.Verdict("""
        int x; DEFINE_SRCU(one); DEFINE_STATIC_SRCU(two);
        CPU0 { x = 1; WARN_ON(x != 1 && "said"); assert(x == 1 && "this"); const char *name = "n"; assert(name); }
        CPU1 { int i = srcu_read_lock(&one); srcu_read_unlock(&one, i); synchronize_srcu(&two); }
        """));

    [Theory]
    [InlineData("synchronize_srcu(&s)", "held")]
    [InlineData("synchronize_rcu()", "NoUseAfterFree")]
    public void A_pointer_read_under_srcu_lives_until_its_grace_period(string wait, string verdict) =>
        Assert.Equal(verdict, Checking.Verdict($$"""
            struct obj { int n; };
            struct obj *slot;
            DEFINE_SRCU(s);
            init { slot = kzalloc(sizeof(*slot), GFP_KERNEL); }
            CPU0 {
                int i = srcu_read_lock(&s);
                struct obj *o = srcu_dereference(slot, &s);
                if (o) o->n = 1;
                srcu_read_unlock(&s, i);
            }
            CPU1 { struct obj *o = slot; rcu_assign_pointer(slot, NULL); {{wait}}; kfree(o); }
            """));

    [Fact]
    public void A_wrong_assertion_is_found_with_its_text() =>
        Assert.Equal(
            ["line 10: CPU0 finds that assert(2 + 2 == 5) fails"], Checking.Reasons(Frame("assert(2 + 2 == 5);")));

    [Theory]
    [InlineData("x++;", "assert(x == 2)", "finally-4")]
    [InlineData("x += 1;", "assert(x == 2)", "finally-4")]
    [InlineData("atomic_inc(&a);", "", "held")]
    [InlineData("spin_lock(&l); x++; spin_unlock(&l);", "", "held")]
    public void A_read_modify_write_is_two_steps_unless_the_kernel_promises_one(
        string code, string unused, string verdict)
    {
        _ = unused;
        var claim = code.Contains("atomic", StringComparison.Ordinal) ? "atomic_read(&a) == 2" : "x == 2";
        var text = $"int x; atomic_t a; DEFINE_SPINLOCK(l);\nCPU0 {{ {code} }}\nCPU1 {{ {code} }}\nfinally({claim});";
        Assert.Equal(verdict, Checking.Verdict(text));
    }

    [Fact]
    public void Stores_are_seen_in_one_order_by_all() =>
        Assert.Equal("held", Checking.Verdict("""
            int x, y, a, b;
            CPU0 { x = 1; a = y; }
            CPU1 { y = 1; b = x; }
            finally(a == 1 || b == 1);
            """));

    [Fact]
    public void Every_order_that_sequential_consistency_allows_happens() =>
        Assert.Equal("finally-4 finally-5 finally-6", Checking.Verdict("""
            int x, y, a, b;
            CPU0 { x = 1; a = y; }
            CPU1 { y = 1; b = x; }
            finally(!(a == 1 && b == 1));
            finally(!(a == 0 && b == 1));
            finally(!(a == 1 && b == 0));
            """));

    [Fact]
    public void A_device_reads_a_long_word_in_two_halves()
    {
        const string Text = """
            u64 desc = 0x100000001; u64 seen;
            CPU0 { desc = 0x200000002; }
            THREAD { u64 d = desc; assert(d == 0x100000001 || d == 0x200000002); }
            """;
        Assert.Equal("held", Checking.Verdict(Text.Replace("THREAD", "CPU1", StringComparison.Ordinal)));
        Assert.Equal("assert-3", Checking.Verdict(Text.Replace("THREAD", "hardware", StringComparison.Ordinal)));
    }

    /// <summary>Which half comes first is not said.</summary>
    [Theory]
    [InlineData("(d & 1) && !(d >> 32)")]
    [InlineData("!(d & 1) && (d >> 32)")]
    public void A_device_reads_either_half_first(string torn) => Assert.Equal("assert-3", Checking.Verdict($$"""
        u64 desc;
        CPU0 { desc = 0x500000001; }
        hardware { u64 d = desc; assert(!({{torn}})); }
        """));

    [Fact]
    public void A_choice_has_every_option() =>
        Assert.Equal("held", Checking.Verdict("""
            int n;
            CPU0 { if (maybe()) n = 1 + choose(3); }
            sometimes(n == 1); sometimes(n == 2); sometimes(n == 3);
            """));

    [Fact]
    public void What_no_order_reaches_is_said() =>
        Assert.Equal("sometimes-2", Checking.Verdict("int n; CPU0 { n = 1; }\nsometimes(n == 2);"));

    [Fact]
    public void Allocations_fail_when_they_may()
    {
        const string Text = """
            struct a { int n; }; struct a *p;
            CPU0 { p = kzalloc(sizeof(*p), GFP_KERNEL); p->n = 1; }
            """;
        Assert.Equal("held", Checking.Verdict(Text));
        var report = Checking.Run(Text, values: ("faults", "on"));
        Assert.Equal("NoWildPointer", Assert.Single(report.Failures).Property.Name);
    }

    [Fact]
    public void A_switch_chooses_between_candidates()
    {
        const string Text = """
            int x; DEFINE_SPINLOCK(l);
            #ifdef FIX
            #define LOCK 1
            #endif
            CPU0 {
            #ifdef FIX
                spin_lock(&l);
            #endif
                x++;
            #ifdef FIX
                spin_unlock(&l);
            #endif
            }
            CPU1 { spin_lock(&l); x++; spin_unlock(&l); }
            finally(x == 2);
            """;
        Assert.Equal("finally-15", Checking.Verdict(Text));
        Assert.Equal("held", Checking.Verdict(Text, "FIX"));
    }

    [Fact]
    public void A_loop_that_is_cut_is_never_held() =>
        Assert.StartsWith(
            "? the loop of line 2 was left after 8 rounds in CPU0",
            Checking.Verdict("int x, y;\nCPU0 { while (x < 100) { y = 1; x++; } }"),
            StringComparison.Ordinal);

    [Fact]
    public void A_loop_that_only_looks_waits_for_a_change() =>
        Assert.Equal("held", Checking.Verdict("""
            int ready, data;
            CPU0 { data = 42; WRITE_ONCE(ready, 1); }
            CPU1 { while (!READ_ONCE(ready)) cpu_relax(); assert(data == 42); }
            """));

    private static string Frame(string code) => $$"""
        enum { A, B, C = 7, D };
        #define N (1 + 1)
        struct inner { int c; };
        struct pair { int a; int b; struct inner in; };
        struct pair pair = { .b = 9 }, other;
        int row[3]; u32 word;
        int twice(int n) { return 2 * n; }
        int sum(int a, int b) { int s = a; s += b; return s; }
        CPU0 {
        {{code}}
        }
        #define NONE (~0U)
        #define ALL (~0UL)
        """;

    /// <summary>Claims look from the moment at which threads begin, whoever then changes something.</summary>
    [Theory]
    [InlineData("int x; CPU0 { x = 1; } sometimes(x == 0);", "held")]
    [InlineData("int x; init { x = 1; x = 2; } CPU0 { x = 3; } sometimes(x == 2);", "held")]
    [InlineData("int x; init { x = 1; x = 2; } CPU0 { x = 3; }\nsometimes(x == 1);", "sometimes-2")]
    [InlineData("int x; CPU0 { int a = x; }\nalways(x == 1);", "always-2")]
    [InlineData("int x; CPU0 { x = 1; }\nalways(x == 1);", "always-2")]
    [InlineData("int x; CPU0 { }\nalways(x == 1);", "always-2")]
    [InlineData("int x = 1; CPU0 { int a = x; } always(x == 1);", "held")]
    [InlineData("int x; int y; init { x = 1; y = 1; } CPU0 { int a = x; } always(x == y);", "held")]
    [InlineData("int x; int y; init { x = 1; y = 2; } CPU0 { x = 2; }\nalways(x == y);", "always-2")]
    [InlineData("int x; init { x = 1; } CPU0 { x = 2; } always(x > 0);", "held")]
    [InlineData("int x; init { x = 1; int a = x; } CPU0 { int a = x; }\nalways(x == 2);", "always-2")]
    [InlineData("int x; init { x = 1; int a = x; } CPU0 { x = 2; }\nalways(x == 2);", "always-2")]
    [InlineData("int x; init { x = 1; if (x == 1) { x = 2; } } CPU0 { int a = x; } always(x == 2);", "held")]
    [InlineData("int x; init { x = 1; if (x == 2) { x = 3; } } CPU0 { x = 2; }\nalways(x == 2);", "always-2")]
    [InlineData("int x; init { if (maybe()) { x = 1; } } CPU0 { int a = x; }\nalways(x == 1);", "always-2")]
    [InlineData("int x; init { } CPU0 { int a = x; }\nalways(x == 1);", "always-2")]
    [InlineData("int x; init { int a = x; } CPU0 { int a = x; }\nalways(x == 1);", "always-2")]
    [InlineData("int x; init { x = 1; while (x < 3) { x = x + 1; } } CPU0 { int a = x; } always(x == 3);", "held")]
    [InlineData("int x; init { x = 1; int a = x; } CPU0 { x = 2; } sometimes(x == 1);", "held")]
    public void Claims_look_from_the_beginning_on(string text, string expected) =>
        Assert.Equal(expected, Checking.Verdict(text));
}
