namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// init_completion() and init_waitqueue_head() make the list of who waits an empty one: include/linux/completion.h and
/// __init_waitqueue_head of kernel/sched/wait.c, Linux 6.12. Who waits by then is woken by nobody.
/// </summary>
public sealed class ForgottenWaiterTests
{
    private const string Queue = "DECLARE_WAIT_QUEUE_HEAD(q); int go; ";
    private const string Waiter = "CPU0 { wait_event(q, READ_ONCE(go)); } ";
    private const string Object = "struct dev { wait_queue_head_t q; struct completion done; int go; }; struct dev *slot; ";
    private const string Forgets = "WaitersAreKept";

    /// <summary>The same where tasks sleep by their state.</summary>
    private const string States = "void unused(void) { set_current_state(TASK_RUNNING); }\n";

    public static TheoryData<string, string, string> Questions => new()
    {
        { "a queue", Forgets, Queue + Waiter + "CPU1 { init_waitqueue_head(&q); go = 1; wake_up(&q); }" },
        { "a queue with one who looks in time", Forgets,
            Queue + "CPU0 { wait_event_timeout(q, READ_ONCE(go), 5); } CPU1 { init_waitqueue_head(&q); }" },
        { "a queue before anybody waits", "held",
            Queue + "CPU0 { init_waitqueue_head(&q); wait_event_timeout(q, READ_ONCE(go), 5); } CPU1 { go = 1; }" },
        { "a queue in which nobody waits any more", "held",
            Queue + "CPU0 { wait_event_timeout(q, READ_ONCE(go), 5); init_waitqueue_head(&q); } CPU1 { go = 1; }" },
        { "a completion", Forgets,
            "DECLARE_COMPLETION(c); CPU0 { wait_for_completion(&c); } CPU1 { init_completion(&c); complete(&c); }" },
        { "a completion that is done", "held",
            "DECLARE_COMPLETION(c); CPU0 { wait_for_completion(&c); init_completion(&c); } CPU1 { complete(&c); }" },
        { "a completion that is made new", "held",
            "DECLARE_COMPLETION(c); CPU0 { wait_for_completion(&c); } CPU1 { reinit_completion(&c); complete(&c); }" },
        { "a semaphore", Forgets,
            "struct semaphore s; init { sema_init(&s, 0); } CPU0 { down(&s); } CPU1 { sema_init(&s, 1); }" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void Nobody_initializes_what_somebody_waits_in(string name, string expected, string text)
    {
        Verdict(expected, text, name);
        Verdict(expected, States + text, $"{name}, by state");
    }

    [Theory]
    [InlineData("held", "init_waitqueue_head(&d->q); init_completion(&d->done); slot = d; complete(&d->done);")]
    [InlineData("NoWildPointer", "slot = d; init_waitqueue_head(&d->q); complete(&d->done);")]
    [InlineData("NoWildPointer", "slot = d; init_completion(&d->done); complete(&d->done);")]
    public void What_nobody_else_knows_yet_is_initialized_by_whoever_makes_it(string expected, string code) => Verdict(
        expected,
        Object + "CPU0 { struct dev *d = kzalloc(sizeof(*d), GFP_KERNEL); if (!d) return; " + code + " } CPU1 { "
            + "struct dev *d = slot; if (d) { wait_event_timeout(d->q, d->go, 1); "
            + "wait_for_completion(&d->done); } }",
        code);

    private static void Verdict(string expected, string text, string name)
    {
        var verdict = Checking.Verdict(text);
        Assert.True(verdict.Split(' ').Contains(expected), $"{name}: {verdict}");
    }

    [Fact]
    public void It_is_said_who_is_forgotten() => Assert.Contains(
        "initializes what somebody waits in, whom nobody can wake then",
        string.Join('\n', Checking.Reasons(Queue + Waiter + "CPU1 { init_waitqueue_head(&q); go = 1; wake_up(&q); }")),
        StringComparison.Ordinal);
}
