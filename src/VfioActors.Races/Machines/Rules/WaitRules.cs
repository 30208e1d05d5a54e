using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>Completions, wait queues, and waiting for a word to change.</summary>
internal static class WaitRules
{
    /// <summary>A completion that is done for all.</summary>
    private const long ForAll = int.MaxValue;

    /// <summary>The words of a task behind its state.</summary>
    internal const int TaskAsked = 1, TaskHeld = 2, TaskResult = 3, TaskParked = 4;

    /// <summary>
    /// Of a task that it is to stop, that it has ended, that it is to park, and that it has a signal.
    /// </summary>
    internal const long ShouldStop = 1, Ended = 2, ShouldPark = 4, Signalled = 8;

    /// <summary>
    /// How a task is woken that may have ended since it was found, as who wakes it reads under RCU; and one that is
    /// parked, and no other.
    /// </summary>
    internal const long IsKeptByRcu = 1, IsParked = 2;

    /// <summary>
    /// How a task is woken that waits in TASK_INTERRUPTIBLE, which is its first bit, and no other: as
    /// wake_up_interruptible() does by __wake_up() and try_to_wake_up(), kernel/sched/core.c, Linux 6.12.
    /// </summary>
    internal const long IsInterruptible = 3;

    /// <summary>
    /// The bits of a state in which any signal ends the sleep, and one that kills: TASK_INTERRUPTIBLE, TASK_WAKEKILL.
    /// </summary>
    internal const long Interruptible = 1, Killable = 0x100;

    /// <summary>What has come to a thread: a signal that kills; any other is less, and none is 0.</summary>
    internal const long Kills = 2;

    /// <summary>The state of a task that is parked, which wake_up_process() does not wake: TASK_PARKED.</summary>
    internal const long Parked = 0x40;

    /// <summary>One of them.</summary>
    internal static void On(Turn turn)
    {
        if (turn.Request.Other != 0 && turn.Request.Access is >= Access.Prepare and <= Access.Wake)
        {
            OnKeyed(turn);
            return;
        }

        if (turn.Word == Turn.NeverInitialized && FollowsList(turn.Request.Access))
        {
            turn.Fail(Fault.NullPointer, Turn.ListIsNull);
            return;
        }

        var self = 1L << turn.Thread;
        switch (turn.Request.Access)
        {
            case Access.AwaitCompletion when turn.Word == 0: Wait(turn); break;
            case Access.AwaitCompletion or Access.TryCompletion: Take(turn); break;
            case Access.Complete: Complete(turn); break;
            case Access.CompleteAll: CompleteAll(turn); break;
            case Access.Renew: Renew(turn); break;
            case Access.Prepare:
                turn.Word |= self;
                turn.Answer(0);
                break;
            case Access.Finish:
                turn.Word &= ~self;
                turn.Answer(0);
                break;
            case Access.Sleep when (turn.Word & self) != 0: Wait(turn); break;
            case Access.Sleep: turn.Answer(0); break;
            case Access.Wake:
                turn.Outbox.Note($"wakes {turn.Name}");
                turn.Word = 0;
                turn.ReleaseAll(Access.Sleep);
                turn.Answer(0);
                break;
            default: AwaitChange(turn); break;
        }
    }

    /// <summary>
    /// Whether it goes through the list of who waits: __prepare_to_swait and swake_up_locked, kernel/sched/swait.c, and
    /// __add_wait_queue and __wake_up_common, wait.c, Linux 6.12.
    /// </summary>
    private static bool FollowsList(Access access) => access is Access.AwaitCompletion or Access.Complete
        or Access.CompleteAll or Access.Prepare or Access.Wake;

    /// <summary>
    /// One about a variable or a bit: for each thread there is the address that it waits for, NULL too, and the bit,
    /// which is 0 where it does not wait. Whoever wakes touches nothing there.
    /// </summary>
    private static void OnKeyed(Turn turn)
    {
        var (words, bit) = (turn.State.Words, turn.Thread + LockWord.ThreadsMax);
        switch (turn.Request.Access)
        {
            case Access.Prepare:
                (words[turn.Thread], words[bit]) = (turn.Request.Value, turn.Request.Other);
                turn.Answer(0);
                break;
            case Access.Finish:
                (words[turn.Thread], words[bit]) = (0, 0);
                turn.Answer(0);
                break;
            case Access.Sleep when words[bit] != 0:
                turn.Outbox.Note($"waits to be woken");
                turn.Wait();
                break;
            case Access.Wake:
                WakeKeyed(turn);
                turn.Answer(0);
                break;
            default: turn.Answer(0); break;
        }
    }

    private static void WakeKeyed(Turn turn)
    {
        var (words, waiters) = (turn.State.Words, turn.State.Waiters);
        for (var thread = 0; thread < LockWord.ThreadsMax; thread++)
        {
            var bit = thread + LockWord.ThreadsMax;
            if (words[thread] != turn.Request.Value || words[bit] != turn.Request.Other) { continue; }
            if (turn.Outbox.Listening) { turn.Outbox.Note($"wakes {turn.Program.Threads[thread].Name}"); }
            (words[thread], words[bit]) = (0, 0);
            for (var at = 0; at < waiters.Count && waiters[at] != 0; at++)
            {
                var waiter = Waiter.Of(waiters[at]);
                if (waiter.Thread != thread || waiter.Access != Access.Sleep) { continue; }
                turn.Release(waiter, 0);
                break;
            }
        }
    }

