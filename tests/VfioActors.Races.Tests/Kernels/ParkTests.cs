using VfioActors.Exploration;

namespace VfioActors.Races.Tests.Kernels;

/// <summary>Threads of the kernel that are parked, and go on later: kernel/kthread.c, Linux 6.12.</summary>
public sealed class ParkTests
{
    private const string Head = """
        struct task_struct *t; int busy, x, y, n; DEFINE_MUTEX(m); DEFINE_SPINLOCK(l);
        void work(void) { WRITE_ONCE(busy, 1); assert(READ_ONCE(x) == READ_ONCE(y)); WRITE_ONCE(busy, 0); }
        int loop(void *d) { for (;;) {
            set_current_state(TASK_INTERRUPTIBLE);
            if (kthread_should_stop()) break;
            if (kthread_should_park()) { __set_current_state(TASK_RUNNING); kthread_parkme(); continue; }
            work(); schedule(); } __set_current_state(TASK_RUNNING); return 7; }
        int once(void *d) { n = 1; return 3; }
        void start(void) { t = kthread_run(loop, NULL, "loop"); }

        """;

    private const string End = "kthread_unpark(t); int r = kthread_stop(t); assert(r == 7 || r == -EINTR);";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "nothing is parked while it is changed", "assert-2", $"CPU0 {{ start(); x = 1; y = 1; {End} }}" },
        { "parked while it is changed", "Held", $"CPU0 {{ start(); kthread_park(t); x = 1; y = 1; {End} }}" },
        { "unparked too early", "assert-2", $"CPU0 {{ start(); kthread_park(t); x = 1; kthread_unpark(t); y = 1; {End} }}" },
        { "parked it does nothing", "Held", $"CPU0 {{ start(); kthread_park(t); assert(!READ_ONCE(busy)); {End} }}" },
        { "asked and woken, it may do something", "assert-10", $"CPU0 {{ start(); wake_up_process(t); assert(!READ_ONCE(busy)); {End} }}" },
        { "who is parked is not woken by others", "Held",
            $"CPU0 {{ start(); kthread_park(t); wake_up_process(t); assert(!READ_ONCE(busy)); x = 1; y = 1; {End} }}" },
        { "parked twice in turn", "Held", $"CPU0 {{ start(); kthread_park(t); x = 1; y = 1; kthread_unpark(t); kthread_park(t); x = 2; y = 2; {End} }}" },
        { "parked twice at once", "KthreadsAreUsedRight", $"CPU0 {{ start(); kthread_park(t); kthread_park(t); {End} }}" },
        { "stopped while it is parked", "Held", "CPU0 { start(); kthread_park(t); x = 1; y = 1; assert(kthread_stop(t) == 7); }" },
        { "unparked and never parked", "Held", $"CPU0 {{ start(); {End} }} CPU1 {{ if (n) kthread_park(t); }}" },
        { "parked and forgotten", "Progress", "CPU0 { start(); kthread_park(t); }" },
        { "it never looks whether it is to park", "Progress",
            "int deaf(void *d) { for (;;) { set_current_state(TASK_INTERRUPTIBLE); if (kthread_should_stop()) break; schedule(); } return 7; }\n"
                + "CPU0 { t = kthread_run(deaf, NULL, \"deaf\"); kthread_park(t); kthread_stop(t); }" },
        { "it looks before it sets its state", "Progress",
            "int late(void *d) { for (;;) { if (kthread_should_stop()) break; if (kthread_should_park()) kthread_parkme(); "
                + "set_current_state(TASK_INTERRUPTIBLE); schedule(); } return 7; }\n"
                + "CPU0 { t = kthread_run(late, NULL, \"late\"); kthread_park(t); kthread_stop(t); }" },
        { "parked before it was ever woken", "Held",
            "CPU0 { t = kthread_create(once, NULL, \"once\"); get_task_struct(t); kthread_park(t); assert(!n); kthread_unpark(t); "
                + "assert(kthread_stop(t) == 3); assert(n); put_task_struct(t); }" },
        { "woken it runs", "assert-10",
            "CPU0 { t = kthread_create(once, NULL, \"once\"); get_task_struct(t); wake_up_process(t); assert(!n); kthread_stop(t); "
                + "put_task_struct(t); if (0) kthread_park(t); }" },
        { "stopped before it was ever unparked it runs all the same", "Held",
            "CPU0 { t = kthread_create(once, NULL, \"once\"); get_task_struct(t); kthread_park(t); assert(kthread_stop(t) == 3 && n); put_task_struct(t); }" },
        { "one that may have ended", "KthreadsAreUsedRight Progress",
            "CPU0 { t = kthread_create(once, NULL, \"once\"); get_task_struct(t); wake_up_process(t); kthread_park(t); kthread_stop(t); put_task_struct(t); }" },
        { "one that may have ended, and nobody holds", "NoUseAfterFree Progress",
            "CPU0 { t = kthread_run(once, NULL, \"once\"); kthread_park(t); kthread_unpark(t); }" },
        { "under a spinlock", "NoSleepInAtomic", $"CPU0 {{ start(); spin_lock(&l); kthread_park(t); spin_unlock(&l); {End} }}" },
        { "it parks under a spinlock", "NoSleepInAtomic",
            "int held(void *d) { while (!kthread_should_stop()) { spin_lock(&l); if (kthread_should_park()) kthread_parkme(); spin_unlock(&l); } return 0; }\n"
                + "CPU0 { t = kthread_run(held, NULL, \"held\"); kthread_park(t); kthread_stop(t); }" },
        { "under a lock that it takes", "Progress",
            "int locks(void *d) { for (;;) { set_current_state(TASK_INTERRUPTIBLE); if (kthread_should_stop()) break; "
                + "if (kthread_should_park()) { __set_current_state(TASK_RUNNING); kthread_parkme(); continue; } "
                + "__set_current_state(TASK_RUNNING); mutex_lock(&m); n = 1; mutex_unlock(&m); } return 7; }\n"
                + "CPU0 { t = kthread_run(locks, NULL, \"locks\"); mutex_lock(&m); n = 2; kthread_park(t); mutex_unlock(&m); kthread_stop(t); }" },
        { "to stop or to park", "Held",
            "int both(void *d) { while (!kthread_should_stop()) { set_current_state(TASK_INTERRUPTIBLE); if (!kthread_should_stop_or_park()) schedule(); "
                + "__set_current_state(TASK_RUNNING); if (kthread_should_park()) kthread_parkme(); } return 7; }\n"
                + "CPU0 { t = kthread_run(both, NULL, \"both\"); kthread_park(t); kthread_unpark(t); kthread_stop(t); }" },
        { "it asks itself", "Held",
            "int own(void *d) { kthread_park(current); assert(kthread_should_park()); n = 1; kthread_parkme(); return 7; }\n"
                + "CPU0 { t = kthread_run(own, NULL, \"own\"); get_task_struct(t); while (!READ_ONCE(n)) cpu_relax(); "
                + "kthread_unpark(t); put_task_struct(t); }" },
        { "it asks itself once it was stopped", "Progress",
            "int own(void *d) { kthread_park(current); kthread_parkme(); return 7; }\n"
                + "CPU0 { t = kthread_run(own, NULL, \"own\"); kthread_stop(t); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Who_is_parked_does_nothing(string what, string expected, string code)
    {
        var report = Checking.Run(Head + code, "stateful");
        var broken = string.Join(' ', report.Failures.Select(one => one.Property.Name).Distinct().Order(StringComparer.Ordinal));
        var verdict = report.Verdict == Verdict.Broken ? broken : $"{report.Verdict} {report.Doubt}".Trim();
        Assert.True(verdict == expected, $"{what}: {verdict}");
    }

    [Theory]
    [InlineData("kthread_park(&x);", "'kthread_park' takes a pointer to struct task_struct, this is s32 *")]
    [InlineData("kthread_parkme();", "'kthread_parkme' is called here by what is no kthread")]
    [InlineData("n = kthread_should_park();", "'kthread_should_park' is called here by what is no kthread")]
    [InlineData("n = kthread_unpark(t);", "'kthread_unpark' gives nothing back, and a value is needed here")]
    [InlineData("kthread_park(t, 1);", "'kthread_park' takes at most 1 arguments, here are 2")]
    public void What_is_wrong_is_told(string code, string expected) => Assert.Contains(
        expected, Checking.Problems($"{Head}CPU0 {{ start(); {code} kthread_stop(t); }}"), StringComparison.Ordinal);

    [Fact]
    public void It_is_told_in_words() => Assert.Contains("finds parked task-of-loop.1", Checking.Steps(
        $"{Head}CPU0 {{ start(); kthread_park(t); wake_up_process(t); assert(0); }}"));
}
