using VfioActors.Races.Files;
using VfioActors.Races.Reports;
using VfioActors.Testing;

namespace VfioActors.Races.Tests;

/// <summary>The ladder in a file's own lines.</summary>
public sealed class LadderTests
{
    [Fact]
    public void The_template_shows_a_last_put_against_a_get() =>
        Golden.Verify("", Checking.Ladder(RaceTemplate.Text));

    [Fact]
    public void A_deadlock_shows_the_spans_of_the_locks() => Golden.Verify("", Checking.Ladder("""
        DEFINE_MUTEX(a);
        DEFINE_MUTEX(b);
        int x;

        CPU0 {
        	mutex_lock(&a);
        	mutex_lock(&b);
        	x = 1;
        	mutex_unlock(&b);
        	mutex_unlock(&a);
        }

        CPU1 {
        	mutex_lock(&b);
        	mutex_lock(&a);
        	x = 2;
        	mutex_unlock(&a);
        	mutex_unlock(&b);
        }
        """));

    /// <summary>Where somebody waits for readers, taking a spinlock is a step of a reader, too; it is one line.</summary>
    [Fact]
    public void A_line_that_takes_a_spinlock_is_shown_once()
    {
        var ladder = Checking.Ladder("""
            struct o { int n; }; struct o *p; DEFINE_SPINLOCK(l);
            init { p = kzalloc(sizeof(*p), GFP_KERNEL); }
            CPU0 {
            	struct o *q;
            	spin_lock(&l);
            	q = p;
            	spin_unlock(&l);
            	if (q) q->n = 1;
            }
            CPU1 { struct o *r = xchg(&p, NULL); synchronize_rcu(); kfree(r); }
            """);
        Assert.Single(ladder.Split('\n'), line => line.Contains("spin_lock(&l);", StringComparison.Ordinal));
        Assert.Single(ladder.Split('\n'), line => line.Contains("spin_unlock(&l);", StringComparison.Ordinal));
    }

