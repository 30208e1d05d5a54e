namespace VfioActors.Races.Tests.Drivers;

/// <summary>Macros that take arguments are written out, token by token, as C has it.</summary>
public sealed class MacroTests
{
    [Theory]
    [InlineData("#define DOUBLE(x) x + x", "assert(DOUBLE(1) * 3 == 4);")]
    [InlineData("#define DOUBLE(x) ((x) + (x))", "assert(DOUBLE(1 + 1) * 3 == 12);")]
    [InlineData("#define MAXV(a, b) ((a) > (b) ? (a) : (b))", "assert(MAXV(MAXV(1, 2), f(3, 4)) == 7);")]
    [InlineData("#define NONE() 5", "assert(NONE() == 5);")]
    [InlineData("#define to_o(w) container_of(w, struct o, work)", "struct o *p = to_o(&g.work); assert(p == &g);")]
    [InlineData("#define swap_them(a, b) \\\n do { int t = a; a = b; b = t; } while (0)", "int x = 1, y = 2; swap_them(x, y); assert(x == 2 && y == 1);")]
    [InlineData("#define for_n(i, n) for (i = 0; i < (n); i++)", "int i, s = 0; for_n(i, 4) s += i; assert(s == 6);")]
    [InlineData("#define ONE(x) TWO(x)\n#define TWO(x) ((x) + N)\n#define N ONE1(2)\n#define ONE1(x) (x)", "assert(ONE(1) == 3);")]
    [InlineData("#define g2(a) (a + f(g2, 0))\nint g2 = 4;", "assert(g2(1) == 5);")]
    [InlineData("#define f2(a) f((a), 1)", "int f2 = 1; assert(f2(1) == 2 && f2 == 1);")]
    [InlineData("#define P (2)\n#define Q(a) a", "assert(P == 2 && Q((1, 3)) == 3);")]
    public void A_use_is_written_out(string macros, string code) => Assert.Equal("held", Checking.Verdict(
        $"{macros}\nstruct o {{ struct work_struct work; int n; }} g; int f(int a, int b) {{ return a + b; }} int z; CPU0 {{ z = 1; {code} }}"));

    [Fact]
    public void What_is_written_out_stands_where_the_use_does() => Assert.Contains(
        "3/ take(l);", Checking.Ladder("#define take(l) spin_lock(&l)\nDEFINE_SPINLOCK(l); int x; CPU0 {\ntake(l);\ntake(l); }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("#define A(x) x", "A(1, 2);", "'A' takes 1 arguments, here are 2")]
    [InlineData("#define A(x, ...) x", "z = 1;", "expected names between the parentheses")]
    [InlineData("#define A(x) x\n#define A(y) 2", "z = 1;", "'A' stands for something else already")]
    [InlineData("#define A(x) B(x) B(x)\n#define B(x) C(x) C(x)\n#define C(x) D(x) D(x) D(x) D(x)\n#define D(x) E(x) E(x) E(x) E(x)\n"
        + "#define E(x) F(x) F(x) F(x) F(x) F(x)\n#define F(x) x x x x x x x", "A(1);", "stands for more than 2000 words here")]
    public void What_is_wrong_is_told(string macros, string code, string expected) => Assert.Contains(
        expected, Checking.Problems($"{macros}\nint z; CPU0 {{ z = 1; {code} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("unsigned long flags; if (spin_trylock_irqsave(&l, flags)) { x++; spin_unlock_irqrestore(&l, flags); }", "held")]
    [InlineData("unsigned long flags; if (spin_trylock_irqsave(&l, flags)) x++;", "LocksAreGivenBack")]
    [InlineData("if (spin_trylock(&l)) { x++; spin_unlock(&l); }", "LocksAreTakenOnce")]
    [InlineData("if (spin_trylock_irq(&l)) { x++; spin_unlock_irq(&l); }", "held")]
    [InlineData("spin_lock_irq(&l); if (spin_trylock_irqsave(&l, x)) x++; spin_unlock_irq(&l);", "held")]
    [InlineData("unsigned long w = 1; change_bit(3, &w); assert(w == 9 && test_and_change_bit(3, &w) && w == 1 && !test_and_change_bit(1, &w));", "held")]
    public void A_lock_is_tried_with_interrupts_off(string code, string expected) => Assert.Equal(expected, Checking.Verdict(
        $"DEFINE_SPINLOCK(l); int x; CPU0 {{ {code} }} irq {{ spin_lock(&l); x++; spin_unlock(&l); }}"));
}
