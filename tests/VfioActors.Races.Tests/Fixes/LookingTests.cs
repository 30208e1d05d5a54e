namespace VfioActors.Races.Tests.Fixes;

/// <summary>Whoever looks at a word again and again stands in nobody's way, and sees whatever changes it.</summary>
public sealed class LookingTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "a completion that is done", """
            DECLARE_COMPLETION(c);
            CPU0 { while (!completion_done(&c)) cpu_relax(); }
            CPU1 { complete(&c); }
            """ },
        { "a completion that is done, and one who waits for it", """
            DECLARE_COMPLETION(c);
            CPU0 { while (!completion_done(&c)) cpu_relax(); wait_for_completion(&c); }
            CPU1 { complete(&c); }
            """ },
        { "a mutex that is taken", """
            DEFINE_MUTEX(m); int x;
            CPU0 { while (!mutex_is_locked(&m)) cpu_relax(); x = 1; }
            CPU1 { mutex_lock(&m); while (!READ_ONCE(x)) cpu_relax(); mutex_unlock(&m); }
            """ },
        { "a spinlock that is taken where it is free", """
            DEFINE_SPINLOCK(l); int x;
            CPU0 { while (!spin_is_locked(&l)) cpu_relax(); x = 1; }
            CPU1 { int got = spin_trylock(&l); assert(got); while (!READ_ONCE(x)) cpu_relax(); spin_unlock(&l); }
            """ },
        { "a kthread that is to stop", """
            struct task_struct *t;
            int poll(void *data) { while (!kthread_should_stop()) cpu_relax(); return 0; }
            CPU0 { t = kthread_run(poll, NULL, "poll"); kthread_stop(t); }
            """ },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_sees_the_change_and_holds_nobody_up(string what, string text)
    {
        Assert.NotEmpty(what);
        Assert.Equal("held", Checking.Verdict(text));
    }

    [Theory]
    [InlineData("CPU1 { struct dev *d = dev; kfree(d); }")]
    [InlineData("void f(void) { struct dev mine; dev = &mine; } CPU1 { f(); }")]
    public void What_is_gone_is_used_and_not_waited_for(string end) => Assert.Equal("NoUseAfterFree", Checking.Verdict(
        "struct dev { int ready; } first; struct dev *dev; init { "
        + (end[0] == 'C' ? "dev = kzalloc(sizeof(*dev), GFP_KERNEL);" : "dev = &first;")
        + " } CPU0 { struct dev *d = dev; if (d != &first) while (!READ_ONCE(d->ready)) cpu_relax(); }" + end));
}