    /// <summary>With a thread left out the claim would fail in every order, and say nothing of the file's.</summary>
    [Theory]
    [InlineData("CPU0 { x = 1; } CPU1 { x = 2; } finally(x == 1);", "No overlap is needed: CPU0 and then CPU1 break it")]
    [InlineData("CPU0 { x = 3; } CPU1 { x = 2; } finally(x == 1);", "in each of their 2 orders: no race is needed")]
    [InlineData("CPU0 { x++; } CPU1 { x++; } CPU2 { y = 1; } finally(x == 2);", "of CPU1 comes before line")]
    public void What_does_not_hold_at_the_start_either_is_about_all_threads(string text, string why)
    {
        var ladder = Checking.Ladder("int x; int y;" + text.Replace(" CPU", "\nCPU", StringComparison.Ordinal));
        Assert.Contains("CPU0", ladder);
        Assert.Contains("CPU1", ladder);
        Assert.DoesNotContain("CPU2", ladder);
        Assert.Contains(why, string.Join(' ', ladder.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>Without who wakes it too early, or finds it too early, a sleeper would sleep in every order.</summary>
    [Theory]
    [InlineData(
        "struct completion c;\nCPU0 { wait_for_completion(&c); }\nCPU1 { complete_all(&c); reinit_completion(&c); }\n"
            + "CPU2 { y = 1; }\nint y;")]
    [InlineData(
        "struct completion c; int asked; int y;\nCPU0 { asked = 1; wait_for_completion(&c); }\n"
            + "CPU1 { if (asked) complete(&c); }\nCPU2 { y = 1; }")]
    public void Who_sleeps_for_ever_is_shown_beside_who_could_have_woken_it(string text)
    {
        var ladder = Checking.Ladder(text);
        Assert.Contains("CPU0 waits for c", ladder);
        Assert.Contains("CPU1", ladder);
        Assert.DoesNotContain("CPU2", ladder);
        Assert.DoesNotContain("no race is needed", ladder);
    }

    /// <summary>Of two sleepers and one waking each order leaves one asleep; no one is said to be clean.</summary>
    [Fact]
    public void Orders_that_cannot_be_done_one_after_the_other_are_not_taken_for_clean_ones()
    {
        var ladder = Checking.Ladder(
            "struct completion c;\nCPU0 { wait_for_completion(&c); }\nCPU1 { wait_for_completion(&c); }\n"
                + "CPU2 { complete(&c); }");
        Assert.Contains(
            "in each of the 2 orders in which they can be done so",
            string.Join(' ', ladder.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>What init does is done without any thread, too, and does not say what they do.</summary>
    [Theory]
    [InlineData("init { x = 2; }\nCPU0 { x = 3; }\nfinally(x == 1);")]
    [InlineData(
        "void f(struct work_struct *w) { x = y; }\nDECLARE_WORK(work, f);\ninit { y = 1; }\n"
            + "CPU0 { y = 2; schedule_work(&work); y = 3; }\nfinally(x == 2);")]
    public void Who_does_what_is_claimed_in_the_end_is_shown_beside_an_init(string text) =>
        Assert.Contains("CPU0", Checking.Ladder($"int x; int y;\n{text}"));

    /// <summary>A thread does not come before what comes before all, nor work before it is queued.</summary>
    [Theory]
    [InlineData(
        "init { slot = &x; }\nCPU0 { int *p = xchg(&slot, NULL); assert(p); }\nCPU1 { xchg(&slot, NULL); }",
        "CPU1 and then CPU0 break it; in the opposite order it holds.")]
    [InlineData(
        "void f(struct work_struct *w) { assert(!x); }\nDECLARE_WORK(work, f);\nCPU0 { x = 1; }\n"
            + "CPU1 { if (!x) schedule_work(&work); }",
        "break it whenever CPU0 comes between CPU1 and kworker, and hold otherwise.")]
    public void What_cannot_be_so_is_not_counted_among_the_orders(string text, string why)
    {
        var ladder = Checking.Ladder($"int x; int *slot;\n{text}");
        Assert.Contains(
            why, string.Join(' ', ladder.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Who_sleeps_in_every_order_is_shown_alone() =>
        Assert.DoesNotContain("CPU1", Checking.Ladder(
            "struct completion c; int y;\nCPU0 { wait_for_completion(&c); }\nCPU1 { y = 1; }"));

    [Theory]
    [InlineData("int x;\nCPU0 { x = 2; }\nalways(x == 1);", "   -> BUG: line 3: always(x == 1) fails at the start")]
    [InlineData("int x;\ninit { x = 2; }\nCPU0 { x = 1; }\nalways(x == 1);", "   -> BUG: line 4: always(x == 1) fails")]
    public void What_is_broken_before_any_thread_steps_is_shown_without_one(string text, string bug)
    {
        var ladder = Checking.Ladder(text);
        Assert.StartsWith(bug, ladder, StringComparison.Ordinal);
        Assert.Contains("before any thread has taken a step", ladder);
    }

    [Theory]
    [InlineData("int x;\nCPU0 { BUG_ON(1); }\nCPU1 { x = 1; }")]
    [InlineData("int x;\ninit { x = 4; }\nCPU0 { BUG_ON(1); }\nCPU1 { x = 1; }")]
    public void What_a_thread_breaks_by_itself_is_not_broken_before_it(string text) =>
        Assert.DoesNotContain("before any thread", Checking.Ladder(text));

    [Fact]
    public void Who_is_in_which_of_two_functions_is_shown()
    {
        var ladder = Checking.Ladder(
            "int x;\nvoid f(void) { }\nvoid g(void) { x = 1; }\nCPU0 { f(); }\nCPU1 { g(); }\nnever_both(f, g);");
        Assert.Contains("4  CPU0 { f(); }", ladder);
        Assert.Contains("CPU1 is in g while CPU0 is in f", ladder);
    }

    [Fact]
    public void No_line_is_wider_than_a_mail() =>
        Assert.All(
            Checking.Ladder(RaceTemplate.Text).Split('\n').TakeWhile(line => line.Length > 0),
            line => Assert.InRange(line.Length, 0, RaceLadder.Width));

    /// <summary>With a switch on a file is another one: its ladder shows no line that is left out then.</summary>
    [Fact]
    public void A_ladder_is_of_the_file_with_its_switches()
    {
        const string Text = """
            struct d { int n; };
            struct d *d;
            DEFINE_MUTEX(lock);
            init { d = kzalloc(sizeof(*d), GFP_KERNEL); }
            CPU0 {
            #ifdef FIX
            	mutex_lock(&lock);
            	d->n = 1;
            	mutex_unlock(&lock);
            #else
            	d->n = 2;
            #endif
            }
            CPU1 { kfree(d); }
            """;
        Assert.Contains("d->n = 2;", Checking.Ladder(Text), StringComparison.Ordinal);
        var ladder = Checking.Ladder(Text, "FIX");
        Assert.Contains("d->n = 1;", ladder, StringComparison.Ordinal);
        Assert.DoesNotContain("d->n = 2;", ladder, StringComparison.Ordinal);
    }
}
