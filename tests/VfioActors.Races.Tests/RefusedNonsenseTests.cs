using VfioActors.Races.Files;

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
    [InlineData("x = \"text\";", "u8 * is assigned to s32")]
    [InlineData("a = \"text\";", "u8 * is assigned to struct one *")]
    [InlineData("x = twice(int);", "expected a value")]
    [InlineData("struct one o = 3;", "s32 is assigned to struct one")]
    [InlineData("x = (struct one)x;", "s32 cannot be cast to struct one")]
    [InlineData("if (0) { y = 1; }", "there is no 'y' here")]
    [InlineData("if (IS_ENABLED(FIX)) x = nosuch();", "there is no function or primitive 'nosuch'")]
    public void A_value_of_another_kind_is_refused(string code, string expected) => Refuses($$"""
        int x; int *p; u64 big; struct one { int f; }; struct one *a;
        void take(int *q) { *q = 1; }
        int give(void) { return 5; } int twice(int n) { return 2 * n; }
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
    [InlineData("if (p == 3) x = 1;", "s32 * == s32 means nothing")]
    [InlineData("if (p == a) x = 1;", "s32 * == struct one * means nothing")]
    [InlineData("x = p * 2 == NULL;", "s32 * * s32 means nothing")]
    [InlineData("x = -p == NULL;", "-s32 * means nothing")]
    [InlineData("x = a - p;", "struct one * - s32 * means nothing")]
    [InlineData("x = v + 1 == NULL;", "void * + s32 means nothing")]
    [InlineData("p += p;", "s32 * + s32 * means nothing")]
    [InlineData("xchg(&p, 3);", "s32 is assigned to s32 *")]
    [InlineData("cmpxchg(&p, NULL, 3);", "s32 is assigned to s32 *")]
    [InlineData("x = sizeof(x);", "sizes have no value here: sizeof stands in an allocation alone")]
    [InlineData("a = kzalloc(3 * sizeof(*a), GFP_KERNEL);", "'kzalloc' gives one object here, and no other size")]
    public void An_operator_that_means_nothing_is_refused(string code, string expected) => Refuses($$"""
        int x; int *p; struct one { int f; }; struct one *a; void *v;
        CPU0 { {{code}} }
        CPU1 { x = 1; }
        """, 2, expected);

    [Theory]
    [InlineData("spin_lock(&l, 3);", "'spin_lock' takes at most 1 arguments, here are 2")]
    [InlineData("assert(x, 1);", "'assert' takes at most 1 arguments, here are 2")]
    [InlineData("x = READ_ONCE(x, 1);", "'READ_ONCE' takes at most 1 arguments, here are 2")]
    [InlineData("WRITE_ONCE(x, 1, 2);", "'WRITE_ONCE' takes 2 arguments, here are 3")]
    [InlineData("x = xchg(&x, 1, 2);", "'xchg' takes at most 2 arguments, here are 3")]
    [InlineData("cpu_relax(1);", "'cpu_relax' takes at most 0 arguments, here are 1")]
    [InlineData("if (atomic_inc(&n)) x = 1;", "'atomic_inc' gives nothing back, and a value is needed here")]
    [InlineData("x = atomic_dec(&n);", "'atomic_dec' gives nothing back, and a value is needed here")]
    [InlineData("x = atomic_dec_if_negative(&n);", "there is no function or primitive 'atomic_dec_if_negative'")]
    [InlineData("spin_lock_irqrestore(&l, x);", "there is no function or primitive 'spin_lock_irqrestore'")]
    [InlineData("mutex_init(&x);", "'mutex_init' takes a pointer to")]
    [InlineData("INIT_WORK(&w, none);", "'none' is called with the work: it takes one argument")]
    [InlineData("wake_up_process(&x);", "'wake_up_process' takes a pointer to struct task_struct")]
    public void A_primitive_is_given_what_it_takes(string code, string expected) => Refuses($$"""
        int x; atomic_t n; DEFINE_SPINLOCK(l); struct work_struct w; void none(void) { x = 1; }
        CPU0 { {{code}} }
        CPU1 { x = 1; }
        """, 2, expected);

    [Theory]
    [InlineData("enum { A };\nCPU0 { int A = 1; if (A) x = 1; }", "'A' stands for a number already")]
    [InlineData("#define A 0\nCPU0 { int A = 1; if (A) x = 1; }", "'A' stands for a number already")]
    [InlineData("int y;\nint EIO; CPU0 { if (EIO) x = 1; }", "there is a number 'EIO' already")]
    [InlineData("void f(void) { x = 1; }\nint f; CPU0 { f(); }", "there is a function 'f' already")]
    [InlineData("CPU0 { x = 1; }\nalways(1);", "this claim looks at no shared variable")]
    [InlineData("CPU0 { x = 1; }\nsometimes(2 > 1);", "this claim looks at no shared variable")]
    [InlineData("void f(void) { x = 1; } CPU0 { x = 1; }\nnever_both(f, f);", "no thread calls 'f': the claim says nothing")]
    [InlineData("CPU0 { x = 1; }\ninit(CPU0) { x = 2; }", "unexpected '(', expected")]
    public void A_name_or_a_claim_that_means_nothing_is_refused(string text, string expected) =>
        Refuses($"int x;\n{text}", 3, expected);

    [Theory]
    [InlineData("int x; CPU0 { } CPU1 { }")]
    [InlineData("int x; init { x = 1; } CPU0 { int a = 3; a++; }")]
    public void A_file_in_which_no_thread_does_anything_is_refused(string text) =>
        Assert.Contains("no thread does anything", Checking.Problems(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("int f(void) { x = 1; }", true)]
    [InlineData("int f(void) { if (x) return 1; }", true)]
    [InlineData("int f(void) { while (x) return 1; }", true)]
    [InlineData("int f(void) { while (1) { if (x) break; } }", true)]
    [InlineData("int f(void) { while (1) { if (x) { x = 2; break; } } }", true)]
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
    [InlineData("int y = 1 / 0;", "expected a number that is known beforehand, or the address of a variable")]
    [InlineData("int y = x;", "expected a number that is known beforehand, or the address of a variable")]
    [InlineData("struct one *a = &big;", "u64 * is assigned to struct one *")]
    public void A_shared_variable_starts_with_a_value_of_its_kind(string variable, string expected) =>
        Refuses($"int x; u64 big; struct one {{ int f; }};\n{variable}\nCPU0 {{ x = 1; }}", 2, expected);

    [Theory]
    [InlineData(new byte[] { 0x43, 0x50, 0x55, 0xff, 0xfe, 0x0a, 0xc3 }, "text in UTF-8 is expected, and this is none")]
    [InlineData(new byte[] { 0x43, 0x00, 0x55, 0x00, 0x0a }, "text is expected, and this has zeros in it")]
    public void What_is_no_text_is_refused_in_one_line(byte[] content, string expected)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, content);
            var failure = Assert.Throws<RaceFileException>(() => RaceFile.Load(path));
            Assert.Single(failure.Lines, line => line.Contains("error:", StringComparison.Ordinal));
            Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Refuses(string text, int line, string expected)
    {
        var problems = Checking.Problems(text);
        Assert.StartsWith($"q.race:{line}:", problems, StringComparison.Ordinal);
        Assert.Contains($"error: {expected}", problems.Split('\n')[0], StringComparison.Ordinal);
    }
}
