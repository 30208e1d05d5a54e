namespace VfioActors.Races.Tests.Fixes;

/// <summary>
/// A queue whose limit is one runs one work at a time on each processor, or node: work of it may have to wait for work
/// of it. kernel/workqueue.c, Linux 6.12.
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

    [Fact]
    public void Who_waits_behind_it_is_told() => Assert.Contains(
        "CPU0 waits for workqueue#1 at line 2, held by kworker, held by kworker1; kworker1 waits for workqueue#1 at line 1, "
            + "held by kworker; kworker waits for c at line 1, for ever",
        Checking.Reasons($"struct workqueue_struct *wq; {Awaits}"
            + $"init {{ wq = alloc_workqueue(\"x\", 0, 1); init_completion(&c); {Sets}}}\n"
            + "CPU0 { queue_work(wq, &a); queue_work(wq, &b); flush_workqueue(wq); }"));
}
