namespace VfioActors.Races.Tests;

/// <summary>Scoped guards against the same code with every lock given back by hand: include/linux/cleanup.h.</summary>
public sealed class GuardTests
{
    private const string Declarations = """
        struct dev { struct mutex lock; int n; }; struct dev dev; struct dev *d = &dev;
        DEFINE_MUTEX(m); DEFINE_SPINLOCK(l); struct rw_semaphore s; DEFINE_SRCU(ssp); int x, y, z;
        """;

    /// <summary>What stands for f, and the same by hand.</summary>
    public static TheoryData<string, string> Pairs => new()
    {
        {
            "void f(void) { guard(mutex)(&m); x++; }",
            "void f(void) { mutex_lock(&m); x++; mutex_unlock(&m); }"
        },
        {
            "int g(void) { guard(mutex)(&m); if (x) return x++; y++; return 0; } void f(void) { y = g(); }",
            """
            int g(void) { int r; mutex_lock(&m); if (x) { r = x++; mutex_unlock(&m); return r; }
                y++; mutex_unlock(&m); return 0; } void f(void) { y = g(); }
            """
        },
        {
            "void f(void) { guard(mutex)(&m); guard(spinlock)(&l); x++; }",
            "void f(void) { mutex_lock(&m); spin_lock(&l); x++; spin_unlock(&l); mutex_unlock(&m); }"
        },
        {
            "void f(void) { { guard(spinlock_irqsave)(&l); x++; } y++; }",
            "void f(void) { unsigned long flags; spin_lock_irqsave(&l, flags); x++; spin_unlock_irqrestore(&l, flags); y++; }"
        },
        {
            "void f(void) { int i; for (i = 0; i < 3; i++) { guard(mutex)(&m); if (i == 1) continue; if (x > 2) break; x++; } }",
            """
            void f(void) { int i; for (i = 0; i < 3; i++) { mutex_lock(&m); if (i == 1) { mutex_unlock(&m); continue; }
                if (x > 2) { mutex_unlock(&m); break; } x++; mutex_unlock(&m); } }
            """
        },
        {
            "void f(void) { scoped_guard(mutex, &m) { x++; } y++; }",
            "void f(void) { mutex_lock(&m); x++; mutex_unlock(&m); y++; }"
        },
        {
            "void f(void) { scoped_guard(rwsem_read, &s) z = x; scoped_guard(rwsem_write, &s) { x++; if (z) return; } y++; }",
            """
            void f(void) { down_read(&s); z = x; up_read(&s); down_write(&s); x++; if (z) { up_write(&s); return; }
                up_write(&s); y++; }
            """
        },
        {
            "void f(void) { guard(rcu)(); z = x; } CPU2 { x = 5; synchronize_rcu(); y = 1; }",
            "void f(void) { rcu_read_lock(); z = x; rcu_read_unlock(); } CPU2 { x = 5; synchronize_rcu(); y = 1; }"
        },
        {
            "void f(void) { guard(srcu)(&ssp); z = x; }",
            "void f(void) { int i = srcu_read_lock(&ssp); z = x; srcu_read_unlock(&ssp, i); }"
        },
        {
            "void f(void) { guard(mutex)(&m); switch (x) { case 0: { guard(spinlock)(&l); x = 2; break; } default: y++; } z++; }",
            """
            void f(void) { mutex_lock(&m); switch (x) { case 0: { spin_lock(&l); x = 2; spin_unlock(&l); break; }
                default: y++; } z++; mutex_unlock(&m); }
            """
        },
        {
            "void f(void) { while (x < 2) { scoped_guard(mutex, &m) { x++; if (y) return; } } }",
            """
            void f(void) { while (x < 2) { mutex_lock(&m); x++; if (y) { mutex_unlock(&m); return; }
                mutex_unlock(&m); } }
            """
        },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void A_guard_is_what_one_would_write_by_hand(string guarded, string byHand)
    {
        var (one, other) = (Run(guarded), Run(byHand));
        Assert.True(one.Complete && other.Complete);
        Assert.Equal(other.Runs, one.Runs);
        Assert.Equal(other.Deliveries, one.Deliveries);
        Assert.Equal(Verdict(byHand), Verdict(guarded));
    }

    /// <summary>The lock is that which the pointer meant when it was taken.</summary>
    [Fact]
    public void The_lock_that_was_taken_is_given_back() => Assert.Equal("held", Checking.Verdict("""
        struct dev { struct mutex lock; int n; }; struct dev a, b;
        void f(struct dev *d) { guard(mutex)(&d->lock); d->n++; d = &b; d->n = 1; }
        CPU0 { f(&a); mutex_lock(&a.lock); mutex_unlock(&a.lock); }
        CPU1 { f(&a); }
        finally(a.n == 2);
        """));

    [Theory]
    [InlineData("guard(mutex)(&m); goto out; out: x = 1;", "goto and labels are not read within the scope of a guard")]
    [InlineData("while (x) { scoped_guard(mutex, &m) { break; } }", "this leaves the scoped_guard alone")]
    [InlineData("if (x) guard(mutex)(&m);", "a guard stands in braces")]
    [InlineData("switch (x) { case 0: guard(mutex)(&m); x = 1; case 1: x = 2; }", "a case within the scope of a guard")]
    [InlineData("guard(mutexx)(&m); x = 1;", "there is no guard 'mutexx' here")]
    [InlineData("guard(mutex_try)(&m); x = 1;", "there is no guard 'mutex_try' here")]
    [InlineData("guard(mutex)(&l); x = 1;", "'mutex_lock' takes a pointer to")]
    [InlineData("guard(mutex)(); x = 1;", "'mutex_lock' takes at least 1 arguments")]
    public void What_cannot_be_written_out_is_refused(string statements, string problem) => Assert.Contains(
        problem, Checking.Problems($"{Declarations} CPU0 {{ {statements} }}"), StringComparison.Ordinal);

    private static string Text(string functions) => $$"""
        {{Declarations}}
        {{functions}}
        CPU0 { f(); }
        CPU1 { f(); }
        finally(x != 1);
        """;

    private static Exploration.ExplorationReport Run(string functions) => Checking.Run(Text(functions));

    private static string Verdict(string functions) => Checking.Verdict(Text(functions));
}
