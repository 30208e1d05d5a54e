namespace VfioActors.Races.Tests;

/// <summary>Sequence counts, loops that look until a word is another, and waits that may time out.</summary>
public sealed class SequenceTests
{
    private const string Declarations = "seqcount_t s; DEFINE_SEQLOCK(sl); int a, b;";

    public static TheoryData<string, string, string> Writers => new()
    {
        { "preempt_disable(); write_seqcount_begin(&s); a = 1; b = 1; write_seqcount_end(&s); preempt_enable();", "s",
            "held" },
        { "preempt_disable(); a = 1; write_seqcount_begin(&s); b = 1; write_seqcount_end(&s); preempt_enable();", "s",
            "broken" },
        { "a = 1; b = 1; write_seqcount_invalidate(&s);", "s", "broken" },
        { "write_seqlock(&sl); a = 1; b = 1; write_sequnlock(&sl);", "sl", "held" },
        { "write_seqlock_irqsave(&sl, 0); a = 1; b = 1; write_sequnlock_irqrestore(&sl, 0);", "sl", "held" },
        { "spin_lock(&sl.lock); a = 1; b = 1; spin_unlock(&sl.lock);", "sl", "broken" },
    };

    [Theory, MemberData(nameof(Writers))]
    public void A_reader_sees_all_of_a_write_or_nothing(string write, string name, string expected)
    {
        var kind = name == "s" ? ("read_seqcount_begin", "read_seqcount_retry") : ("read_seqbegin", "read_seqretry");
        var verdict = Checking.Verdict($$"""
            {{Declarations}}
            CPU0 { {{write}} }
            CPU1 { unsigned seq; int x, y;
                do { seq = {{kind.Item1}}(&{{name}}); x = a; y = b; } while ({{kind.Item2}}(&{{name}}, seq));
                assert(x == y); }
            sometimes(a == 1);
            """);
        Assert.Equal(expected, verdict == "held" ? "held" : verdict[0] == '?' ? verdict : "broken");
    }

    [Fact]
    public void Two_writers_without_a_lock_let_a_reader_through() => Assert.NotEqual("held", Checking.Verdict($$"""
        {{Declarations}}
        CPU0 { preempt_disable(); write_seqcount_begin(&s); a = 1; b = 1; write_seqcount_end(&s); preempt_enable(); }
        CPU1 { preempt_disable(); write_seqcount_begin(&s); a = 2; b = 2; write_seqcount_end(&s); preempt_enable(); }
        CPU2 { unsigned seq = raw_seqcount_begin(&s); int x = a, y = b;
            if (!read_seqcount_retry(&s, seq)) assert(x == y); }
        """));

    /// <summary>Each of these only looks: it waits, and no bound on rounds is met.</summary>
    [Theory]
    [InlineData("while (!READ_ONCE(x)) cpu_relax();")]
    [InlineData("while (!x) ;")]
    [InlineData("while ((t = READ_ONCE(x)) == 0) cpu_relax();")]
    [InlineData("do { t = READ_ONCE(x); } while (!t);")]
    [InlineData("for (;;) { t = READ_ONCE(x); if (t) break; cpu_relax(); }")]
    [InlineData("while (1) { if (smp_load_acquire(&x)) break; }")]
    [InlineData("while (true) { int seen = x; if (!seen) continue; t = seen; break; }")]
    [InlineData("while (!ready(&x)) cpu_relax();")]
    [InlineData("while (!test_bit(0, &x)) cpu_relax();")]
    [InlineData("while (!READ_ONCE(d->x)) cpu_relax();")]
    public void A_loop_that_only_looks_waits_for_the_word(string loop)
    {
        var text = $$"""
            struct dev { int x; }; int x; int y; struct dev dev;
            int ready(int *p) { return READ_ONCE(*p) != 0; }
            CPU0 { int t = 0; struct dev *d = &dev; {{loop}} assert(y == 1); }
            CPU1 { y = 1; dev.x = 1; x = 1; }
            """;
        Assert.Equal("held", Checking.Verdict(text));
        Assert.NotEqual("held", Checking.Verdict(text.Replace("y = 1; dev.x = 1;", "dev.x = 1;")
            .Replace("x = 1; }", "x = 1; y = 1; }", StringComparison.Ordinal)));
        Assert.Equal("Progress", Checking.Verdict(text.Replace("dev.x = 1; x = 1;", "", StringComparison.Ordinal)));
    }

    /// <summary>What remembers something of the round before goes round, and its rounds are bounded.</summary>
    [Theory]
    [InlineData("while (!READ_ONCE(x)) t++;")]
    [InlineData("while (!READ_ONCE(x) && t < 20) t = t + 1;")]
    [InlineData("do { t = t + x; } while (!t);")]
    [InlineData("int skips = 1; while (1) { if (skips) continue; t = READ_ONCE(x); if (t) break; }")]
    [InlineData("int skips = 1; do { if (!skips) t = READ_ONCE(x); } while (!t);")]
    [InlineData("while (!READ_ONCE(x)) y = 2;")]
    [InlineData("while (!READ_ONCE(x) || !READ_ONCE(y)) cpu_relax();")]
    [InlineData("int seen = 0; do { if (!seen) seen = 1; else t = READ_ONCE(x); } while (!t);")]
    public void A_loop_that_does_more_goes_round(string loop)
    {
        var verdict = Checking.Verdict($$"""
            int x; int y;
            CPU0 { int t = 0; {{loop}} }
            CPU1 { y = 1; x = 1; }
            """);
        Assert.StartsWith("?", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_counts_what_it_sees_ends_by_its_count() => Assert.Equal("held", Checking.Verdict("""
        int x; int timedout;
        CPU0 { int t = 0; while (!READ_ONCE(x) && t < 3) t++; if (t == 3) timedout = 1; }
        CPU1 { x = 1; }
        sometimes(timedout); sometimes(!timedout);
        """));

    [Theory]
    [InlineData("wait_for_completion_timeout(&c, HZ)")]
    [InlineData("wait_for_completion_interruptible_timeout(&c, msecs_to_jiffies(10))")]
    [InlineData("wait_event_timeout(q, x, HZ)")]
    [InlineData("wait_event_interruptible_timeout(q, READ_ONCE(x) == 1, 10)")]
    public void A_wait_may_time_out_at_any_time_and_says_so(string wait) => Assert.Equal("held", Checking.Verdict($$"""
        struct completion c; wait_queue_head_t q; int x, came, late;
        CPU0 { if ({{wait}}) { came = 1; assert(x == 1); } else { late = 1; } }
        CPU1 { x = 1; wake_up(&q); complete(&c); }
        sometimes(came); sometimes(late); sometimes(late && x);
        """));

    [Fact]
    public void Nobody_waits_for_ever_who_may_time_out() => Assert.Equal("held", Checking.Verdict("""
        struct completion c; int x; CPU0 { if (wait_for_completion_timeout(&c, 1)) x = 1; } finally(x == 0);
        """));

    [Fact]
    public void A_wait_that_may_time_out_sleeps() => Assert.Equal("NoSleepInAtomic", Checking.Verdict("""
        struct completion c; DEFINE_SPINLOCK(l); int x;
        CPU0 { spin_lock(&l); x = wait_for_completion_timeout(&c, 1); spin_unlock(&l); }
        """));
}
