using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Tests;

/// <summary>Files in the C litmus format: read, told by name when they cannot be, and judged.</summary>
public sealed class LitmusTests
{
    private const string Message = "P0(int *x, int *y) { WRITE_ONCE(*x, 1); smp_store_release(y, 1); }\n"
        + "P1(int *x, int *y) { int r1; r1 = smp_load_acquire(y); int r2 = READ_ONCE(*x); }\n";

    public static TheoryData<string, string, string> Outcomes => new()
    {
        { "a message that is passed on", "never", "{}\n" + Message + "exists (1:r1=1 /\\ 1:r2=0)" },
        { "one that may be missed", "reached", "{}\n" + Message + "exists (1:r1=0 /\\ 1:r2=1)" },
        { "what must not exist", "never", "{}\n" + Message + "~exists (1:r1=1 /\\ 1:r2=0)" },
        { "what must always be", "never", "{}\n" + Message + "locations [x; y]\nforall (x=1 /\\ (1:r1=0 \\/ 1:r2=1))" },
        { "what is not always so", "reached", "{}\n" + Message + "forall (1:r1=1)" },
        { "an end that is passed over", "never", "{}\n" + Message + "filter (1:r1=1)\nexists (not (1:r2=1))" },
        { "a register that is nowhere declared", "reached",
            "{ x=3; }\nP0(volatile int* x) { r1 = xchg_relaxed(x, 1); }\nexists (0:r1=3)" },
        { "a pointer that starts somewhere", "reached",
            "{ int *p = y; int x = 1; y = 2; }\nP0(int **p, int *x) { int *r1; rcu_read_lock(); "
            + "r1 = rcu_dereference(*p); int r2 = READ_ONCE(*r1); rcu_read_unlock(); }\n"
            + "P1(int **p, int *x) { rcu_assign_pointer(*p, x); }\nexists (0:r1=x /\\ 0:r2=1)" },
        { "a register that starts somewhere", "reached",
            "{ 0:r1=y; }\nP0(int *x) { WRITE_ONCE(*r1, 1); }\nexists (y=1)" },
        { "a grace period", "never",
            "{}\nP0(int *x, int *y) { rcu_read_lock(); int r1 = READ_ONCE(*x); int r2 = READ_ONCE(*y); "
            + "rcu_read_unlock(); }\nP1(int *x, int *y) { WRITE_ONCE(*y, 1); synchronize_rcu(); WRITE_ONCE(*x, 1); }\n"
            + "exists (0:r1=1 /\\ 0:r2=0)" },
        { "a grace period of SRCU", "never",
            "{}\nP0(int *x, int *y, struct srcu_struct *s) { int r3; int r1; int r2; r3 = srcu_read_lock(s); "
            + "r2 = READ_ONCE(*y); r1 = READ_ONCE(*x); srcu_read_unlock(s, r3); }\nP1(int *x, int *y, "
            + "struct srcu_struct *s) { WRITE_ONCE(*y, 1); synchronize_srcu(s); WRITE_ONCE(*x, 1); }\n"
            + "exists (0:r1=1 /\\ 0:r2=0)" },
        { "another grace period of SRCU than the one that is waited for", "reached",
            "{}\nP0(int *x, int *y, struct srcu_struct *s) { int r3; int r1; int r2; r3 = srcu_read_lock(s); "
            + "r2 = READ_ONCE(*y); r1 = READ_ONCE(*x); srcu_read_unlock(s, r3); }\nP1(int *x, int *y, "
            + "struct srcu_struct *t) { WRITE_ONCE(*y, 1); synchronize_srcu(t); WRITE_ONCE(*x, 1); }\n"
            + "exists (0:r1=1 /\\ 0:r2=0)" },
        { "sections of a lock", "never",
            "{}\nP0(int *x, spinlock_t *l) { spin_lock(l); int r1 = READ_ONCE(*x); WRITE_ONCE(*x, r1 + 1); "
            + "spin_unlock(l); }\nP1(int *x, spinlock_t *l) { spin_lock(l); *x = *x + 1; spin_unlock(l); }\n"
            + "exists (~(x=2))" },
        { "a number that is counted in one step", "never",
            "{ atomic_t v = ATOMIC_INIT(1); }\nP0(atomic_t *v) { atomic_inc(v); }\n"
            + "P1(atomic_t *v) { int r1 = atomic_add_return_relaxed(2, v); }\nexists (v!=4 \\/ 1:r1=1)" },
        { "comments, one in another", "never",
            "(* a (* comment *) P9(int *z) *)\n{}\n" + Message + "(* so *)\nexists (1:r1=1 /\\ (* and *) 1:r2=0)" },
    };

    public static TheoryData<string, string> Refusals => new()
    {
        { "LISA SB\n{}\n", "q.litmus:1:1: error: a litmus file of the C format begins with C, this with LISA" },
        { "C SB\n\nP0(int *x) ;\n", "q.litmus:1:1: error: expected an init block in braces" },
        { "C SB\n{}\nexists (x=1)\n", "q.litmus:3:1: error: expected a thread such as P0(int *x) { }" },
        { "C SB\n{}\nP0(int *x) { }\n", "q.litmus:4:1: error: expected exists, ~exists or forall" },
        { "C SB\n{}\nP0(int *x)\n{\n\trseq_begin(x);\n}\nexists (x=1)\n",
            "q.litmus:5:2: error: there is no function or primitive 'rseq_begin'" },
        { "C SB\n{}\nP0(int *x) { }\nexists (1:r1=1)\n", "q.litmus:4:1: error: P1 has no register r1 at its end" },
    };

    [Theory, MemberData(nameof(Outcomes))]
    public void An_outcome_is_judged(string what, string outcome, string text)
    {
        RaceScenario scenario = new(File(text));
        var arguments = ScenarioArguments.Of(scenario, [], []);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Pair),
            setup => StrategyCatalog.Make("dpor", 1, setup.Properties)!,
            new());
        var broken = string.Join(' ', report.Failures.Select(one => one.Property.Name.Split('-')[0]).Distinct());
        Assert.True(report.Complete);
        Assert.Equal(outcome == "reached" ? "finally" : "", broken);
    }

    [Theory, MemberData(nameof(Refusals))]
    public void What_cannot_be_read_is_named_with_its_line(string text, string complaint) =>
        Assert.Equal(complaint, Assert.Throws<RaceFileException>(() =>
            new RaceFile(new SourceText("q.litmus", text)).Check(new SortedSet<string>())).Lines.First());

    [Fact]
    public void A_file_that_is_cut_anywhere_is_read_or_refused_without_an_exception()
    {
        var whole = "C x\n{ int *p = y; 0:r4=x; atomic_t v = ATOMIC_INIT(1); }\n" + Message
            + "filter (x=1)\nexists (1:r1=1 /\\ ~(1:r2=0) \\/ [x]=2)";
        for (var length = 0; length < whole.Length; length++)
        {
            var text = whole[..length];
            if (Record.Exception(() => new RaceFile(new SourceText("q.litmus", text)).Check(new SortedSet<string>()))
                is { } failure)
            {
                Assert.IsType<RaceFileException>(failure);
            }
        }
    }

    private static RaceFile File(string text) => new(new SourceText("q.litmus", $"C a-test\n{text}\n"));
}
