using VfioActors.Races.Files;
using VfioActors.Races.Texts;
using VfioActors.Testing;

namespace VfioActors.Races.Tests;

/// <summary>
/// What is wrong with a file is said as a compiler says it: place, line, caret, expectation, suggestion.
/// </summary>
public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("notes.md", "# Notes\n\nIt is not `fast`: see (here).\n")]
    [InlineData("empty.txt", "nothing; at all\n")]
    public void What_was_never_meant_as_a_race_file_is_told_in_one_line(string name, string text)
    {
        var refused = Assert.Throws<RaceFileException>(() =>
            new RaceFile(new SourceText(name, text)).Check(new SortedSet<string>()));
        Assert.Single(refused.Problems);
        Assert.Contains("this is no race file", Assert.Single(refused.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q.race", "int x = ;\nint y = ;\n")]
    [InlineData("q.c", "int x = ;\nint y = ;\nirq(CPU1)\n{ x = 1; }\n")]
    [InlineData("q.txt", "int x = ;\nint y = ;\nCPU0 { x = 1; }\n")]
    public void Of_what_may_be_one_every_error_is_told(string name, string text)
    {
        var refused = Assert.Throws<RaceFileException>(() =>
            new RaceFile(new SourceText(name, text)).Check(new SortedSet<string>()));
        Assert.Equal([1, 2], refused.Problems.Select(problem => new SourceText(name, text).LineOf(problem.Place.Start)));
    }

    /// <summary>The caret is below the place, also where a line is shown in part.</summary>
    [Theory]
    [InlineData(0, 0), InlineData(20, 20), InlineData(0, 400), InlineData(400, 0), InlineData(400, 400)]
    public void Of_a_very_long_line_the_part_around_the_place_is_shown(int before, int behind)
    {
        SourceText source = new("q.race", $"{new string('a', before)}?{new string('b', behind)}");
        string[] lines = [.. new Diagnostic(new(before, 1), "wrong").Lines(source)];
        Assert.Equal('?', lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)]);
        Assert.True(lines[1].Length < 180, $"{lines[1].Length} columns");
        Assert.Equal(before + behind > 160, lines[1].Contains("...", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_errors_are_told_in_one_go() => Golden.Verify("", Checking.Problems("""
        struct dev { int data; spinlock_t lock; refcount_t refs; };
        struct dev d;
        int x

        void put(struct dev *d)
        {
        	if (refcount_dec_and_tset(&d->refs)
        		kfree(d);
        	d->dta = 1;
        }

        CPU0 {
        	spin_lock(d.lock);
        	x = ;
        	for (i = 0; i < 3; i++) y = 1;
        }

        CPU1 {
        	spin_unlok(&d.lock);
        	goto ot;
        out:
        	put(&d, 1);
        }

        finaly(x == 1);
        """));

    [Fact]
    public void Names_are_looked_up_and_nearly_right_ones_suggested() => Golden.Verify("", Checking.Problems("""
        struct dev { int data; spinlock_t lock; refcount_t refs; };
        struct dev d;
        struct dve *p;
        int counter;
        void put(struct dev *d) { refcount_dec_and_tset(&d->refs); d->dta = 1; }
        CPU0 {
        	spin_lock(d.lock);
        	mutex_lock(&d.lock);
        	couter = 1;
        	d->data = 1;
        	*counter = 2;
        	d.refs = 3;
        	goto ot;
        out:
        	put(&d, 1);
        	put(put(&d));
        	break;
        }
        always(kfree(&d));
        """));

    [Theory]
    [InlineData("", "q.race:1:1: error: there is no thread in this file")]
    [InlineData("CPU0 { int x = 08; }", "q.race:1:16: error: '08' is no number of at most 64 bits")]
    [InlineData("/* CPU0 { }", "q.race:1:1: error: this comment has no end")]
    [InlineData("CPU0 { char c = 'a; }", "q.race:1:17: error: this text has no end in its line")]
    [InlineData("CPU0 { x @ 1; }", "q.race:1:10: error: '@' means nothing here")]
    [InlineData("#ifdef A\nCPU0 { }", "q.race:1:1: error: this #ifdef has no #endif")]
    [InlineData("#endif\nCPU0 { }", "q.race:1:1: error: there is no #ifdef before this #endif")]
    [InlineData("#ifedf A\n#endif\nCPU0 { }", "q.race:1:1: error: there is no #ifedf")]
    [InlineData("int f(int n) { return f(n); } CPU0 { f(1); }", "q.race:1:23: error: 'f' calls itself")]
    [InlineData("CPU0 { int x; int x; }", "q.race:1:19: error: there is a 'x' already in this block")]
    [InlineData("int f(int x) { int x = 2; return x; } CPU0 { f(1); }",
        "q.race:1:20: error: there is a 'x' already in this block")]
    [InlineData("int y; void f(int x) { x = 1; int *x = NULL; } CPU0 { y = 1; }",
        "q.race:1:36: error: there is a 'x' already in this block")]
    [InlineData("CPU0 { return 1; }", "q.race:1:8: error: CPU0 gives nothing back")]
    [InlineData("int a[0]; CPU0 { }", "q.race:1:7: error: expected a number from 1 to 64")]
    [InlineData("CPU0 { void *p = kzalloc(1, 2); }", "q.race:1:18: error: it must be known what is allocated")]
    [InlineData("CPU0 { } CPU0 { }", "q.race:1:10: error: there is a CPU0 already")]
    [InlineData("CPU0 { } }", "q.race:1:10: error: unexpected '}', expected")]
    [InlineData("#variants B\n#ifdef A\n#endif\nCPU0 { }", "q.race:1:1: error: no #ifdef asks for 'B'")]
    [InlineData("int x; CPU0 { switch (x) { case 1: case 2: case 1: x = 0; } }",
        "q.race:1:49: error: there is a case 1 already")]
    [InlineData("int x; CPU0 { switch (x) { default: default: x = 0; } }",
        "q.race:1:37: error: there is a default already")]
    [InlineData("enum { A, B, A }; CPU0 { }", "q.race:1:14: error: there is a 'A' already")]
    [InlineData("enum { A }; int A; CPU0 { }", "q.race:1:17: error: there is a number 'A' already")]
    [InlineData("#define N 1\nint a[N];\n#define N 2\nCPU0 { }", "q.race:3:1: error: 'N' stands for 1 already")]
    [InlineData("int x; CPU0 { x = choose(x); }", "q.race:1:26: error: expected a number that is known beforehand")]
    [InlineData("int x; CPU0 { x = choose(17); }", "q.race:1:26: error: expected a number from 1 to 16, this is 17")]
    public void An_error_is_told_where_it_is(string text, string expected) =>
        Assert.StartsWith(expected, Checking.Problems(text), StringComparison.Ordinal);

    /// <summary>Not "unexpected", nor a name that happens to be near: how to ask without it.</summary>
    [Theory]
    [InlineData("struct hrtimer t; CPU0 { hrtimer_get_remaining(&t); }", "of hrtimers there are hrtimer_setup()")]
    [InlineData("int t; CPU0 { timer_setup_on_stack(&t, 1, 0); }", "timers on the stack are not built in")]
    [InlineData("int t; CPU0 { init_timer(&t); }", "it was left out of Linux")]
    [InlineData("struct percpu_ref r; CPU0 { percpu_ref_switch_to_atomic(&r, NULL); }", "of percpu_refs there are")]
    [InlineData("int h; CPU0 { hlist_bl_add_head(&h, 1); }", "these are not built in: a struct hlist_head")]
    [InlineData("struct idr r; CPU0 { idr_alloc_u32(&r, &r, 0, 0, 0); }", "of idrs there are idr_alloc()")]
    [InlineData("int n; CPU0 { kthread_bind(&n, 0); }", "of kthreads there are kthread_run()")]
    [InlineData("DEFINE_PER_CPU(int, n); CPU0 { }", "per-processor variables are not built in")]
    public void What_the_kernel_has_and_the_language_has_not_is_named(string text, string hint)
    {
        var problems = Checking.Problems(text);
        Assert.Contains(hint, problems, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", problems, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_ones_own_is_not_taken_for_one_of_the_kernels() =>
        Assert.Contains(
            "did you mean 'guarded'", Checking.Problems("void guarded(void) { } int x; CPU0 { guardd(); x = 1; }"),
            StringComparison.Ordinal);

    /// <summary>What the hint says to write is read, ends, and tells the right order from the wrong one.</summary>
    [Theory]
    [InlineData("s++; a = 1; b = 1; s++;", true)]
    [InlineData("a = 1; s++; b = 1; s++;", false)]
    public void A_sequence_count_can_be_written_by_hand(string writes, bool holds) =>
        Assert.Equal(holds, Checking.Verdict($$"""
            unsigned s; int a; int b;
            CPU0 { {{writes}} }
            CPU1 {
                unsigned seen; int x; int y;
                do {
                    while (READ_ONCE(s) & 1) cpu_relax();
                    seen = READ_ONCE(s) & ~1; x = a; y = b;
                } while (READ_ONCE(s) != seen);
                assert(x == y);
            }
            """) == "held");

    [Theory]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("if (1) ")]
    [InlineData("!")]
    [InlineData("x = ")]
    [InlineData("1 ? 2 : ")]
    [InlineData("a[")]
    public void Nesting_without_end_is_refused(string piece)
    {
        var text = $"CPU0 {{ {string.Concat(Enumerable.Repeat(piece, 5_000))} }}";
        Assert.Contains("levels of nesting", Checking.Problems(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x = 1", "+ 1")]
    [InlineData("x = 1", "|| x == 1")]
    [InlineData("x", "[0]")]
    [InlineData("x", "->x")]
    [InlineData("x = (1", "+ (1 - 2)")]
    public void Operators_without_end_are_refused(string first, string piece)
    {
        var text = $"int x; CPU0 {{ {first}{string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length))}; }}";
        Assert.Contains("' is one too many: at most 1000 operators in one expression", Checking.Problems(text),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_of_too_many_instructions_is_refused()
    {
        var one = string.Join(" || ", Enumerable.Repeat("x == 0", 300));
        var text = $"int x; int f(void) {{ return {one}; }} CPU0 {{ x = 1; }} "
            + $"finally({string.Join(" || ", Enumerable.Repeat("f()", 20))});";
        Assert.Contains("a claim has more than 6000 instructions", Checking.Problems(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("always")]
    [InlineData("finally")]
    public void A_claim_that_takes_too_long_is_not_taken_for_one_that_holds(string claim)
    {
        var verdict = Checking.Verdict($$"""
            int x;
            int f(void) { int i; for (i = 0; i < 20000; i++) ; return x > 1; }
            CPU0 { x = 1; }
            {{claim}}(f());
            """);
        Assert.StartsWith("?", verdict, StringComparison.Ordinal);
        Assert.Contains("more than 10000 instructions", verdict, StringComparison.Ordinal);
    }
}
