using VfioActors.Exploration;

namespace VfioActors.Races.Tests;

/// <summary>Loops whose rounds are not counted.</summary>
public sealed class RoundsTests
{
    private const string Polling = """
        int n;
        int poll(void *d) { while (!kthread_should_stop()) { n = 1; schedule_timeout(HZ); } return 0; }
        struct task_struct *t;
        init { t = kthread_run(poll, NULL, "poll"); }
        CPU0 { n = 2; REMOVE }
        """;

    [Theory]
    [InlineData("kthread_stop(t); n = 3;", "finally(n == 3);", "Held")]
    [InlineData("n = 3; kthread_stop(t);", "finally(n == 3);", "Broken")]
    [InlineData("", "", "Broken")]
    public void A_loop_that_somebody_ends_has_an_end(string remove, string claim, string expected)
    {
        var text = Polling.Replace("REMOVE", remove, StringComparison.Ordinal) + claim;
        Assert.Equal(expected, Checking.Run(text, "stateful", values: ("rounds", "0")).Verdict.ToString());
    }

    [Fact]
    public void One_that_is_counted_is_cut() => Assert.Contains("was left after 8 rounds", Checking.Run(
        Polling.Replace("REMOVE", "kthread_stop(t);", StringComparison.Ordinal), "stateful").Doubt,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("CPU0 { while (x < 20) x++; } finally(x == 20);")]
    [InlineData("CPU0 { do { x++; } while (x < 20); } finally(x == 20);")]
    [InlineData("CPU0 { while (READ_ONCE(x) != 20) cpu_relax(); } CPU1 { x = 20; } finally(x == 20);")]
    [InlineData("CPU0 { do { cpu_relax(); } while (!READ_ONCE(x)); x = 20; } CPU1 { x = 1; } finally(x == 20);")]
    [InlineData("CPU0 { again: x++; if (x < 20) goto again; } finally(x == 20);")]
    [InlineData("spinlock_t l; CPU0 { spin_lock(&l); while (x < 20) x++; spin_unlock(&l); } finally(x == 20);")]
    public void All_its_rounds_are_taken(string text) => Assert.Equal(
        Verdict.Held, Checking.Run($"int x; {text}", "stateful", values: ("rounds", "0")).Verdict);

    [Theory]
    [InlineData("CPU0 { int i = 1; x = 1; while (i) ; }")]
    [InlineData("spinlock_t l; CPU0 { int i = 1; spin_lock(&l); while (i) x = x; spin_unlock(&l); }")]
    public void What_computes_without_end_is_not_held(string text) => Assert.NotEqual(
        Verdict.Held, Checking.Run($"int x; {text}", "stateful", values: ("rounds", "0")).Verdict);
}
