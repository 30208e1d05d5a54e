using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>
/// Work of a work queue. A word is whether it is queued, whether it is under way, whether its worker was begun, and
/// above that the function.
/// </summary>
internal static class WorkRules
{
    private const long Queued = 1;
    private const long Running = 2;
    private const long Begun = 4;
    private const int FunctionShift = 8;

    /// <summary>The word of work with a function.</summary>
    internal static long WordOf(int function) => (long)(function + 1) << FunctionShift;

    /// <summary>Whether work of a word is queued.</summary>
    internal static bool IsQueued(long word) => (word & Queued) != 0;

    /// <summary>A request about work.</summary>
    internal static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.Queue: OnQueue(turn); break;
            case Access.TakeUp: OnTakeUp(turn); break;
            case Access.Done: OnDone(turn); break;
            case Access.Cancel:
                turn.Word &= ~Queued;
                OnFlush(turn);
                break;
            default: OnFlush(turn); break;
        }
    }

    private static void OnQueue(Turn turn)
    {
        if (turn.Word >> FunctionShift == 0)
        {
            turn.Fail(Fault.NullPointer);
            return;
        }

        var isNew = (turn.Word & Queued) == 0;
        turn.Outbox.Note($"{(isNew ? "queues" : "finds queued")} {turn.Name}");
        var begins = (turn.Word & Begun) == 0;
        turn.Word |= Queued | Begun;
        turn.Answer(isNew ? 1 : 0);
        if (!begins) { return; }
        var worker = turn.Program.Workers[(turn.State.Index, turn.Request.Offset)];
        turn.Outbox.Send(new(worker + 1),
            new RaceMessage.Begin(Pointers.To(turn.State.Index, turn.Request.Offset)));
    }

    private static void OnTakeUp(Turn turn)
    {
        if ((turn.Word & Queued) == 0)
        {
            turn.Word &= ~Begun;
            turn.Answer(0);
            return;
        }

        turn.Outbox.Note($"begins {turn.Name}");
        turn.Word = (turn.Word & ~Queued) | Running;
        turn.Answer(turn.Word >> FunctionShift);
    }

    private static void OnDone(Turn turn)
    {
        if (turn.State.Freed.Value.IsSome)
        {
            turn.Answer(0);
            return;
        }

        var again = (turn.Word & Queued) != 0;
        turn.Word &= again ? ~Running : ~(Running | Begun);
        if (!again)
        {
            turn.ReleaseAll(Access.Flush, 1);
            turn.ReleaseAll(Access.Cancel, 1);
        }

        turn.Answer(again ? 1 : 0);
    }

    private static void OnFlush(Turn turn)
    {
        if ((turn.Word & (Queued | Running)) == 0)
        {
            turn.Answer(0);
            return;
        }

        turn.Outbox.Note($"waits for {turn.Name}");
        turn.Wait();
    }
}
