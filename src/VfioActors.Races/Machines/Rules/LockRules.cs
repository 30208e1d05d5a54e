using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Machines.Rules;

/// <summary>Locks, first come, first served; see <see cref="LockWord"/>.</summary>
internal static class LockRules
{
    /// <summary>A request for a lock.</summary>
    internal static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.Lock or Access.Proceed when IsGate(turn) && Holds(turn): LetCome(turn); break;
            case Access.Lock or Access.ReadLock or Access.Proceed: OnLock(turn); break;
            case Access.Unlock or Access.Retire when IsGate(turn) && !Holds(turn): turn.Answer(0); break;
            case Access.TryLock or Access.TryReadLock: OnTry(turn); break;
            case Access.Unlock or Access.Retire: OnUnlock(turn); break;
            case Access.ReadUnlock: OnReadUnlock(turn); break;
            case Access.Downgrade: OnDowngrade(turn); break;
            case Access.Reopen:
                turn.Word = LockWord.Reopened(turn.Word, turn.Request.Mark);
                turn.Answer(LockWord.WriterOf(turn.Word) < 0 ? 1 : 0);
                break;
            case Access.LeaveLock:
                turn.Outbox.Note($"is done with {turn.Name}");
                turn.Answer(0);
                break;
            case Access.SeqOpen:
                turn.Word = LockWord.HeldBy(turn.Thread, turn.Request.Mark);
                turn.Answer(0);
                break;
            case Access.SeqLook when Interrupted(turn) is var writer and >= 0:
                turn.Fail(Fault.IrqDeadlock, Occasion.Of(0, writer));
                break;
            case Access.SeqLook: turn.Answer(0); break;
            default: OnAssertHeld(turn); break;
        }
    }

    private static bool IsGate(Turn turn) => turn.State.Plan.Kind == ObjectKind.Interrupts;

    /// <summary>A thread is between two accesses: an interrupt that waits to come does.</summary>
    private static void LetCome(Turn turn)
    {
        var switchesOff = turn.Request.Access == Access.Lock;
        if (turn.First() is null)
        {
            if (switchesOff) { turn.Outbox.Note($"takes {turn.Name}"); }
            else { turn.Outbox.Note($"goes on"); }
            turn.Answer(0);
            return;
        }

        turn.Word = 0;
        Grant(turn);
        if (IsBeside(turn)) { turn.Answer(1); }
        else { turn.Wait(Access.Lock); }
    }

    /// <summary>
    /// Whether a thread goes on beside the interrupt that is under way: it may have been woken on another processor, or
    /// that runs on another one.
    /// </summary>
    private static bool IsBeside(Turn turn) => turn.Request.Access == Access.Proceed
        && (turn.Request.Value != 0 || !turn.Program.Threads[LockWord.WriterOf(turn.Word)].IsBound);

    private static bool Reads(Access access) => access is Access.ReadLock or Access.TryReadLock;

    private static bool IsFreeFor(long word, Access access) =>
        Reads(access) ? LockWord.WriterOf(word) < 0 : LockWord.ReadersOf(word) == 0 && LockWord.WriterOf(word) < 0;

    private static long Taken(long word, Access access, int thread, int mark) =>
        Reads(access) ? LockWord.ReadBy(word, thread, mark) : LockWord.HeldBy(thread, mark);

    private static bool Holds(Turn turn) =>
        LockWord.WriterOf(turn.Word) == turn.Thread || (turn.Word >> turn.Thread & 1) != 0;

    private static void OnLock(Turn turn)
    {
        if (Holds(turn))
        {
            turn.Fail(Fault.LockTakenTwice, Occasion.Of(0, turn.Thread));
        }
        else if (IsFreeFor(turn.Word, turn.Request.Access) && (turn.First() is null || PassesWriters(turn)))
        {
            if (turn.Request.Access == Access.Proceed) { turn.Outbox.Note($"goes on"); }
            else { turn.Outbox.Note($"takes {turn.Name}"); }
            turn.Word = Taken(turn.Word, turn.Request.Access, turn.Thread, turn.Request.Mark);
            turn.Answer(0);
        }
        else if (IsBeside(turn))
        {
            turn.Outbox.Note($"goes on beside the interrupt");
            turn.Answer(1);
        }
        else if (Interrupted(turn) is var holder and >= 0)
        {
            if (LockWord.IsMixed(turn.Word)) { turn.Cut(); }
            else { turn.Fail(Fault.IrqDeadlock, Occasion.Of(0, holder)); }
        }
        else
        {
            turn.Outbox.Note($"waits for {turn.Name}");
            turn.Wait(turn.Request.Access == Access.Proceed ? Access.Lock : turn.Request.Access);
        }
    }

    /// <summary>
    /// Whether it reads in an interrupt, or where softirqs are off: then it does not wait for a writer that only waits.
    /// queued_read_lock_slowpath, kernel/locking/qrwlock.c, Linux 6.6.
    /// </summary>
    private static bool PassesWriters(Turn turn)
    {
        var mark = turn.Request.Mark;
        return turn.Request.Access == Access.ReadLock
            && (turn.Program.Threads[turn.Thread].IsInterrupt || AskerMark.IsSoftirq(mark)
                || (!AskerMark.IsOpenToSoftirqs(mark) && AskerMark.IsOpenToInterrupts(mark)));
    }

    /// <summary>
    /// The holder to which whoever asks may have come, as it had left interrupts or softirqs on; -1 for none. An
    /// interrupt runs only while they are on at the processor that it interrupts. A softirq comes to any processor, and
    /// so an interrupt of one comes to workers and to timers; a timer of high resolution is an interrupt of any
    /// processor.
    /// </summary>
    private static int Interrupted(Turn turn)
    {
        var (word, mark) = (turn.Word, turn.Request.Mark);
        var asker = turn.Program.Threads[turn.Thread];
        var interrupted = AskerMark.InterruptedBy(mark);
        var isSoftirq = AskerMark.IsSoftirq(mark) && LockWord.IsOpenToSoftirqs(word);
        var isTimer = asker.Kind == ThreadKind.Hrtimer && LockWord.IsOpenToInterrupts(word);
        if (IsGate(turn) || !(interrupted >= 0 || isSoftirq || isTimer)) { return -1; }
        foreach (var holder in LockWord.HoldersOf(word))
        {
            var plan = turn.Program.Threads[holder];
            var isAnywhere = asker.ComesAnywhereTo(plan) && LockWord.IsOpenToInterrupts(word);
            var isOwn = holder == interrupted && (plan.Gate < 0 || LockWord.IsOpenToInterrupts(word));
            if (interrupted >= 0 && (isOwn || isAnywhere)) { return holder; }
            if (isSoftirq && !plan.IsInterrupt && !plan.IsSoftirq) { return holder; }
            if (isTimer && !plan.IsInterrupt) { return holder; }
        }

        return -1;
    }

    private static void OnTry(Turn turn)
    {
        if (Reads(turn.Request.Access) && (turn.Word >> turn.Thread & 1) != 0 && turn.First() is null)
        {
            turn.Outbox.Note($"reads under {turn.Name} twice");
            turn.Cut();
            return;
        }

        var isFree = IsFreeFor(turn.Word, turn.Request.Access) && turn.First() is null;
        turn.Outbox.Note($"{(isFree ? "takes" : "does not get")} {turn.Name}");
        if (isFree)
        {
            turn.Word = Taken(turn.Word, turn.Request.Access, turn.Thread, turn.Request.Mark);
        }

        turn.Answer(isFree ? 1 : 0);
    }

    private static void OnUnlock(Turn turn)
    {
        if (LockWord.WriterOf(turn.Word) != turn.Thread)
        {
            turn.Fail(Fault.LockNotHeld, Occasion.Of(0, LockWord.WriterOf(turn.Word)));
            return;
        }

        if (turn.Request.Access == Access.Retire) { turn.Outbox.Note($"interrupts may come at any time"); }
        else { turn.Outbox.Note($"releases {turn.Name}"); }
        turn.Word = 0;
        turn.Answer(turn.First() is null ? 0 : 1);
        Grant(turn);
    }

    private static void OnReadUnlock(Turn turn)
    {
        if ((turn.Word >> turn.Thread & 1) == 0)
        {
            turn.Fail(Fault.LockNotHeld, Occasion.Of(0, LockWord.WriterOf(turn.Word)));
            return;
        }

        turn.Outbox.Note($"releases {turn.Name}");
        turn.Word = LockWord.Without(turn.Word, turn.Thread);
        turn.Answer(turn.Word != 0 || turn.First() is null ? 0 : 1);
        Grant(turn);
    }

    private static void OnDowngrade(Turn turn)
    {
        if (LockWord.WriterOf(turn.Word) != turn.Thread)
        {
            turn.Fail(Fault.LockNotHeld, Occasion.Of(0, LockWord.WriterOf(turn.Word)));
            return;
        }

        turn.Word = LockWord.OpennessOf(turn.Word) | (1L << turn.Thread);
        turn.Answer(0);
        Grant(turn);
    }

    private static void OnAssertHeld(Turn turn)
    {
        if (Holds(turn)) { turn.Answer(1); }
        else if (turn.Request.Value != 0) { turn.Answer(0); }
        else { turn.Fail(Fault.LockNotHeld, Occasion.Of(0, LockWord.WriterOf(turn.Word))); }
    }

    private static void Grant(Turn turn)
    {
        while (turn.First() is { } waiter && IsFreeFor(turn.Word, waiter.Access))
        {
            turn.Word = Taken(turn.Word, waiter.Access, waiter.Thread, waiter.Mark);
            var plan = turn.Program.Threads[waiter.Thread];
            if (IsGate(turn) && plan.Kind == ThreadKind.Irq)
            {
                turn.Outbox.Note($"{plan.Name} comes at line {plan.Line}");
            }

            turn.Release(waiter, 0);
        }
    }
}
