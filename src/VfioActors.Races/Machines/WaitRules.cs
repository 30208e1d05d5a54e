using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>Completions, wait queues, and waiting for a word to change.</summary>
internal static class WaitRules
{
    /// <summary>A completion that is done for all.</summary>
    private const long ForAll = int.MaxValue;

    /// <summary>One of them.</summary>
    internal static void On(Turn turn)
    {
        var self = 1L << turn.Thread;
        switch (turn.Request.Access)
        {
            case Access.AwaitCompletion when turn.Word == 0: Wait(turn); break;
            case Access.AwaitCompletion or Access.TryCompletion: Take(turn); break;
            case Access.Complete: Complete(turn); break;
            case Access.CompleteAll: CompleteAll(turn); break;
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
        var isSet = turn.Request.Other != 0;
        if ((isSet ? turn.IsSet : turn.Word) != turn.Request.Value) { turn.Answer(0); }
        else { Wait(turn); }
    }
}
