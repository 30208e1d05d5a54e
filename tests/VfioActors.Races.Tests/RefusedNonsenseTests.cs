namespace VfioActors.Races.Tests;

/// <summary>
/// What no kernel compiler takes is refused with its place: taken silently it would make a verdict about other code than
/// the one that was meant.
/// </summary>
public sealed class RefusedNonsenseTests
{
    [Theory]
    [InlineData("p = 3;", "s32 is assigned to s32 *")]
    [InlineData("p = x;", "s32 is assigned to s32 *")]
    [InlineData("x = p;", "s32 * is assigned to s32")]
    [InlineData("x = NULL;", "void * is assigned to s32")]
    [InlineData("int *q = 7;", "s32 is assigned to s32 *")]
    [InlineData("WRITE_ONCE(p, 1);", "s32 is assigned to s32 *")]
    [InlineData("p = a;", "struct one * is assigned to s32 *")]
    [InlineData("a = &x;", "s32 * is assigned to struct one *")]
    [InlineData("p = &big;", "u64 * is assigned to s32 *")]
    [InlineData("take(5);", "s32 is assigned to s32 *")]
    [InlineData("p = give();", "s32 is assigned to s32 *")]
    [InlineData("x = nothing();", "'nothing' gives nothing back, and a value is needed here")]
    [InlineData("if (nothing()) x = 1;", "'nothing' gives nothing back, and a value is needed here")]
    [InlineData("x = 1 + nothing();", "'nothing' gives nothing back, and a value is needed here")]
    [InlineData("struct one o = 3;", "s32 is assigned to struct one")]
    [InlineData("x = (struct one)x;", "s32 cannot be cast to struct one")]
    [InlineData("if (0) { y = 1; }", "there is no 'y' here")]
    [InlineData("if (IS_ENABLED(FIX)) x = nosuch();", "there is no function or primitive 'nosuch'")]
    public void A_value_of_another_kind_is_refused(string code, string expected) => Refuses($$"""
        int x; int *p; u64 big; struct one { int f; }; struct one *a;
        void take(int *q) { *q = 1; }
        int give(void) { return 5; }
        void nothing(void) { x = 2; }
        #ifdef FIX
        #endif
        CPU0 { {{code}} }
        CPU1 { x = 1; }
        """, 7, expected);

    [Theory]
    [InlineData("p = NULL; p = 0; p = x ? NULL : &x; p = (int *)5; big = (u64)p;")]
    [InlineData("void *v = p; p = v; bool t = p; if (p == NULL || !p) x = 1;")]
    [InlineData("p = row; p = &row[1]; u32 *u = &x; (void)give(); give(); nothing();")]
    [InlineData("for (nothing(); x < 1; give()) x = 1;")]
    public void What_c_takes_is_taken(string code) => Assert.Equal("", Checking.Problems($$"""
        int x; int *p; u64 big; int row[2];
        int give(void) { return 5; }
        void nothing(void) { x = 2; }
        CPU0 { {{code}} }
        """));

    [Theory]
    [InlineData("int f(void) { x = 1; }", true)]
    [InlineData("int f(void) { if (x) return 1; }", true)]
    [InlineData("int f(void) { while (x) return 1; }", true)]
    [InlineData("int f(void) { while (1) { if (x) break; } }", true)]
    [InlineData("int f(void) { switch (x) { case 1: return 1; } }", true)]
    [InlineData("int f(void) { switch (x) { case 1: return 1; default: break; } }", true)]
    [InlineData("int f(void) { goto out; return 1; out: x = 2; }", true)]
    [InlineData("int f(void) { if (x) return 1; else return 2; }", false)]
    [InlineData("int f(void) { while (1) { if (x) return 1; } }", false)]
    [InlineData("int f(void) { switch (x) { case 1: return 1; default: return 2; } }", false)]
    [InlineData("int f(void) { if (x) goto out; return 1; out: return 2; }", false)]
    [InlineData("int f(void) { again: if (x) return 2; goto again; }", false)]
    public void A_function_that_ends_without_its_value_is_refused(string function, bool isRefused)
    {
        var text = $"int x;\n{function}\nCPU0 {{ x = f(); }}\nCPU1 {{ x = 2; }}";
        if (isRefused) { Refuses(text, 2, "'f' gives s32 back, and can end without a return"); }
        else { Assert.Equal("", Checking.Problems(text)); }
    }

    [Theory]
    [InlineData("int f(void) { return; }", "'f' gives s32 back, and this return has no value")]
    [InlineData("void f(void) { return 1; }", "f gives nothing back")]
    [InlineData("void f(void) { y = 1; }", "there is no 'y' here")]
    [InlineData("void f(void) { goto out; }", "there is no label 'out' in f")]
    [InlineData("int f(void) { x = 1; }", "'f' gives s32 back, and can end without a return")]
    public void A_function_that_nobody_calls_is_read_too(string function, string expected) =>
        Refuses($"int x;\n{function}\nCPU0 {{ x = 1; }}\nCPU1 {{ x = 2; }}", 2, expected);

    [Theory]
    [InlineData("int *p = 3;", "s32 is assigned to s32 *")]
    [InlineData("int *p = &big;", "u64 * is assigned to s32 *")]
    [InlineData("int y = &big;", "u64 * is assigned to s32")]
    [InlineData("int y = NULL;", "void * is assigned to s32")]
    [InlineData("struct one *a = &big;", "u64 * is assigned to struct one *")]
    public void A_shared_variable_starts_with_a_value_of_its_kind(string variable, string expected) =>
        Refuses($"int x; u64 big; struct one {{ int f; }};\n{variable}\nCPU0 {{ x = 1; }}", 2, expected);

    private static void Refuses(string text, int line, string expected)
    {
        var problems = Checking.Problems(text);
        Assert.StartsWith($"q.race:{line}:", problems, StringComparison.Ordinal);
        Assert.Contains($"error: {expected}", problems.Split('\n')[0], StringComparison.Ordinal);
    }
}