    /// <summary>
    /// A request about a task: kernel/sched/core.c and kernel/kthread.c, Linux 6.12. It goes when it has ended and
    /// nobody holds it, at once: what RCU puts off for it is not looked at.
    /// </summary>
    internal static void OnTask(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.SleepByState when HasSignal(turn):
                turn.Outbox.Note($"does not sleep, as {turn.Name} has a signal");
                turn.Word = 0;
                turn.Answer(0);
                break;
            case Access.SleepByState when turn.Word != 0:
                turn.Outbox.Note($"waits to be woken");
                turn.Wait();
                break;
            case Access.WakeTask: WakeTask(turn); break;
            case Access.StopTask:
                turn.Outbox.Note($"stops {turn.Name}");
                turn.Set(TaskAsked, turn.State.Words[TaskAsked] | ShouldStop);
                turn.State.Words[TaskHeld]++;
                turn.Answer(0);
                break;
            case Access.AwaitExit when (turn.State.Words[TaskAsked] & Ended) == 0: Wait(turn); break;
            case Access.AwaitExit:
                turn.Answer(turn.State.Words[TaskResult]);
                LetGo(turn, 1);
                break;
            case Access.Exit: Exit(turn); break;
            default: turn.Answer(0); break;
        }
    }

    /// <summary>
    /// Whether a signal keeps it awake, which sleeps so that one ends that: __schedule, kernel/sched/core.c, Linux
    /// 6.12.
    /// </summary>
    private static bool HasSignal(Turn turn) =>
        ((turn.Word & Interruptible) != 0
            && ((turn.State.Words[TaskAsked] & Signalled) != 0 || turn.Request.Value != 0))
        || ((turn.Word & Killable) != 0 && turn.Request.Value == Kills);

    /// <summary>Also one that has not gone to sleep yet is woken: then it does not.</summary>
    private static void WakeTask(Turn turn)
    {
        if (turn.State.Freed.Value.IsSome)
        {
            turn.Outbox.Note($"finds ended {turn.Name}");
            turn.Answer(0);
            return;
        }

        if ((turn.Word == Parked) != (turn.Request.Value == IsParked))
        {
            turn.Outbox.Note($"finds {(turn.Word == Parked ? "" : "not ")}parked {turn.Name}");
            turn.Answer(0);
            return;
        }

        if (turn.Request.Value == IsInterruptible && turn.Word != 0 && (turn.Word & Interruptible) == 0)
        {
            turn.Outbox.Note($"does not wake {turn.Name}, which waits for no signal");
            turn.Answer(0);
            return;
        }

        var sleeps = turn.Word != 0;
        turn.Outbox.Note($"{(sleeps ? "wakes" : "finds awake")} {turn.Name}");
        turn.Word = 0;
        turn.ReleaseAll(Access.SleepByState);
        turn.Answer(sleeps ? 1 : 0);
    }

    /// <summary>
    /// Whoever waits is forgotten by then, and woken by nobody. In the word of a wait queue, but not of a completion,
    /// stands who is about to wait.
    /// </summary>
    private static void Renew(Turn turn)
    {
        var isQueue = turn.Request.Value != 0;
        if (turn.First() is not null || (isQueue && turn.Word is not (0 or Turn.NeverInitialized)))
        {
            turn.Answer(0);
            return;
        }

        turn.Word = 0;
        turn.Answer(1);
    }

    private static void Exit(Turn turn)
    {
        var (words, result) = (turn.State.Words, turn.Request.Value);
        turn.Outbox.Note($"{turn.Name} ends");
        (words[TaskResult], words[TaskAsked]) = (result, words[TaskAsked] | Ended);
        var holders = 1;
        while (turn.First() is { Access: Access.AwaitExit } waiter)
        {
            turn.Release(waiter, result);
            holders++;
        }

        turn.Answer(0);
        LetGo(turn, holders);
    }

    private static void LetGo(Turn turn, int holders)
    {
        var words = turn.State.Words;
        words[TaskHeld] -= holders;
        if (words[TaskHeld] > 0) { return; }
        turn.State.Freed.Value = Occasion.Of(turn.Request.Line, turn.Thread);
    }

    private static void Wait(Turn turn)
    {
        turn.Outbox.Note($"waits for {turn.Name}");
        turn.Wait();
    }

    private static void Take(Turn turn)
    {
        var isDone = turn.Word > 0;
        if (isDone && turn.Word != ForAll) { turn.Word--; }
        turn.Answer(isDone ? 1 : 0);
    }

    private static void Complete(Turn turn)
    {
        turn.Outbox.Note($"completes {turn.Name}");
        if (turn.First() is { } waiter) { turn.Release(waiter, 1); }
        else if (turn.Word != ForAll) { turn.Word++; }
        turn.Answer(0);
    }

    private static void CompleteAll(Turn turn)
    {
        turn.Outbox.Note($"completes {turn.Name} for all");
        turn.Word = ForAll;
        turn.ReleaseAll(Access.AwaitCompletion, 1);
        turn.Answer(0);
    }

    private static void AwaitChange(Turn turn)
    {
        var how = turn.Request.Other;
        var found = (how & Looking.WhetherSet) != 0 ? turn.IsSet : turn.Word;
        if (found != turn.Request.Value)
        {
            turn.Answer(0);
            return;
        }

        turn.Outbox.Note($"waits for {turn.Name}");
        turn.Wait(Access.AwaitChange, (how & Looking.InFile) != 0 ? Looking.Mark : 0);
    }
}
