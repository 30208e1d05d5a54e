using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>
/// Timers. A word is whether it is armed, whether its function runs, whether the softirq that runs it was begun,
/// whether it was shut down, and above that the function. Time is not kept: what is armed expires at any time. Source:
/// kernel/time/timer.c, Linux 6.12; misuse as CONFIG_DEBUG_OBJECTS_TIMERS tells it.
/// </summary>
internal static class TimerRules
{
    /// <summary>How a timer is armed: mod_timer, add_timer, only if it is armed, or hrtimer_start.</summary>
    internal const long Modified = 0, Added = 1, IfArmed = 2, Started = 4;

    /// <summary>How a timer is taken back, put together.</summary>
    internal const long Waits = TimerTaking.Waits, ShutsDown = TimerTaking.ShutsDown, Tries = TimerTaking.Tries,
        Anywhere = TimerTaking.Anywhere;

    /// <summary>What can be wrong.</summary>
    internal const int NeverSetUp = 1, ArmedAlready = 2, SetUpWhileArmed = 3, WaitedForInInterrupt = 4, NoFunction = 5;

    private const long Armed = 1;
    private const long Running = 2;
    private const long Begun = 4;
    private const long ShutDown = 8;
    private const int FunctionShift = 8;
    private const long Flags = (1L << FunctionShift) - 1;

    /// <summary>How threads wait: taking the timer back, or shutting it down, too.</summary>
    private const Access TakesBack = Access.Disarm;
    private const Access TakesAway = Access.Expire;

    /// <summary>The word of a timer with a function.</summary>
    internal static long WordOf(int function) => (long)(function + 1) << FunctionShift;

    /// <summary>Whether the timer of a word is armed.</summary>
    internal static bool IsArmed(long word) => (word & Armed) != 0;

    /// <summary>A request about a timer.</summary>
    internal static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.SetUp: OnSetUp(turn); break;
            case Access.Arm: OnArm(turn); break;
            case Access.Disarm: OnDisarm(turn); break;
            case Access.Expire: OnExpire(turn); break;
            default: OnExpired(turn); break;
        }
    }

    private static void OnSetUp(Turn turn)
    {
        if (IsArmed(turn.Word))
        {
            turn.Fail(Fault.TimerMisused, SetUpWhileArmed);
            return;
        }

        turn.Word = turn.Request.Value | (turn.Word & (Running | Begun));
        turn.Answer(0);
    }

    private static void OnArm(Turn turn)
    {
        var wasArmed = IsArmed(turn.Word);
        var how = turn.Request.Value;
        if (IsNeverSetUp(turn.Word)) { turn.Fail(Fault.TimerMisused, NeverSetUp); }
        else if (how == Started && turn.Request.Other == 0) { turn.Fail(Fault.TimerMisused, NoFunction); }
        else if (how == Added && wasArmed) { turn.Fail(Fault.TimerMisused, ArmedAlready); }
        else if ((turn.Word & ShutDown) != 0 || (how == IfArmed && !wasArmed))
        {
            turn.Outbox.Note($"does not arm {turn.Name}");
            turn.Answer(0);
        }
        else { Arm(turn, wasArmed); }
    }

    private static void Arm(Turn turn, bool wasArmed)
    {
        turn.Outbox.Note($"arms {turn.Name}");
        var begins = (turn.Word & Begun) == 0;
        turn.Word |= Armed | Begun;
        turn.Answer(wasArmed ? 1 : 0);
        if (!begins) { return; }
        var softirq = turn.Program.Workers[(turn.State.Index, turn.Request.Offset)];
        turn.Outbox.Send(new(softirq + 1),
            new RaceMessage.Begin(Pointers.To(turn.State.Index, turn.Request.Offset)));
    }

    private static void OnDisarm(Turn turn)
    {
        var how = turn.Request.Value;
        var isRunning = (turn.Word & Running) != 0;
        if ((how & (Waits | Anywhere)) == Waits && turn.Program.Threads[turn.Thread].IsInterrupt)
        {
            turn.Fail(Fault.TimerMisused, WaitedForInInterrupt);
        }
        else if (IsNeverSetUp(turn.Word)) { turn.Fail(Fault.TimerMisused, NeverSetUp); }
        else if (isRunning && (how & Tries) != 0)
        {
            turn.Outbox.Note($"finds {turn.Name} running");
            turn.Answer(-1);
        }
        else if (isRunning && (how & Waits) != 0)
        {
            turn.Outbox.Note($"waits for {turn.Name}");
            turn.Wait((how & ShutsDown) != 0 ? TakesAway : TakesBack);
        }
        else { turn.Answer(TakeBack(turn, (how & ShutsDown) != 0)); }
    }

    private static void OnExpire(Turn turn)
    {
        if (!IsArmed(turn.Word))
        {
            turn.Word &= ~Begun;
            turn.Answer(0);
            return;
        }

        turn.Outbox.Note($"{turn.Name} expires");
        turn.Word = (turn.Word & ~Armed) | Running;
        turn.Answer(turn.Word >> FunctionShift);
    }

    /// <summary>
    /// Whoever waits takes the timer back now, also one that its function has armed again: that it expires once more
    /// before is as if the waiting had begun later. That of high resolution is armed again where its function says so:
    /// only then __run_hrtimer, kernel/time/hrtimer.c, Linux 6.15, looks at it once more.
    /// </summary>
    private static void OnExpired(Turn turn)
    {
        var restarts = turn.Request.Value != 0;
        turn.Word &= ~Running;
        if (turn.State.Freed.Value.IsSome)
        {
            turn.FailAll();
            if (restarts) { turn.Fail(Fault.UseAfterFree, turn.State.Freed.Value); }
            else { turn.Answer(0); }
            return;
        }

        if (restarts) { turn.Word |= Armed; }
        while (turn.First() is { } waiter) { turn.Release(waiter, TakeBack(turn, waiter.Access == TakesAway)); }
        var again = IsArmed(turn.Word);
        if (!again) { turn.Word &= ~Begun; }
        turn.Answer(again ? 1 : 0);
    }

    private static long TakeBack(Turn turn, bool isForEver)
    {
        var wasArmed = IsArmed(turn.Word);
        turn.Outbox.Note($"{(isForEver ? "shuts down" : "takes back")} {turn.Name}{(wasArmed ? "" : ", not armed")}");
        turn.Word &= ~Armed;
        if (isForEver) { turn.Word = (turn.Word & Flags) | ShutDown; }
        return wasArmed ? 1 : 0;
    }

    /// <summary>What was shut down has no function either, and stays silent.</summary>
    private static bool IsNeverSetUp(long word) => word >> FunctionShift == 0 && (word & ShutDown) == 0;
}
