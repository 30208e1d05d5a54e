namespace VfioActors.Races.Tests.Drivers;

/// <summary>What stands in kernel code for compilers and checkers means nothing here.</summary>
public sealed class PassedOverTests
{
    private const string Head = """
        struct d { struct mutex m; int n; u32 tail[4] __counted_by(n); } __aligned(64);
        struct d d; static int table __read_mostly = 3;
        static int __init f(struct d *p, int a __maybe_unused) __acquires(&p->m) __must_hold( ( &p->m ) )
        {
            int r __maybe_unused = 0;
            switch (a) {
            case 0:
                r = 1;
                fallthrough;
            case 1:
                r++;
                break;
            default:
                dma_wmb();
                netdev_dbg(p, "x %d\n", r);
                fallthrough;
            case 7:
                r = 9;
            }
            mutex_lock(&p->m);
            return r;
        }
        static void __must_check g(struct d *p) __releases(&p->m) { mutex_unlock(&p->m); }

        """;

    [Theory]
    [InlineData("int r = f(&d, 0); assert(r == 2); g(&d); r = f(&d, 1); assert(r == 1); g(&d); r = f(&d, 3); assert(r == 9); g(&d);",
        "held")]
    [InlineData("int r = f(&d, 0); d.n = r;", "LocksAreGivenBack")]
    [InlineData("int r __must_check __always_unused; r = table; assert(r == 3); d.n = r;", "held")]
    [InlineData("g(&d); d.n = 1;", "LocksAreHeld")]
    public void It_is_passed_over(string code, string expected) =>
        Assert.Equal(expected, Checking.Verdict($"{Head}CPU0 {{ {code} }}"));

    [Theory]
    [InlineData("int fallthrough(void) { return 1; }")]
    [InlineData("int x; void f(void) __must_hold(&x { x = 1; }")]
    public void What_is_left_must_be_right(string text) =>
        Assert.NotEqual("", Checking.Problems($"{text} int y; CPU0 {{ y = 1; }}"));
}
