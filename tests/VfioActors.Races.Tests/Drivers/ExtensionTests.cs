namespace VfioActors.Races.Tests.Drivers;

/// <summary>What GCC adds to C and macros of the kernel are made of: statements that have a value, and typeof.</summary>
public sealed class ExtensionTests
{
    private const string Head = "struct obj { int n; u8 c; struct obj *next; unsigned open:1; }; struct obj o; struct obj *p = &o; int x; "
        + "u8 c = 255; int row[3]; DEFINE_MUTEX(m);\n";

    [Theory]
    [InlineData("CPU0 { int y = ({ int s = 0; for (int i = 0; i < 3; i++) s += i; s; }); assert(y == 3); }")]
    [InlineData("#define get(v) ({ typeof(v) _v = READ_ONCE(v); _v + 1; })\nCPU0 { assert(get(x) == get(x)); }")]
    [InlineData("#define max_of(a, b) ({ typeof(a) _a = (a); const typeof(b) _b = (b); _a > _b ? _a : _b; })\n"
        + "CPU0 { assert(max_of(max_of(1, 7), max_of(3, 2)) == 7); }")]
    [InlineData("CPU0 { if (({ mutex_lock(&m); 1; })) mutex_unlock(&m); }")]
    [InlineData("CPU0 { ({ x = 1; }); assert(x == 1); int y = 2; assert(({ int y = 5; y; }) + y == 7); }")]
    [InlineData("CPU0 { int y = ({ if (x) x = 2; else x = 3; x; }); assert(y == 3); }")]
    [InlineData("CPU0 { typeof(c) d = c + 1; assert(d == 0); typeof(c + 1) e = c + 1; assert(e == 256); }")]
    [InlineData("CPU0 { typeof(*p) *q = p; q->n = 4; assert(((typeof(p))p)->n == 4); typeof(p->next) r = NULL; assert(!r); }")]
    [InlineData("CPU0 { typeof(struct obj *) q = p; typeof(row) mine = { 1, 2, 3 }; assert(mine[2] == 3 && ARRAY_SIZE(mine) == 3); }")]
    [InlineData("CPU0 { int n = 1; typeof(n++) k = 5; assert(n == 1 && k == 5); __typeof__(n) const j = 2; assert(j == 2); }")]
    [InlineData("#define assign_(p, v) do { typeof(*p) *_t = (v); smp_store_release(&p, _t); } while (0)\n"
        + "CPU0 { assign_(p, &o); assert(p == &o); }")]
    [InlineData("int f(int h) { enum { A = 5, B } k = B; enum how { H = 7 }; enum how e = H; return h == 0 ? k : e; } "
        + "CPU0 { assert(f(0) == 6); assert(f(1) == 7); }")]
    public void It_is_what_the_kernel_makes_of_it(string code) => Assert.Equal("held", Checking.Verdict(Head + code));

    [Theory]
    [InlineData("CPU0 { x = ({ return; 1; }); }", "a return, a goto, a label or a guard within ({ ... }) is not read")]
    [InlineData("CPU0 { x = ({ guard(mutex)(&m); 1; }); }", "a return, a goto, a label or a guard within ({ ... }) is not read")]
    [InlineData("CPU0 { while (1) { x = ({ break; 1; }); } }", "there is no loop around this break")]
    [InlineData("CPU0 { x = ({ if (x) x = 1; }); }", "gives nothing back")]
    [InlineData("always(({ int y = x; y; }));\nCPU0 { x = 0; }", "a claim has no statements in it")]
    [InlineData("CPU0 { typeof(o.open) y = 1; }", "typeof takes no bit field")]
    [InlineData("typeof(x) y; CPU0 { x = 1; }", "typeof of what has a value stands in functions alone")]
    [InlineData("CPU0 { typeof() y = 1; }", "expected")]
    [InlineData("CPU0 { typeof(nothing) y = 1; }", "there is no 'nothing' here")]
    [InlineData("int f(void) { enum { A = 5 }; return A; } int g(void) { enum { A = 6 }; return A; } CPU0 { x = f() + g(); }", "'A'")]
    public void What_is_not_read_is_told(string code, string expected) =>
        Assert.Contains(expected, Checking.Problems(Head + code), StringComparison.Ordinal);

    /// <summary>Each use of a macro is written out without a copy of the text before it.</summary>
    [Fact]
    public void A_long_file_with_many_macros_is_read_in_time()
    {
        const int Lines = 1_500;
        var text = "#define INC(v) do { (v)++; } while (0)\n#define BOTH(p, q) do { INC(p); INC(q); } while (0)\nint x, y;\n"
            + string.Concat(Enumerable.Range(0, Lines).Select(at => $"void f{at}(void) {{ BOTH(x, y); BOTH(y, x); }}\n"))
            + "CPU0 { f0(); }";
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("", Checking.Problems(text));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 20_000L * text.Length, $"{allocated / text.Length} bytes for each character");
    }

    [Fact]
    public void What_is_wrong_in_a_macro_stands_where_it_is_used() => Assert.Contains(
        "q.race:3:8",
        Checking.Problems("#define SET(v) do { (v) = nothing; } while (0)\nint x;\nCPU0 { SET(x); }"),
        StringComparison.Ordinal);
}
