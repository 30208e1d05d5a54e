using System.Globalization;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using Xunit.Abstractions;

namespace VfioActors.Races.Tests;

/// <summary>
/// Threads of a file that do the same are found, and with <c>--symmetry</c> states that differ only in which of them is
/// which are gone on from once: as much breaks as without.
/// </summary>
public sealed class EqualThreadTests(ITestOutputHelper output)
{
    private const int Usual = 60;

    private const string Objects = """
        struct obj { refcount_t ref; int n; struct rcu_head rcu; };
        struct obj *slot;
        int x;
        DEFINE_SPINLOCK(l);

        """;

    private static readonly string[] Strategies = ["stateful", "breadth", "dpor"];

    private static int Asked => int.Parse(
        Environment.GetEnvironmentVariable("VFIOACTORS_RACES") ?? $"{Usual}", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void There_are_as_many_orbits_as_a_count_by_hand_says(int threads)
    {
        var text = $"int x;\n{Repeat(threads, "x++;")}finally(x > 0);";
        var (states, orbits) = Increments(threads);
        Assert.Equal(states, Run(text, "stateful", symmetry: false).States);
        Assert.Equal(orbits, Run(text, "stateful", symmetry: true).States);
        Assert.Equal(orbits, Run(text, "breadth", symmetry: true).States);
    }

    [Fact]
    public void Generated_files_with_equal_threads_break_as_much_with_symmetry()
    {
        var compared = 0;
        for (var seed = 1; seed <= Asked; seed++)
        {
            var text = new FileGenerator(seed).TextOfEquals();
            var without = Run(text, "stateful", symmetry: false);
            if (!without.Complete) { continue; }
            foreach (var strategy in Strategies)
            {
                var with = Try(text, strategy);
                if (with is not { Complete: true }) { continue; }
                Assert.True(BrokenBy(without) == BrokenBy(with) && without.Verdict == with.Verdict,
                    $"seed {seed}: {strategy} breaks {BrokenBy(with)}, not {BrokenBy(without)}\n{text}");
                Assert.True(strategy == "dpor" || with.States <= without.States, $"seed {seed}\n{text}");
                compared++;
            }
        }

        output.WriteLine($"{Asked} files, {compared} searches with symmetry, no difference");
        Assert.True(compared > Asked * 2, $"only {compared} searches could use symmetry");
    }

    [Fact]
    public void Objects_calls_and_lines_of_a_thread_change_places_with_it()
    {
        var text = Objects + """
            void put(struct obj *o) { if (refcount_dec_and_test(&o->ref)) kfree_rcu(o, rcu); }
            void swap(void)
            {
                struct obj *n = kzalloc(sizeof(*n), GFP_KERNEL);
                refcount_set(&n->ref, 1);
                spin_lock(&l);
                struct obj *old = slot;
                slot = n;
                spin_unlock(&l);
                if (old) put(old);
            }
            CPU0 { swap(); }
            CPU1 { swap(); }
            CPU2 { swap(); }
            CPU3 { rcu_read_lock(); struct obj *o = rcu_dereference(slot); if (o) o->n = 1; rcu_read_unlock(); }
            """;
        var without = Run(text, "stateful", symmetry: false);
        var with = Run(text, "stateful", symmetry: true);
        Assert.Equal(6, with.Permutations);
        Assert.Equal(Verdict.Held, without.Verdict);
        Assert.Equal(Verdict.Held, with.Verdict);
        Assert.InRange(with.States!.Value, without.States!.Value / 6, without.States.Value / 4);
    }

    /// <summary>The code that they interrupt, and what takes turns with it, is the same for each of them.</summary>
    [Theory]
    [InlineData("irq(CPU0) { x++; y++; }", "assert-3 finally-6")]
    [InlineData("irq { x++; y++; }", "assert-3 finally-6")]
    [InlineData("CPU1 { x++; y++; }", "assert-3 finally-6")]
    public void Interrupts_of_one_processor_change_places(string equal, string broken)
    {
        var other = equal.Replace("CPU1", "CPU2", StringComparison.Ordinal);
        var irq = equal.StartsWith("CPU1", StringComparison.Ordinal) ? "irq(CPU0) { x = 0; }" : "";
        var text = $"int x, y; DEFINE_MUTEX(m);\nCPU0 {{ int a = x; int b = y;\n assert(a >= b); mutex_lock(&m); y = a; "
            + $"mutex_unlock(&m); }} {irq}\n{equal}\n{other}\nfinally(y == 2);";
        var without = Run(text, "stateful", symmetry: false);
        Assert.Equal(broken, BrokenBy(without));
        foreach (var strategy in Strategies)
        {
            var with = Run(text, strategy, symmetry: true);
            Assert.Equal(2, with.Permutations);
            Assert.True(with.Complete);
            Assert.Equal(broken, BrokenBy(with));
            if (strategy == "dpor") { continue; }
            Assert.InRange(with.States!.Value, without.States!.Value / 2, without.States.Value - 1);
        }
    }

    [Fact]
    public void What_rcu_calls_for_a_thread_changes_places_with_it()
    {
        var text = Objects + """
            void called(struct rcu_head *r) { container_of(r, struct obj, rcu)->n = 1; }
            void ask(void)
            {
                struct obj *o = kzalloc(sizeof(*o), GFP_KERNEL);
                call_rcu(&o->rcu, called);
                rcu_barrier();
                assert(o->n == 1);
                kfree(o);
            }
            CPU0 { ask(); }
            CPU1 { ask(); }
            CPU2 { ask(); }
            CPU3 { rcu_read_lock(); slot = NULL; rcu_read_unlock(); }
            """;
        var without = Run(text, "stateful", symmetry: false);
        var with = Run(text, "stateful", symmetry: true);
        Assert.Equal(6, with.Permutations);
        Assert.Equal(Verdict.Held, without.Verdict);
        Assert.Equal(Verdict.Held, with.Verdict);
        Assert.InRange(with.States!.Value, without.States!.Value / 6, without.States.Value / 4);
    }

    [Theory]
    [InlineData("CPU0 { x = 1; } CPU1 { x = 2; }")]
    [InlineData("CPU0 { x++; }\nCPU1 { x++; }\nirq(CPU0) { x = 5; }")]
    [InlineData("CPU0 { x++; assert(x < 3); }\nCPU1 { x++; assert(x < 3); }")]
    [InlineData("CPU0 { int t = x; t = t; }\nCPU1 { x = 2; }")]
    [InlineData("CPU0 { wait_var_event(&x, READ_ONCE(x)); }\nCPU1 { wait_var_event(&x, READ_ONCE(x)); }\nCPU2 { WRITE_ONCE(x, 1); wake_up_var(&x); }")]
    public void Threads_that_something_tells_apart_are_not_equal(string threads)
    {
        var refused = Assert.Throws<NotSupportedException>(
            () => Run(Objects + threads, "stateful", symmetry: true));
        Assert.Contains("is known to be interchangeable", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if (n < slot) x = 1; slot = n;", "line 6 computes with the address of what one of them has")]
    [InlineData("if ((long)n & 1048576) x = 1; slot = n;", "line 6 computes with the address")]
    [InlineData("x = (long)n + 1; slot = n;", "line 6 computes with the address")]
    public void Who_asks_more_of_an_address_than_whether_two_are_the_same_is_refused(string code, string objection)
    {
        var text = $$"""
            {{Objects.TrimEnd()}}
            void f(void) { struct obj *n = kzalloc(sizeof(*n), GFP_KERNEL);
            {{code}} }
            CPU0 { f(); }
            CPU1 { f(); }
            """;
        var refused = Assert.Throws<NotSupportedException>(() => Run(text, "stateful", symmetry: true));
        Assert.Contains(objection, refused.Message, StringComparison.Ordinal);
        Assert.Contains("not the same who is who", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_beyond_the_bound_in_memory_of_ones_own_is_what_it_is()
    {
        const string Text = """
            int at;
            void f(void) { int n[2]; int i = at; n[i] = 1; }
            CPU0 { f(); }
            CPU1 { f(); }
            CPU2 { at = 2; }
            """;
        var with = Run(Text, "stateful", symmetry: true);
        Assert.Equal(2, with.Permutations);
        Assert.Contains("NoBadIndex", BrokenBy(with), StringComparison.Ordinal);
        Assert.Equal(BrokenBy(Run(Text, "stateful", symmetry: false)), BrokenBy(with));
    }

    [Fact]
    public void A_claim_that_orders_addresses_is_refused()
    {
        var text = Objects + """
            struct obj *other;
            void f(void)
            {
                struct obj *n = kzalloc(sizeof(*n), GFP_KERNEL);
                other = xchg(&slot, n);
            }
            CPU0 { f(); }
            CPU1 { f(); }
            finally(other <= slot || x);
            """;
        var refused = Assert.Throws<NotSupportedException>(() => Run(text, "stateful", symmetry: true));
        Assert.Contains("computes with the address", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_locked_is_yes_or_no_and_does_not_tell_threads_apart()
    {
        const string Text = """
            DEFINE_MUTEX(m);
            int seen;
            void f(void) { mutex_lock(&m); mutex_unlock(&m); if (mutex_is_locked(&m)) WRITE_ONCE(seen, 1); }
            CPU0 { f(); }
            CPU1 { f(); }
            CPU2 { while (mutex_is_locked(&m)) cpu_relax(); assert(mutex_is_locked(&m) < 2); }
            """;
        Assert.Equal("held", Checking.Verdict(Text));
        var with = Run(Text, "stateful", symmetry: true);
        Assert.Equal(Verdict.Held, with.Verdict);
        Assert.Equal(2, with.Permutations);
    }

    private static string Repeat(int threads, string code) =>
        string.Concat(Enumerable.Range(0, threads).Select(thread => $"CPU{thread} {{ {code} }}\n"));

    private static string BrokenBy(ExplorationReport report) =>
        string.Join(' ', report.Failures.Select(one => one.Property.Name).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Null where the symmetry is refused: a file may do what tells its threads apart.</summary>
    private static ExplorationReport? Try(string text, string strategy)
    {
        try
        {
            return Run(text, strategy, symmetry: true);
        }
        catch (NotSupportedException refused) when (refused.Message.Contains("it is not:", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{refused.Message}\n{text}", refused);
        }
        catch (NotSupportedException refused) when (!refused.Message.Contains("it is not:", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static ExplorationReport Run(string text, string strategy, bool symmetry)
    {
        var scenario = Checking.Scenario(text);
        var arguments = ScenarioArguments.Of(scenario, [], []);
        Setup Made() => Setup.Of(scenario, arguments, Delivery.Pair);
        return Search.Run(Made, strategy, new() { Symmetry = symmetry, Deliveries = 200_000 }).Report;
    }

    /// <summary>
    /// Threads that each read a variable and write one more than they read, counted without any of the product: a
    /// thread is 0 before it reads, 2 more than what it read, or 1 when it is done.
    /// </summary>
    private static (long States, long Orbits) Increments(int threads)
    {
        HashSet<string> states = [];
        HashSet<string> orbits = [];
        Stack<int[]> open = new([new int[threads + 1]]);
        while (open.TryPop(out var state))
        {
            if (!states.Add(string.Join(' ', state))) { continue; }
            orbits.Add($"{state[^1]}: {string.Join(' ', state[..^1].Order())}");
            for (var thread = 0; thread < threads; thread++)
            {
                if (state[thread] == 1) { continue; }
                int[] next = [.. state];
                (next[thread], next[^1]) = state[thread] == 0
                    ? (2 + state[^1], state[^1])
                    : (1, state[thread] - 2 + 1);
                open.Push(next);
            }
        }

        return (states.Count, orbits.Count);
    }
}
