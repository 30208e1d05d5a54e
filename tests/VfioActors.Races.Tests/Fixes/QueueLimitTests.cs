namespace VfioActors.Races.Tests.Fixes;

/// <summary>
/// A queue runs as much work at a time on each processor, or node, as its limit says: what is over it waits behind
/// that. kernel/workqueue.c, Linux 6.12.
/// </summary>
public sealed class QueueLimitTests
{
    private const string Awaits = "struct work_struct a; struct work_struct b; struct completion c; int n; "
        + "void fa(struct work_struct *w) { wait_for_completion(&c); } void fb(struct work_struct *w) { complete(&c); } ";

    private const string Flushes = "struct work_struct a; struct work_struct b; int n; "
        + "void fb(struct work_struct *w) { n++; } void fa(struct work_struct *w) { flush_work(&b); } ";

    private const string Holds = "struct work_struct a; struct work_struct b; DEFINE_MUTEX(m); int n; "
        + "void fb(struct work_struct *w) { n++; } "
        + "void fa(struct work_struct *w) { mutex_lock(&m); n = 2; mutex_unlock(&m); } ";

    private const string Sets = "INIT_WORK(&a, fa); INIT_WORK(&b, fb); ";
    private const string Queues = "CPU0 { queue_work(wq, &a); queue_work(wq, &b); }";
    private const string Locked =
        "CPU0 { queue_work(wq, &a); mutex_lock(&m); queue_work(wq, &b); flush_work(&b); mutex_unlock(&m); }";

    [Theory]
    [InlineData("Progress", "alloc_workqueue(\"x\", 0, 1)")]
    [InlineData("Progress", "alloc_workqueue(\"x\", WQ_MEM_RECLAIM, LIMIT)")]
    [InlineData("Progress", "alloc_workqueue(\"x\", WQ_UNBOUND, 1)")]
    [InlineData("Progress", "create_workqueue(\"x\")")]
    [InlineData("Progress", "create_freezable_workqueue(\"x\")")]
    [InlineData("Progress", "alloc_ordered_workqueue(\"x\", 0)")]
    [InlineData("held", "alloc_workqueue(\"x\", 0, 0)")]
    [InlineData("held", "alloc_workqueue(\"x\", 0, 2)")]
    public void What_waits_for_work_behind_it_waits_for_ever(string verdict, string queue)
    {
        foreach (var (works, threads) in new[] { (Awaits, Queues), (Flushes, Queues), (Holds, Locked) })
        {
            var begins = works == Awaits ? "init_completion(&c); " : "";
            Assert.Equal(verdict, Checking.MergedVerdict($"#define LIMIT 1\nstruct workqueue_struct *wq; {works}"
                + $"init {{ wq = {queue}; {Sets}{begins}}} {threads}"));
        }
    }

    [Theory]
    [InlineData("sometimes(both);")]
    [InlineData("finally(!both);")]
    public void It_may_be_on_several_processors(string claim) => Assert.Equal(
        claim[0] == 's' ? "held" : "finally-1",
        Checking.MergedVerdict("struct workqueue_struct *wq; int in, both; "
            + "void fa(struct work_struct *w) { in++; if (in > 1) both = 1; in--; } "
            + "void fb(struct work_struct *w) { in++; if (in > 1) both = 1; in--; } DECLARE_WORK(a, fa); DECLARE_WORK(b, fb); "
            + $"init {{ wq = alloc_workqueue(\"x\", 0, 1); }} {Queues} {claim}"));

    private const string Two = "struct work_struct a; struct work_struct b; struct work_struct d; struct completion c; int n; "
        + "void fa(struct work_struct *w) { wait_for_completion(&c); } void fd(struct work_struct *w) { complete_all(&c); } ";

    /// <summary>Two that wait for a third leave it no place; a third place, or one who goes, does.</summary>
    [Theory]
    [InlineData("Progress", "alloc_workqueue(\"x\", 0, 2)", "fa")]
    [InlineData("Progress", "alloc_workqueue(\"x\", WQ_UNBOUND | WQ_HIGHPRI, 2)", "fa")]
    [InlineData("held", "alloc_workqueue(\"x\", WQ_UNBOUND, 3)", "fa")]
    [InlineData("held", "alloc_workqueue(\"x\", 0, WQ_DFL_ACTIVE)", "fa")]
    [InlineData("held", "alloc_workqueue(\"x\", 0, 2)", "fd")]
    public void What_is_over_the_limit_waits(string verdict, string queue, string second) => Assert.Equal(
        verdict,
        Checking.MergedVerdict($"struct workqueue_struct *wq; {Two} "
            + $"init {{ init_completion(&c); wq = {queue}; INIT_WORK(&a, fa); INIT_WORK(&b, {second}); INIT_WORK(&d, fd); }} "
            + "CPU0 { queue_work(wq, &a); queue_work(wq, &b); queue_work(wq, &d); }"));

    /// <summary>Work that was taken out of the queue counts no more.</summary>
    [Fact]
    public void What_is_taken_out_makes_room() => Assert.Equal(
        "held",
        Checking.MergedVerdict($"struct workqueue_struct *wq; {Two} "
            + "init { init_completion(&c); wq = alloc_workqueue(\"x\", 0, 2); INIT_WORK(&a, fa); INIT_WORK(&b, fd); INIT_WORK(&d, fd); } "
            + "CPU0 { queue_work(wq, &a); queue_work(wq, &b); cancel_work_sync(&b); queue_work(wq, &d); flush_work(&d); }"));

    [Fact]
    public void A_limit_that_is_not_known_is_refused() => Assert.Contains(
        "expected a number that is known beforehand: how much work runs at a time",
        Checking.Problems("struct workqueue_struct *wq; int n; CPU0 { wq = alloc_workqueue(\"x\", 0, n); }"),
        StringComparison.Ordinal);

    [Fact]
    public void Who_waits_behind_it_is_told() => Assert.Contains(
        "CPU0 waits for workqueue#1 at line 2, held by kworker, held by kworker1; kworker1 waits for workqueue#1 at line 1, "
            + "held by kworker; kworker waits for c at line 1, for ever",
        Checking.Reasons($"struct workqueue_struct *wq; {Awaits}"
            + $"init {{ wq = alloc_workqueue(\"x\", 0, 1); init_completion(&c); {Sets}}}\n"
            + "CPU0 { queue_work(wq, &a); queue_work(wq, &b); flush_workqueue(wq); }"));

    /// <summary>That all of it is on one processor is chosen, and said.</summary>
    [Fact]
    public void The_story_says_where_the_work_is() => Assert.Contains(
        "All work of the queue of line 2 is on one processor here.",
        Checking.Ladder($"struct workqueue_struct *wq; {Awaits}\n"
            + $"init {{ wq = alloc_workqueue(\"x\", 0, 1); init_completion(&c); {Sets}}}\n{Queues}"),
        StringComparison.Ordinal);

    [Fact]
    public void Of_an_ordered_queue_there_is_nothing_to_say() => Assert.DoesNotContain(
        "on one processor",
        Checking.Ladder($"struct workqueue_struct *wq; {Awaits}\n"
            + $"init {{ wq = alloc_ordered_workqueue(\"x\", 0); init_completion(&c); {Sets}}}\n{Queues}"),
        StringComparison.Ordinal);
}
