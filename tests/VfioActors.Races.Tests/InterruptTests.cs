using VfioActors.Testing;

namespace VfioActors.Races.Tests;

/// <summary>
/// The code of a processor stands still while an interrupt of it is under way; one of no processor runs beside it.
/// </summary>
public sealed class InterruptTests
{
    private const string Device =
        "struct dev { struct completion done; int n; }; struct dev *d; DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); int x, y, z;\n"
        + "init { d = kzalloc(sizeof(*d), GFP_KERNEL); init_completion(&d->done); }\n";

    /// <summary>What each of them breaks, first beside an interrupt of CPU0, and then beside one of no processor.</summary>
    public static TheoryData<string, string, string, string> Files => new()
    {
        { "CPU0 { assert(x == 0); kfree(d); }", "{ x = 1; x = 0; }", "held", "assert-3" },
        { "CPU0 { if (x) assert(y == 1); kfree(d); }", "{ x = 1; y = 1; }", "held", "assert-3" },
        { "CPU0 { int a = x, b = y; assert(a == b); kfree(d); }", "{ x = 1; y = 1; }", "assert-3", "assert-3" },
        {
            "CPU0 { kfree(d); } CPU1 { if (x) assert(y == 1); }", "{ x = 1; y = 1; }", "assert-3", "assert-3"
        },
        {
            "CPU0 { int a; local_irq_disable(); a = x; assert(a == x); local_irq_enable(); kfree(d); }",
            "{ x = 1; }", "held", "held"
        },
        {
            "CPU0 { struct dev *mine = d; d = NULL; kfree(mine); }", "{ struct dev *its = d; if (its) its->n++; }",
            "held", "NoUseAfterFree"
        },
        {
            "CPU0 { wait_for_completion(&d->done); kfree(d); }", "{ struct dev *its = d; complete(&its->done); its->n++; }",
            "NoUseAfterFree", "NoUseAfterFree"
        },
        {
            "CPU0 { do { } while (!READ_ONCE(x)); kfree(d); }", "{ struct dev *its = d; x = 1; its->n++; }",
            "held", "NoUseAfterFree"
        },
        { "CPU0 { x = 1; kfree(d); }", "{ do { } while (!READ_ONCE(x)); }", "Progress", "?" },
        { "CPU0 { kfree(d); } CPU1 { x = 1; }", "{ do { } while (!READ_ONCE(x)); }", "held", "?" },
        {
            "CPU0 { spin_lock_irq(&l); local_irq_enable(); x = 1; spin_unlock(&l); kfree(d); }",
            "{ spin_lock(&l); x = 2; spin_unlock(&l); }", "LocksAreTakenOnce Progress", "LocksAreTakenOnce"
        },
        {
            "CPU0 { mutex_lock(&m); spin_lock_irq(&l); x = 1; y = x; spin_unlock_irq(&l); mutex_unlock(&m); kfree(d); } "
                + "CPU1 { mutex_lock(&m); z = 1; mutex_unlock(&m); }",
            "{ x = 2; spin_lock(&l); x = 3; spin_unlock(&l); }", "held", "held"
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void It_comes_between_two_accesses(string code, string irq, string bound, string free)
    {
        Assert.Equal(bound, Checking.Verdict($"{Device}{code}\nirq(CPU0) {irq}"));
        var verdict = Checking.Verdict($"{Device}{code}\nirq {irq}");
        Assert.Equal(free, verdict.StartsWith('?') ? "?" : verdict);
    }

    [Fact]
    public void Its_beginning_is_shown_where_it_comes() => Golden.Verify("", Checking.Ladder("""
        int head, tail;

        CPU0 {
        	int h = head;
        	int t;

        	t = tail;
        	assert(h == t);
        }

        irq(CPU0) {
        	head = 1;
        	tail = 1;
        }
        """));

    /// <summary>One of no processor comes to any that has interrupts on.</summary>
    [Theory]
    [InlineData("spin_lock", "spin_unlock", "irq", "LocksAreTakenOnce")]
    [InlineData("spin_lock_bh", "spin_unlock_bh", "irq", "LocksAreTakenOnce")]
    [InlineData("spin_lock_irq", "spin_unlock_irq", "irq", "held")]
    [InlineData("spin_lock", "spin_unlock", "irq(CPU0)", "held")]
    [InlineData("spin_lock", "spin_unlock", "irq(CPU2)", "LocksAreTakenOnce Progress")]
    public void A_lock_of_an_interrupt_is_taken_without_interrupts(
        string take, string give, string interrupt, string expected) =>
        Assert.Equal(expected, Checking.Verdict($$"""
            DEFINE_SPINLOCK(l); int x, y;
            CPU0 { y = 1; }
            CPU1 { spin_lock_irq(&l); x++; spin_unlock_irq(&l); }
            CPU2 { {{take}}(&l); x++; {{give}}(&l); }
            {{interrupt}} { spin_lock(&l); x++; spin_unlock(&l); }
            """));

    /// <summary>A device has no part in the locks of the kernel: it would be taken for code that holds one.</summary>
    [Theory]
    [InlineData("hardware { spin_lock(&l); }", "'spin_lock' takes a lock of the kernel")]
    [InlineData("hardware { unsigned long f; spin_lock_irqsave(&l, f); }", "'spin_lock_irqsave' takes a lock of the kernel")]
    [InlineData("hardware { if (spin_trylock(&l)) x++; }", "'spin_trylock' takes a lock of the kernel")]
    [InlineData("hardware { mutex_lock(&m); }", "'mutex_lock' takes a lock of the kernel")]
    [InlineData("hardware { if (down_read_trylock(&s)) x++; }", "'down_read_trylock' takes a lock of the kernel")]
    [InlineData("hardware { read_lock(&r); }", "'read_lock' takes a lock of the kernel")]
    [InlineData("hardware { write_seqlock(&q); }", "takes a lock of the kernel")]
    [InlineData("hardware { guard(spinlock)(&l); x++; }", "'spin_lock' takes a lock of the kernel")]
    [InlineData("void f(void) { spin_lock(&l); } hardware { f(); }", "'spin_lock' takes a lock of the kernel")]
    [InlineData("hardware { xa_store(&xa, 1, &x, 0); }", "'xa_store' takes a lock of the kernel")]
    [InlineData("irq { xa_erase(&xa, 1); } hardware { xa_store(&xa, 1, &x, 0); }", "'xa_store' takes a lock of the kernel")]
    [InlineData("hardware { x = read_seqbegin(&q) + spin_is_locked(&l); xa_load(&xa, 1); }", "")]
    public void A_device_takes_no_lock(string code, string expected)
    {
        var told = Checking.Problems($$"""
            DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); DECLARE_RWSEM(s); DEFINE_RWLOCK(r); DEFINE_SEQLOCK(q); DEFINE_XARRAY(xa);
            int x; CPU0 { x++; } {{code}}
            """);
        if (expected.Length == 0) { Assert.Equal("", told); }
        Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.True(told.Split("takes a lock of the kernel").Length <= 2);
    }

    /// <summary>queued_read_lock_slowpath: who reads in an interrupt waits for no writer that waits itself.</summary>
    [Theory]
    [InlineData("CPU0 { R } irq(CPU0) { R } CPU1 { write_lock_irq(&s); x = 1; write_unlock_irq(&s); }", "held")]
    [InlineData("CPU0 { R } irq { R } CPU1 { write_lock_irq(&s); x = 1; write_unlock_irq(&s); }", "held")]
    [InlineData("CPU0 { R } irq(CPU0) { R } CPU1 { W }", "held")]
    [InlineData("CPU0 { R } irq { R } CPU1 { W }", "LocksAreTakenOnce")]
    [InlineData("CPU0 { W } irq(CPU0) { R }", "LocksAreTakenOnce")]
    [InlineData("CPU0 { R } irq(CPU0) { W }", "LocksAreTakenOnce")]
    [InlineData("T { R } CPU0 { A R } CPU1 { write_lock_bh(&s); x = 1; write_unlock_bh(&s); }", "held")]
    [InlineData("T { R } CPU0 { A R } CPU1 { W }", "LocksAreTakenOnce")]
    [InlineData("CPU0 { read_lock(&s); R read_unlock(&s); } CPU1 { W }", "LocksAreTakenOnce")]
    [InlineData("CPU0 { read_lock(&s); L U read_unlock(&s); } CPU1 { L R U } CPU2 { W }", "LockOrder Progress")]
    [InlineData("CPU0 { read_lock(&s); B V read_unlock(&s); } CPU1 { B R V } CPU2 { W }", "LockOrder")]
    public void Readers_in_interrupts_pass_writers_that_wait(string code, string expected)
    {
        (string Short, string Text)[] words =
        [
            ("R ", "read_lock(&s); y = x; read_unlock(&s); "), ("W ", "write_lock(&s); x = 1; write_unlock(&s); "),
            ("L ", "spin_lock(&m); "), ("U ", "spin_unlock(&m); "), ("B ", "spin_lock_bh(&m); "),
            ("V ", "spin_unlock_bh(&m); "), ("A ", "timer_setup(&t, f, 0); add_timer(&t); "),
            ("T {", "static void f(struct timer_list *of) {"),
        ];
        foreach (var (word, text) in words) { code = code.Replace($" {word}", $" {text}", StringComparison.Ordinal); }
        code = code.Replace("T {", words[^1].Text, StringComparison.Ordinal);
        var verdict = Checking.Verdict(
            $"DEFINE_RWLOCK(s); DEFINE_SPINLOCK(m); int x, y; struct timer_list t;\n{code}");
        Assert.True(verdict == expected, $"{code}: {verdict}");
    }

    [Fact]
    public void Who_waits_for_the_code_that_it_interrupted_waits_for_ever() =>
        Assert.Contains(
            "CPU0 is interrupted by irq before line 5",
            string.Join('\n', Checking.Reasons("""
                int x;

                CPU0 {
                	int t;
                	t = x;
                	x = 1;
                }
                irq(CPU0) {
                	while (!READ_ONCE(x))
                		cpu_relax();
                }
                """)));

    /// <summary>
    /// Who reads with softirqs off is in nobody's way, whoever read beside it; where it is not known to whom of several
    /// readers a timer may have come, nothing is said.
    /// </summary>
    [Theory]
    [InlineData("read_lock_bh", "read_unlock_bh", "read_lock_bh", "read_unlock_bh", "held")]
    [InlineData("read_lock", "read_unlock", "read_lock", "read_unlock", "LocksAreTakenOnce")]
    [InlineData(
        "read_lock_bh", "read_unlock_bh", "read_lock", "read_unlock",
        "? line 2 waits for readers who have interrupts or softirqs on and others who have not in timer: what lies behind is not known")]
    public void A_reader_is_not_blamed_for_what_another_has_on(
        string take, string give, string otherTake, string otherGive, string expected) => Assert.Equal(
        expected,
        Checking.Verdict($$"""
            DEFINE_RWLOCK(r); int x, y, z, came, gone; struct timer_list t;
            void fn(struct timer_list *timer) { write_lock(&r); x = 1; write_unlock(&r); }
            init { timer_setup(&t, fn, 0); }
            CPU0 { {{take}}(&r); came = 1; while (!READ_ONCE(gone)) cpu_relax(); y = x; {{give}}(&r); }
            CPU1 {
                while (!READ_ONCE(came)) cpu_relax();
                {{otherTake}}(&r); z = x; {{otherGive}}(&r);
                mod_timer(&t, 1);
                gone = 1;
            }
            finally(!y);
            """));
}
