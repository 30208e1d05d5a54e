namespace VfioActors.Races.Tests.Fixes;

/// <summary>What variables start with in braces: parts that are named, that go by the order, and both.</summary>
public sealed class InitialPartTests
{
    private const string Head = "struct in { int p; int q; }; struct s { int a; struct in i; int z; int row[3]; }; ";

    /// <summary>What a compiler of C makes of the same declarations.</summary>
    [Theory]
    [InlineData("{ .z = 1, { [1] = 2 } }", "0 0 0 1 0 2 0")]
    [InlineData("{ .z = 1, .a = 5, { .q = 6 } }", "5 0 6 1 0 0 0")]
    [InlineData("{ .row = { [1] = 4, 5 } }", "0 0 0 0 0 4 5")]
    [InlineData("{ .row = { [2] = 4, [0] = 5 } }", "0 0 0 0 5 0 4")]
    [InlineData("{ .i.q = 3, .row[2] = 7, .a = 1 }", "1 0 3 0 0 0 7")]
    [InlineData("{ 1, { 2, 3 }, 4 }", "1 2 3 4 0 0 0")]
    [InlineData("{ .i = { .q = 1 }, 2, { 3 } }", "0 0 1 2 3 0 0")]
    [InlineData("{ }", "0 0 0 0 0 0 0")]
    public void A_part_is_for_what_C_says(string parts, string values)
    {
        string[] places = ["s.a", "s.i.p", "s.i.q", "s.z", "s.row[0]", "s.row[1]", "s.row[2]"];
        var asserts = string.Concat(places.Zip(values.Split(' '), (place, value) => $"assert({place} == {value}); "));
        Assert.Equal("held", Checking.Verdict($"{Head}struct s s = {parts}; CPU0 {{ {asserts}}}"));
        Assert.Equal("held", Checking.Verdict($"{Head}CPU0 {{ struct s s = {parts}; {asserts}}}"));
    }

    [Theory]
    [InlineData("int r[] = { [2] = 5, 6, [0] = 1 };", "r[0] == 1 && r[2] == 5 && r[3] == 6")]
    [InlineData("enum { LOW, HIGH = 3 }; int r[] = { [HIGH] = 5 };", "r[LOW] == 0 && r[3] == 5")]
    public void A_row_is_as_long_as_its_last_element_wants(string row, string claim)
    {
        Assert.Equal("held", Checking.Verdict($"{row} CPU0 {{ assert({claim}); }}"));
        Assert.Equal("NoBadIndex", Checking.Verdict($"{row} CPU0 {{ r[4] = 0; }}"));
    }

    [Theory]
    [InlineData("held", "int n = 3; CPU0 { struct s s = { .a = n, .z = n + 1 }; assert(s.a == 3 && s.z == 4); }")]
    [InlineData("held", "CPU0 { for (int i = 0; i < 3; i++) { struct s s = { .a = i }; assert(s.a == i && !s.z); "
        + "s.z = 9; s.a = 8; } }")]
    [InlineData("held", "int f(void) { struct s s = { .row = { 1 } }; s.row[1]++; return s.row[0] + s.row[1]; } "
        + "CPU0 { assert(f() == 2); assert(f() == 2); }")]
    [InlineData("held", "void g(struct s *s) { s->z = s->a; } CPU0 { struct s s = { .a = 4 }; g(&s); assert(s.z == 4); }")]
    [InlineData("held", "CPU0 { struct in in = { 1, 2 }; struct s s = { .i = in, .a = 7 }; "
        + "assert(s.i.p == 1 && s.i.q == 2 && s.a == 7 && !s.z); }")]
    [InlineData("held", "struct m { struct list_head list; int n; }; CPU0 { struct m m = { .n = 1 }; "
        + "assert(list_empty(&m.list) && m.n == 1); }")]
    [InlineData("held", "struct e { }; struct f { struct e e; int a; }; struct f f = { .e = { }, .a = 1 }; "
        + "union u { int a; int b; }; union u u = { .a = 1, .b = 2 }; "
        + "CPU0 { struct f g = { .e = { }, .a = 1 }; union u v = { .b = 3 }; "
        + "assert(f.a == 1 && g.a == 1 && u.a == 2 && v.a == 3); }")]
    [InlineData("assert-1", "int n; CPU0 { struct s s = { .a = n }; assert(s.a == 0); } CPU1 { n = 1; }")]
    public void A_variable_of_a_function_starts_anew_each_time(string expected, string text) =>
        Assert.Equal(expected, Checking.Verdict(Head + text));

