namespace VfioActors.Races.Tests.Fixes;

/// <summary>A step that breaks a rule is told in words among the others, never as the message that it is.</summary>
public sealed class RefusalTests
{
    private const string Head = """
        struct obj { refcount_t ref; struct work_struct work; int x; }; struct obj *p; int n, row[2];
        DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); DEFINE_IDA(ida); DEFINE_XARRAY(xa); struct timer_list t;
        init { p = kzalloc(sizeof(*p), GFP_KERNEL); n = 1; }

        """;

    [Theory]
    [InlineData("kfree(p); kfree(p);", "frees obj#1, which was freed")]
    [InlineData("kfree(&p->x);", "frees obj#1->x, where no object begins")]
    [InlineData("kfree(p); p->x = 1;", "obj#1->x was freed")]
    [InlineData("refcount_inc(&p->ref);", "finds obj#1->ref below one")]
    [InlineData("refcount_dec(&p->ref);", "finds obj#1->ref below one")]
    [InlineData("spin_lock(&l); spin_lock(&l);", "takes l, which it holds already")]
    [InlineData("mutex_unlock(&m);", "does not hold m")]
    [InlineData("lockdep_assert_held(&m);", "does not hold m")]
    [InlineData("ida_free(&ida, 3);", "ida: 3 is free already")]
    [InlineData("mod_timer(&t, 1);", "misuses t")]
    [InlineData("schedule_work(&p->work);", "finds no function in obj#1->work")]
    public void A_step_that_breaks_a_rule_is_told_in_words(string code, string expected) =>
        Assert.Contains(expected, Checking.Steps(Head + $"CPU0 {{ {code} }}"));

    [Fact]
    public void What_was_never_initialized_is_told_in_words() => Assert.Contains(
        "finds no list in r#1->done", Checking.Steps("""
        struct r { struct completion done; };
        CPU0 { struct r *p = kzalloc(sizeof(*p), GFP_KERNEL); complete(&p->done); init_completion(&p->done); kfree(p); }
        """));

    [Theory]
    [InlineData("GFP_KERNEL | __GFP_NOFAIL", "held")]
    [InlineData("GFP_KERNEL | __GFP_NOWARN", "NoWildPointer")]
    public void Memory_is_refused_unless_it_must_not_be(string flags, string expected)
    {
        var report = Checking.Run(
            $"struct o {{ int v; }}; CPU0 {{ struct o *p = kzalloc(sizeof(*p), {flags}); p->v = 1; kfree(p); }}",
            values: ("faults", "on"));
        Assert.Equal(expected == "held", report.Failures.Count == 0 && report.Complete);
        Assert.All(report.Failures, failure => Assert.Equal(expected, failure.Property.Name));
    }

    [Fact]
    public void The_end_of_a_kthread_is_told_in_words() => Assert.Contains("task-of-fn.1 ends", Checking.Steps("""
        struct task_struct *t; int n; int fn(void *data) { n = 1; return 0; }
        CPU0 { t = kthread_run(fn, NULL, "x"); kthread_stop(t); assert(!n); }
        """));
}
