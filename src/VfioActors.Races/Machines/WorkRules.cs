using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>
/// Work of a work queue. A word is whether it is queued, whether it is under way, whether its worker was begun, whether
/// somebody cancels it, whether it was disabled, and above that the function. Source: kernel/workqueue.c, Linux 6.6;
/// disabling is of Linux 6.10.
/// </summary>
internal static class WorkRules
{
    private const long Queued = 1;
    private const long Running = 2;
    private const long Begun = 4;
    private const long Canceled = 8;
    private const long Disabled = 16;
    private const int FunctionShift = 8;

    /// <summary>
    /// How threads wait: flushing, for the run that is queued or for the one under way; canceling, for the one under
    /// way, having taken none out of the queue or one, or for whoever cancels it already. Work that queues itself again
    /// has none of them wait longer.
    /// </summary>
    private const Access FlushesNext = Access.Flush;
    private const Access FlushesThis = Access.Done;
    private const Access TookNone = Access.Cancel;
    private const Access TookOne = Access.TakeUp;
    private const Access WantsToCancel = Access.CancelEnd;

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
            case Access.Cancel: OnCancel(turn); break;
            case Access.CancelEnd: OnCancelEnd(turn); break;
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

        var isRequeue = turn.Request.Value != 0;
        if ((turn.Word & (Canceled | Disabled)) is not 0 and var off)
        {
            // To modify delayed work that is being canceled fails with an error, which is true.
            turn.Outbox.Note($"finds {((off & Disabled) != 0 ? "disabled" : "canceled")} {turn.Name}");
            turn.Answer(isRequeue && (off & Disabled) == 0 ? 1 : 0);
            return;
        }

        var isNew = (turn.Word & Queued) == 0;
        turn.Outbox.Note($"{(isNew ? "queues" : "finds queued")} {turn.Name}");
        var begins = (turn.Word & Begun) == 0;
        turn.Word |= Queued | Begun;
        turn.Answer(isNew != isRequeue ? 1 : 0);
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
        turn.WaitOn(FlushesNext, FlushesThis);
        turn.Answer(turn.Word >> FunctionShift);
    }

    private static void OnDone(Turn turn)
    {
        turn.ReleaseAll(FlushesThis, 1);
        turn.ReleaseAll(TookNone);
        turn.ReleaseAll(TookOne, 1);
        if (turn.State.Freed.Value.IsSome)
        {
            turn.Answer(0);
            return;
        }

        var again = IsQueued(turn.Word);
        turn.Word &= ~(again ? Running : Running | Begun);
        turn.Answer(again ? 1 : 0);
    }

    /// <summary>
    /// Until it is over nobody can queue the work: WORK_STRUCT_PENDING stays set. Nobody can ever again, until it is
    /// initialized anew, where it is disabled, which waits for the run under way but for nobody else who cancels it.
    /// </summary>
    private static void OnCancel(Turn turn)
    {
        var how = (Cancelling)turn.Request.Value;
        var disables = how is Cancelling.Disables or Cancelling.DisablesAndWaits;
        if (disables) { turn.Word |= Disabled; }
        var waits = how is Cancelling.Waits or Cancelling.DisablesAndWaits;
        if (how == Cancelling.Waits && (turn.Word & Canceled) != 0)
        {
            Wait(turn, WantsToCancel);
            return;
        }

        var wasQueued = IsQueued(turn.Word);
        turn.Word &= ~Queued;
        turn.ReleaseAll(FlushesNext, 1);
        if (how == Cancelling.Waits) { turn.Word |= Canceled; }
        if (waits && (turn.Word & Running) != 0) { Wait(turn, wasQueued ? TookOne : TookNone); }
        else { turn.Answer(wasQueued ? 1 : 0); }
    }

    /// <summary>
    /// Of those who want to cancel it too the first does so at once: it finds nothing queued, and nothing under way.
    /// </summary>
    private static void OnCancelEnd(Turn turn)
    {
        turn.Answer(0);
        if (turn.First() is { Access: WantsToCancel } next) { turn.Release(next, 0); }
        else { turn.Word &= ~Canceled; }
    }

    private static void OnFlush(Turn turn)
    {
        if ((turn.Word & (Queued | Running)) == 0) { turn.Answer(0); }
        else { Wait(turn, IsQueued(turn.Word) ? FlushesNext : FlushesThis); }
    }

    private static void Wait(Turn turn, Access how)
    {
        turn.Outbox.Note($"waits for {turn.Name}");
        turn.Wait(how);
    }
}