    /// <summary>The index is freed before it is used: whoever put it into the structure said by name where.</summary>
    [Theory]
    [InlineData("{ .a = ida_alloc(&ida, GFP_KERNEL) }")]
    [InlineData("{ .row[1] = 2, .a = ida_alloc(&ida, GFP_KERNEL), }")]
    public void An_id_is_followed_into_the_part_that_is_named(string parts) => Assert.Equal(
        "NoFreedId",
        Checking.Verdict($"{Head}DEFINE_IDA(ida); int used[4]; CPU0 {{ struct s s = {parts}; "
            + "ida_free(&ida, s.a); used[s.a] = 1; }"));

    [Theory]
    [InlineData("ops", "struct ops { int (*open)(int n); int (*other)(int n); }; int f(int n) { return n + 1; } "
        + "CPU0 { struct ops o = { .open = f }; assert(o.open(1) == 2); o.other(1); }")]
    public void What_is_not_said_points_nowhere(string what, string text)
    {
        Assert.NotEmpty(what);
        Assert.Equal("NoWildPointer", Checking.Verdict(text));
    }

    [Fact]
    public void Whatever_is_set_of_two_is_called() => Assert.Equal("held", Checking.Verdict("""
        int one(int n) { return 1; }
        int two(int n) { return 2; }
        struct two { int (*a)(int n); int (*b)(int n); } t = { .a = one, .b = two };
        CPU0 {
            int (*f)(int n) = t.a ?: t.b;
            assert(f(0) == 1);
            t.a = NULL;
            f = t.a ?: t.b;
            assert(f(0) == 2);
        }
        """));

    [Theory]
    [InlineData("struct s s = { .b = 1 }; CPU0 { }", "struct s has no such part")]
    [InlineData("CPU0 { struct s s = { .b = 1 }; }", "struct s has no such part")]
    [InlineData("CPU0 { struct s s = { .row = { [3] = 1 } }; }", "s32[3] has no such part")]
    [InlineData("CPU0 { struct s s = { .row = { 1, 2, 3, 4 } }; }", "s32[3] has no such part")]
    [InlineData("CPU0 { struct s s = { .row = { [-1] = 1 } }; }", "s32[3] has no such part")]
    [InlineData("int n; CPU0 { struct s s = { .row = { [n] = 1 } }; }", "expected a number that is known beforehand")]
    [InlineData("CPU0 { struct s s = { .a = 1, .a = 2 }; }", "this part is said twice")]
    [InlineData("CPU0 { struct s s = { .i.p = 1, 2 }; }", "name this part, too")]
    [InlineData("int n; CPU0 { struct s s = { n }; }", "is to be named: .field = value")]
    [InlineData("CPU0 { int n = { 1 }; }", "s32 has no parts")]
    [InlineData("struct l { spinlock_t lock; int n; }; CPU0 { struct l l = { .n = 1 }; }",
        "what has a lock, a count or a queue does not start with parts in braces here")]
    [InlineData("CPU0 { struct s s = { .a = &s }; }", "struct s * is assigned to s32")]
    [InlineData("int n; int r[] = { [n] = 1 }; CPU0 { }", "expected a number that is known beforehand")]
    public void What_is_wrong_is_told(string text, string said)
    {
        var problems = Checking.Problems(Head + text);
        Assert.NotEmpty(problems);
        Assert.Contains(said, problems, StringComparison.Ordinal);
    }
}
