using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>
/// Work of a work queue. A word is whether it is queued, whether it is under way, whether its worker was begun, whether
/// somebody cancels it while it is in no queue, then what counts where it matters in which queue it is, and above that
/// the function, the queue and how often it was disabled. Source: kernel/workqueue.c, Linux 6.12.
/// </summary>
/// <remarks>
/// In which queue work is matters in files that wait for all work of one. There whoever queues work claims it, as does
/// who takes it out: WORK_STRUCT_PENDING is set, and it is in no queue. All others have to wait until it is let go of.
/// </remarks>
internal static class WorkRules
{
    /// <summary>How work is queued, put together: anew, claimed at first, on a timer.</summary>
    internal const long Requeues = 1, Claims = 2, Delays = 4;

    /// <summary>How work is taken up: as soon as it is queued, or only looked at, or once it is its turn.</summary>
    internal const long Begins = 0, Looks = 1, HasTurn = 2;

    /// <summary>
    /// What taking work out of its queue answers: somebody claims it, or has disabled it, so that nobody may queue it.
    /// </summary>
    internal const long Again = -1, IsDisabled = -3;

    /// <summary>
    /// What is wrong with work: waited for and never initialized, or initialized while it is queued. __flush_work,
    /// kernel/workqueue.c, Linux 6.12.
    /// </summary>
    internal const int NeverInitialized = 1, InitializedWhileQueued = 2;

    /// <summary>What enabling work answers that is not disabled.</summary>
    internal const long IsEnabled = -4;

    /// <summary>What work_busy answers: the bits of a word that are WORK_BUSY_PENDING and WORK_BUSY_RUNNING.</summary>
    internal const long Queued = 1, Running = 2;

    private const long Begun = 4;
    private const long Idle = 8;
    private const long Claimed = 16;
    private const long OnTimer = 32;
    private const long TimerBegun = 64;
    private const long Expiring = 128;
    private const int FunctionShift = 8;
    private const int QueueShift = 32;
    private const long FunctionMask = (1L << (QueueShift - FunctionShift)) - 1;
    private const int LookedShift = 48;
    private const long QueueMask = (1L << LookedShift) - (1L << QueueShift);

    /// <summary>Its worker has seen it in its queue since it came there.</summary>
    private const long Looked = 1L << LookedShift;

    /// <summary>How often it was disabled, and not enabled since.</summary>
    private const long DisabledOnce = Looked << 1;
    private const long Disabled = long.MaxValue & ~(DisabledOnce - 1);

    /// <summary>
    /// How threads wait: flushing, for the run that is queued or for the one under way; canceling, for the one under
    /// way, having taken none out of the queue or one. Work that queues itself again has none of them wait longer.
    /// </summary>
    private const Access FlushesNext = Access.Flush;
    private const Access FlushesThis = Access.Done;
    private const Access TookNone = Access.Cancel;
    private const Access TookOne = Access.TakeUp;

    /// <summary>The word of work with a function.</summary>
    internal static long WordOf(int function) => (long)(function + 1) << FunctionShift;

    /// <summary>Whether work of a word is queued.</summary>
    internal static bool IsQueued(long word) => (word & Queued) != 0;

    /// <summary>Whether the timer of delayed work has not expired.</summary>
    internal static bool IsOnTimer(long word) => (word & OnTimer) != 0;

