namespace VfioActors.Races.Tests.Fixes;

/// <summary>Unions, and what has no name within a structure or before a variable.</summary>
public sealed class UnionTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        { "members share a word", "held",
            "union u { int a; int b; } v; CPU0 { v.a = 3; assert(v.b == 3); } finally(v.b == 3);" },
        { "what stands behind a union is kept", "held",
            "struct s { union { int a; int b; }; int c; } v; CPU0 { v.c = 1; v.a = 2; } "
                + "finally(v.b == 2 && v.c == 1);" },
        { "a pointer and its number", "held",
            "union { u64 raw; int *p; } v; int x; "
                + "CPU0 { v.p = &x; assert(v.raw == (u64)&x); v.raw = 0; assert(!v.p); }" },
        { "structures without a name", "held",
            "struct s { union { struct { u32 lo; u32 hi; }; u32 w[2]; }; int n; } v = { .lo = 1, .hi = 2, .n = 3 }; "
                + "CPU0 { v.w[1] = 5; } finally(v.lo == 1 && v.hi == 5 && v.n == 3);" },
        { "a union on the heap begins as zero", "held",
            "struct s { int c; union { int a; int b; }; }; CPU0 { struct s *p = kzalloc(sizeof(*p), GFP_KERNEL); "
                + "p->b = 4; assert(p->a == 4 && !p->c); kfree(p); }" },
        { "a union of a function", "held",
            "typedef union { u64 a; s64 b; } box_t; CPU0 { box_t w; w.a = 4; assert(w.b == 4); }" },
        { "a copy has all of it", "held",
            "struct s { union { int a; int b; }; int c; } v = { .a = 1, .c = 2 }, w; CPU0 { w = v; } "
                + "finally(w.b == 1 && w.c == 2);" },
        { "one member is used while another is written", "NoWildPointer",
            "struct req { union { struct req *next; u64 owner; }; int busy; } *head, one, two; "
                + "init { one.next = &two; head = &one; } CPU0 { head->next->busy = 1; } CPU1 { one.owner = 77; }" },
        { "each member has its time", "held",
            "struct req { union { struct req *next; u64 owner; }; int busy; } *head, one, two; DEFINE_SPINLOCK(l); "
                + "init { one.next = &two; head = &one; } "
                + "CPU0 { spin_lock(&l); if (head) head->next->busy = 1; spin_unlock(&l); } "
                + "CPU1 { spin_lock(&l); head = NULL; one.owner = 77; spin_unlock(&l); }" },
        { "a lost write of a member", "finally-1",
            "union u { int a; int b; } v; CPU0 { v.a++; } CPU1 { v.b++; } finally(v.a == 2);" },
        { "a function that is called by another member", "NoWildPointer",
            "int f(int n) { return n; } union { int (*f)(int); int (*g)(long); } v = { .f = f }; CPU0 { v.g(1); }" },
        { "an id that another member overwrites may be any number", "held",
            "DEFINE_IDA(ida); int row[4]; struct s { union { int id; int n; }; } v; "
                + "CPU0 { v.id = ida_alloc(&ida, GFP_KERNEL); ida_free(&ida, v.id); v.n = 3; row[v.id] = 1; }" },
        { "an id in a row that another member overwrites may be any number", "held",
            "DEFINE_IDA(ida); int row[4]; struct s { int id[2]; }; union { struct s s; int w[2]; } v; "
                + "CPU0 { v.s.id[1] = ida_alloc(&ida, GFP_KERNEL); ida_free(&ida, v.s.id[1]); v.w[1] = 3; "
                + "row[v.s.id[1]] = 1; }" },
        { "numbers of a structure", "held",
            "struct s { enum { OFF, ON = 3, } state; enum mode { M0, M1 } mode; enum { LONELY = 9 }; int z; }; "
                + "struct s v = { .state = ON, .z = LONELY }; "
                + "CPU0 { v.mode = M1; enum mode m = v.mode; assert(m == 1); } "
                + "finally(v.state == 3 && v.z == 9);" },
        { "numbers before a variable", "held",
            "enum { A, B = 7 } x; enum col { RED, GREEN } y = GREEN; static enum { S = -1 } z = S; "
                + "CPU0 { x = B; assert(z < 0 && y == GREEN); } finally(x == 7);" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void What_is_declared_within_is_as_in_C(string what, string expected, string text)
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, Checking.Verdict(text));
    }

    [Theory]
    [InlineData("union u { int a; u32 b; };", "'b' and 'a' share bytes that are u32 at byte 0 in one and s32")]
    [InlineData("struct s { int n; union { u64 a; u32 b; }; };", "q.race:1:")]
    [InlineData("union u { bool a; u8 b; };", "share bytes that are u8 at byte 0 in one and bool at byte 0")]
    [InlineData("union u { struct { u32 a; struct { u64 c; } b; } x; u32 y[3]; };", "at byte 8")]
    [InlineData("union u { struct { u32 a; struct { u32 b; u64 c; } d; } x; struct { u32 a; u32 b; u64 c; } y; };",
        "u32 at byte 4 in one and u32 at byte 8")]
    [InlineData("union u { struct list_head l; struct rcu_head r; };", "'r' is or holds a lock, a count")]
    [InlineData("union u { int a; spinlock_t l; };", "'l' is or holds a lock, a count")]
    [InlineData("union u { int a; int b; } v = { 1, 2 };", "has no such part")]
    [InlineData("struct s { union { int a; int n; }; int a; };", "struct s has a field 'a' already")]
    [InlineData("struct s { union { int a; int n; }; union { int n; int m; }; };", "has a field")]
    [InlineData("union u { int a; }; struct u { int a; };", "there is a struct 'u' already")]
    [InlineData("union;", "expected the name of a structure")]
    public void What_is_no_word_of_memory_is_refused(string text, string said) =>
        Assert.Contains(said, Checking.Problems(text + " int x; CPU0 { x = 1; }"), StringComparison.Ordinal);
}
