namespace VfioActors.Races.Tests.Kernels;

/// <summary>Variables without a name that start with parts in braces: C11, 6.5.2.5.</summary>
public sealed class CompoundLiteralTests
{
    private const string Head = """
        struct in { int p; int q; }; typedef struct s { int a; struct in i; int z; int row[3]; u8 b; } s_t;
        struct ops { int (*open)(int n); int (*close)(int n); }; struct m { struct list_head list; int n; };
        struct s x, *px = &x; int n = 3, hits; int sum(struct s *p) { return p->a + p->z; }

        """;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "what is not said is 0", "held",
            "CPU0 { x.a = 9; x.row[2] = 4; x = (struct s){ .z = 1 }; assert(!x.a && x.z == 1 && !x.row[2]); }" },
        { "by a pointer, and with a typedef", "held",
            "CPU0 { *px = (s_t){ .a = n, .i.q = 2, .row = { [1] = 5 }, }; "
                + "assert(x.a == 3 && x.i.q == 2 && x.row[1] == 5); }" },
        { "values are known before anything is written", "held",
            "CPU0 { x.a = 1; x.z = 2; x = (struct s){ .a = x.z, .z = x.a }; assert(x.a == 2 && x.z == 1); }" },
        { "one value after the other", "held",
            "CPU0 { int k = 5; x = (struct s){ .a = k, .z = k++ }; assert(x.a == 5 && x.z == 5 && k == 6); }" },
        { "within each other", "held",
            "CPU0 { x = (struct s){ .i = (struct in){ .q = n }, .b = 257 }; assert(x.i.q == 3 && !x.i.p && x.b == 1); }" },
        { "a variable starts with one", "held", "CPU0 { struct s y = (s_t){ .a = n }; assert(y.a == 3 && !y.z); }" },
        { "its address is given", "held", "CPU0 { assert(sum(&(struct s){ .a = 1, .z = n }) == 4); }" },
        { "one of two", "held", "CPU0 { x = n ? (s_t){ .a = 1 } : (s_t){ .a = 2 }; assert(x.a == 1); }" },
        { "its field", "held", "CPU0 { n = ((struct in){ .q = 7 }).q; assert(n == 7); }" },
        { "a number", "held", "CPU0 { n = (u8){ 257 }; assert(n == 1 && (int){ 4 } == 4); int *q = &(int){ n }; "
            + "*q += 1; assert(*q == 2 && n == 1); }" },
        { "a row", "held", "CPU0 { int *r = (int[]){ 1, n, [3] = 5 }; assert(r[1] == 3 && !r[2] && r[3] == 5); }" },
        { "it is made anew in each round", "held",
            "CPU0 { for (int i = 0; i < 3; i++) { struct s *p = &(s_t){ .a = i }; assert(p->a == i && !p->z); p->z = 9; } }" },
        { "in the whole file", "held",
            "struct s *pg = &(struct s){ .a = 7, .i = { 1, 2 } }; int *r = (int[]){ 4, 5 }; "
                + "struct in t[] = { (struct in){ 1, 2 }, { .p = 3 } };\n"
                + "CPU0 { assert(pg->a == 7 && pg->i.q == 2 && r[1] == 5 && t[0].q == 2 && t[1].p == 3); }" },
        { "a name that is defined for one", "held",
            "#define NONE (struct s){ .a = -1 }\nCPU0 { x = NONE; assert(x.a == -1); }" },
        { "a block behind it is one", "held",
            "CPU0 { s_t s_t; s_t = (struct s){ .a = 1 }; if (s_t.a) { s_t.a = 2; } assert(s_t.a == 2); }" },
        { "a type between them", "held",
            "CPU0 { x = (struct s){ .a = 1 }; s_t y = { .a = 2 }; { s_t z = { .a = 3 }; assert(z.a == 3); } assert(y.a == 2); }" },
        { "a function is called by it", "held",
            "int f(int k) { return k + 1; }\nCPU0 { struct ops o; o = (struct ops){ .open = f }; assert(o.open(1) == 2); }" },
        { "what is not said points nowhere", "NoWildPointer",
            "int f(int k) { return k + 1; }\nCPU0 { struct ops o; o = (struct ops){ .open = f }; o.close(1); }" },
        { "a list head that is not said is no list", "NoWildPointer",
            "struct m m; CPU0 { m = (struct m){ .n = 1 }; struct m *e = list_first_entry(&m.list, struct m, list); hits = e->n; }" },
        { "a list head that is said to be empty", "held",
            "struct m m; CPU0 { m = (struct m){ .n = 1, .list = LIST_HEAD_INIT(m.list) }; assert(list_empty(&m.list) && m.n == 1); }" },
        { "by a pointer, and then something is put in", "held",
            "struct m *p; struct m e; CPU0 { p = kzalloc(sizeof(*p), GFP_KERNEL); *p = (struct m){ LIST_HEAD_INIT(p->list), 2 }; "
                + "assert(list_empty(&p->list)); list_add(&e.list, &p->list); assert(list_first_entry(&p->list, struct m, list) == &e); }" },
        { "a list head that is another's", "NoWildPointer",
            "struct m m, o; CPU0 { m = (struct m){ .list = LIST_HEAD_INIT(o.list) }; assert(!list_empty(&m.list)); "
                + "list_del(&m.list); struct m *q = list_first_entry(&m.list, struct m, list); hits = q->n; }" },
        { "put in before it is said to be empty", "NoLeak",
            "struct m m, *e; void add(void) { struct m *e = kzalloc(sizeof(*e), GFP_KERNEL); list_add(&e->list, &m.list); }\n"
                + "CPU0 { add(); m = (struct m){ .list = LIST_HEAD_INIT(m.list) }; }" },
        { "written word by word", "assert-4",
            "CPU0 { x = (struct s){ .a = 1, .z = 1 }; } CPU1 { int a = x.z; assert(!a || x.a); assert(a || !x.a); }" },
        { "read word by word, and then written", "finally-4",
            "CPU0 { x = (struct s){ .a = x.a + 1 }; } CPU1 { x = (struct s){ .a = x.a + 1 }; } finally(x.a == 2);" },
        { "it ends with its function", "NoUseAfterFree",
            "struct s *kept; void f(void) { kept = &(struct s){ .a = 1 }; }\nCPU0 { f(); hits = kept->a; }" },
        { "an id in it is followed", "NoFreedId",
            "DEFINE_IDA(ida); CPU0 { x = (struct s){ .a = ida_alloc(&ida, GFP_KERNEL) }; ida_free(&ida, x.a); "
                + "x.row[x.a] = 1; }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void What_has_no_name_starts_as_in_C(string what, string expected, string code)
    {
        var verdict = Checking.Verdict(Head + code);
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    [Theory]
    [InlineData("x = (struct in){ 1 };", "q.race:5:8: error: struct in is assigned to struct s")]
    [InlineData("x = (struct s){ .q = 1 };", "q.race:5:25: error: struct s has no such part")]
    [InlineData("x = (struct s){ n };", "q.race:5:24: error: a part of a structure that is not known beforehand is to be named")]
    [InlineData("x = (struct s){ .a = &x };", "q.race:5:29: error: struct s * is assigned to s32")]
    [InlineData("x = (struct s){ .row = n };", "q.race:5:31: error: s32[3] cannot be assigned to")]
    [InlineData("sum((struct s){ .a = 1 });", "q.race:5:8: error: struct s is assigned to struct s *")]
    [InlineData("n = (int){ 1, 2 };", "q.race:5:17: error: s32 has one value")]
    [InlineData("n = (int){ };", "q.race:5:17: error: s32 has one value")]
    [InlineData("n = (int[]) 3;", "q.race:5:20: error: unexpected '3', expected `{`")]
    [InlineData("x = (struct s){ .a = 1;", "q.race:5:30: error: unexpected ';', expected `,` or `}`")]
    [InlineData("*l = (struct l){ .n = 1 };", "q.race:5:23: error: what has a lock, a count or a queue does not start")]
    [InlineData("m = (struct m){ .n = LIST_HEAD_INIT(m.list) };", "q.race:5:29: error: this is for a variable that has a name")]
    [InlineData("m = (struct m){ .list = LIST_HEAD_INIT(m) };", "q.race:5:32: error: struct m * is assigned to struct list_head *")]
    [InlineData("m = (struct m){ .list = LIST_HEAD_INIT(m.list, 1) };", "q.race:5:32: error: this is for a variable that has a name")]
    public void What_is_wrong_is_told(string code, string expected) => Assert.StartsWith(
        expected, Checking.Problems(
            $"{Head}struct l {{ spinlock_t lock; int n; }} *l; struct m m; \nCPU0 {{ {code} }}"), StringComparison.Ordinal);

    /// <summary>What it gives back would be copied to nowhere, and a thread that follows that is told.</summary>
    [Fact]
    public void A_function_gives_no_structure_back() => Assert.StartsWith(
        "q.race:1:31: error: 'r' gives struct s back by value",
        Checking.Problems("struct s { int a; } x; struct s r(void) { struct s y = { 1 }; return y; } CPU0 { x = r(); }"),
        StringComparison.Ordinal);
}