    /// <summary>A request about work.</summary>
    internal static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.InitializeWork: OnInitialize(turn); break;
            case Access.Queue: OnQueue(turn); break;
            case Access.TakeUp: OnTakeUp(turn); break;
            case Access.Done: OnDone(turn); break;
            case Access.Cancel: OnCancel(turn); break;
            case Access.LetQueue: OnLetQueue(turn); break;
            case Access.Insert: OnInsert(turn); break;
            case Access.Unclaim: OnUnclaim(turn); break;
            case Access.AwaitUnclaimed when (turn.Word & (turn.Request.Value == 0 ? Claimed : Expiring)) != 0:
                Wait(turn, Access.AwaitUnclaimed);
                break;
            case Access.AwaitUnclaimed: turn.Answer(0); break;
            case Access.Expires: OnExpires(turn); break;
            default: OnFlush(turn); break;
        }
    }

    private static long FunctionOf(long word) => (word >> FunctionShift) & FunctionMask;

    /// <summary>Whether it is in a queue, and a worker may take it up.</summary>
    private static bool IsIn(long word) => (word & (Queued | Claimed | OnTimer)) == Queued;

    private static long QueueOf(long word) => Pointers.To((int)((word & QueueMask) >> QueueShift) - 1);

    private static long WithQueue(long word, long queue) =>
        (word & ~QueueMask) | ((long)(Pointers.ObjectOf(queue) + 1) << QueueShift);

    /// <summary>One that is under way may be: nobody touches it for the run any more.</summary>
    private static void OnInitialize(Turn turn)
    {
        if (IsQueued(turn.Word))
        {
            turn.Fail(Fault.WorkMisused, InitializedWhileQueued);
            return;
        }

        turn.Outbox.Note($"initializes {turn.Name}");
        turn.Word = turn.Request.Value;
        turn.Answer(0);
    }

    private static void OnQueue(Turn turn)
    {
        if (FunctionOf(turn.Word) == 0)
        {
            turn.Fail(Fault.NullPointer);
            return;
        }

        var how = turn.Request.Value;
        var isRequeue = (how & Requeues) != 0;
        if (isRequeue) { turn.Word &= ~Idle; }
        if ((turn.Word & (Idle | Disabled)) is not 0 and var off)
        {
            turn.Outbox.Note($"finds {((off & Disabled) != 0 ? "disabled" : "claimed")} {turn.Name}");
            turn.Answer(0);
            return;
        }

        var isNew = (turn.Word & Queued) == 0;
        turn.Outbox.Note($"{(isNew ? "queues" : "finds queued")} {turn.Name}");
        if (isNew && (how & Claims) != 0) { turn.Word |= Queued | Claimed; }
        else if (isNew && (how & Delays) != 0)
        {
            turn.Word = WithQueue(turn.Word, turn.Request.Other) | Queued | OnTimer;
            BeginTimer(turn);
        }
        else if ((how & (Claims | Delays)) == 0)
        {
            turn.Word |= Queued;
            BeginWorker(turn);
        }

        turn.Answer(isNew != isRequeue ? 1 : 0);
    }

    private static void BeginWorker(Turn turn) => Begin(turn, Begun, 0);

    private static void BeginTimer(Turn turn) => Begin(turn, TimerBegun, RaceProgram.TimerOf);

    private static void Begin(Turn turn, long mark, int shift)
    {
        if ((turn.Word & mark) != 0) { return; }
        turn.Word |= mark;
        var worker = turn.Program.Workers[(turn.State.Index, turn.Request.Offset + shift)];
        turn.Outbox.Send(new(worker + 1),
            new RaceMessage.Begin(Pointers.To(turn.State.Index, turn.Request.Offset)));
    }

    /// <summary>Whoever claimed the work lets go of it: it is in a queue now, or on its timer.</summary>
    private static void OnInsert(Turn turn)
    {
        var isDelayed = turn.Request.Other != 0;
        turn.Word = WithQueue(turn.Word, turn.Request.Value) & ~(Claimed | Expiring);
        if (isDelayed)
        {
            turn.Word |= OnTimer;
            BeginTimer(turn);
        }
        else { BeginWorker(turn); }

        turn.ReleaseAll(Access.AwaitUnclaimed);
        turn.Answer(0);
    }

    /// <summary>The timer of delayed work expires, or is not waited for: it is put into its queue then.</summary>
    private static void OnExpires(Turn turn)
    {
        var isTimer = turn.Request.Value == 0;
        if (!IsOnTimer(turn.Word))
        {
            if (isTimer) { turn.Word &= ~TimerBegun; }
            turn.Answer(0);
            return;
        }

        turn.Outbox.Note($"{turn.Name} {(isTimer ? "expires" : "is not delayed any more")}");
        turn.Word = (turn.Word & ~OnTimer) | Claimed | (isTimer ? Expiring : 0);
        turn.Answer(QueueOf(turn.Word));
    }

    private static void OnTakeUp(Turn turn)
    {
        var how = turn.Request.Value;
        if (!IsIn(turn.Word))
        {
            if (how != HasTurn) { turn.Word &= ~Begun; }
            turn.Answer(0);
            return;
        }

        if (how == Looks)
        {
            turn.Word |= Looked;
            turn.Answer(QueueOf(turn.Word));
            return;
        }

        if (how == HasTurn && ((turn.Word & Looked) == 0 || QueueOf(turn.Word) != turn.Request.Other))
        {
            turn.Answer(0);
            return;
        }

        turn.Outbox.Note($"begins {turn.Name}");
        turn.Word = (turn.Word & ~(Queued | Looked)) | Running;
        turn.WaitOn(FlushesNext, FlushesThis);
        turn.Answer(FunctionOf(turn.Word));
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

        var again = IsIn(turn.Word);
        turn.Word &= ~(again ? Running : Running | Begun);
        turn.Answer(again ? 1 : 0);
    }

    /// <summary>
    /// Where it is disabled nobody can queue the work until it is enabled as often; that waits for the run under way
    /// but for nobody else who cancels it. Whoever has claimed work that is in no queue, to cancel it, is done with
    /// that before anybody else takes it out.
    /// </summary>
    private static void OnCancel(Turn turn)
    {
        var how = (Cancelling)turn.Request.Value;
        var keepsQueues = turn.Request.Other != 0;
        if (WaitsForRun(how) && IsNever(turn)) { return; }
        if (how == Cancelling.Modifies && !MayModify(turn)) { return; }
        if ((turn.Word & Claimed) != 0)
        {
            turn.Answer(Again);
            return;
        }

        turn.Word &= ~Idle;
        if (how == Cancelling.Enables)
        {
            Enable(turn);
            return;
        }

        if ((how is Cancelling.Disables or Cancelling.DisablesAndWaits) && !TryDisable(turn)) { return; }
        var wasQueued = IsQueued(turn.Word);
        turn.ReleaseAll(FlushesNext, 1);
        if (how == Cancelling.Leaves && !wasQueued) { turn.Word |= Idle; }
        if (how == Cancelling.Modifies || (keepsQueues && IsIn(turn.Word)))
        {
            var answer = !wasQueued ? 0 : IsOnTimer(turn.Word) ? 1 : QueueOf(turn.Word);
            turn.Word = (turn.Word & ~(OnTimer | Looked)) | Queued | Claimed;
            turn.Answer(answer);
            return;
        }

        turn.Word &= ~(Queued | OnTimer);
        var waits = WaitsForRun(how) && !keepsQueues;
        if (waits && (turn.Word & Running) != 0) { Wait(turn, wasQueued ? TookOne : TookNone); }
        else { turn.Answer(wasQueued ? 1 : 0); }
    }

    /// <summary>Whether the time of the work can be changed; where it cannot that is answered.</summary>
    private static bool MayModify(Turn turn)
    {
        if (FunctionOf(turn.Word) == 0)
        {
            turn.Fail(Fault.NullPointer);
            return false;
        }

        if ((turn.Word & Disabled) == 0) { return true; }
        turn.Answer(IsDisabled);
        return false;
    }

    /// <summary>Counts one more who disables it; false where more cannot be counted: the run is cut.</summary>
    private static bool TryDisable(Turn turn)
    {
        if ((turn.Word & Disabled) == Disabled)
        {
            turn.Cut();
            return false;
        }

        turn.Word += DisabledOnce;
        return true;
    }

    /// <summary>
    /// Answers whether nobody else keeps it disabled, as whoever cancels it and waits does. What is disabled is in no
    /// queue.
    /// </summary>
    private static void Enable(Turn turn)
    {
        if ((turn.Word & Disabled) == 0)
        {
            turn.Answer(IsEnabled);
            return;
        }

        turn.Word -= DisabledOnce;
        var isEnabled = (turn.Word & Disabled) == 0;
        turn.Outbox.Note($"{turn.Name} is {(isEnabled ? "enabled" : "still disabled")}");
        turn.Answer(isEnabled ? 1 : 0);
    }

    private static bool WaitsForRun(Cancelling how) => how == Cancelling.DisablesAndWaits;

    /// <summary>
    /// The work is out of its queue. Whoever waits for the run under way does so only after that, and leaves what was
    /// enabled, and queued, meanwhile.
    /// </summary>
    private static void OnUnclaim(Turn turn)
    {
        if (WaitsForRun((Cancelling)turn.Request.Value))
        {
            if ((turn.Word & Running) != 0) { Wait(turn, TookOne); }
            else { turn.Answer(1); }
            return;
        }

        turn.Word &= ~(Queued | Claimed);
        turn.ReleaseAll(Access.AwaitUnclaimed);
        turn.Answer(1);
    }

    private static void OnLetQueue(Turn turn)
    {
        turn.Word &= ~Idle;
        turn.Answer(0);
    }

    /// <summary>Whether the work has no function, which is wrong.</summary>
    private static bool IsNever(Turn turn)
    {
        if (FunctionOf(turn.Word) != 0) { return false; }
        turn.Fail(Fault.WorkMisused, NeverInitialized);
        return true;
    }

    private static void OnFlush(Turn turn)
    {
        if (IsNever(turn)) { return; }
        if (!IsIn(turn.Word) && (turn.Word & Running) == 0) { turn.Answer(0); }
        else { Wait(turn, IsIn(turn.Word) ? FlushesNext : FlushesThis); }
    }

    private static void Wait(Turn turn, Access how)
    {
        turn.Outbox.Note($"waits for {turn.Name}");
        turn.Wait(how);
    }
}
