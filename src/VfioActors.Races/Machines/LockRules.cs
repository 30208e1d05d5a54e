using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>Locks, first come, first served; see <see cref="LockWord"/>.</summary>
internal static class LockRules
{
    /// <summary>A request for a lock.</summary>
    internal static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.Lock or Access.ReadLock: OnLock(turn); break;
            case Access.TryLock or Access.TryReadLock: OnTry(turn); break;
            case Access.Unlock: OnUnlock(turn); break;
            case Access.ReadUnlock: OnReadUnlock(turn); break;
            case Access.Downgrade: OnDowngrade(turn); break;
            default: OnAssertHeld(turn); break;
        }
    }

    private static bool Reads(Access access) => access is Access.ReadLock or Access.TryReadLock;

    private static bool IsFreeFor(long word, Access access) =>
        Reads(access) ? LockWord.WriterOf(word) < 0 : LockWord.ReadersOf(word) == 0 && LockWord.WriterOf(word) < 0;

    private static long Taken(long word, Access access, int thread, bool isOpen) =>
        Reads(access)
            ? word | (1L << thread)
            : LockWord.HeldBy(thread, isOpen);

    private static bool Holds(Turn turn) =>
        LockWord.WriterOf(turn.Word) == turn.Thread || (turn.Word >> turn.Thread & 1) != 0;

    private static void OnLock(Turn turn)
    {
        var isOpen = (turn.Request.Mark & 1) == 0;
        if (Holds(turn))
        {
            turn.Fail(Fault.LockTakenTwice, Occasion.Of(0, turn.Thread));
        }
        else if (IsFreeFor(turn.Word, turn.Request.Access) && turn.First() is null)
        {
            turn.Outbox.Note($"takes {turn.Name}");
            turn.Word = Taken(turn.Word, turn.Request.Access, turn.Thread, isOpen);
            turn.Answer(0);
        }
        else if (IsInterrupted(turn))
        {
            turn.Fail(Fault.IrqDeadlock, Occasion.Of(0, LockWord.WriterOf(turn.Word)));
        }
        else
        {
            turn.Outbox.Note($"waits for {turn.Name}");
            turn.Wait();
        }
    }

    /// <summary>Whether the holder is the thread that the interrupt interrupted, and had left interrupts on.</summary>
    private static bool IsInterrupted(Turn turn)
    {
        var interrupted = (turn.Request.Mark >> 1) - 1;
        return turn.State.Plan.Kind != ObjectKind.Interrupts && interrupted >= 0
            && interrupted == LockWord.WriterOf(turn.Word) && LockWord.IsOpen(turn.Word);
    }

    private static void OnTry(Turn turn)
    {
        var isFree = IsFreeFor(turn.Word, turn.Request.Access) && turn.First() is null;
        turn.Outbox.Note($"{(isFree ? "takes" : "does not get")} {turn.Name}");
        if (isFree)
        {
            turn.Word = Taken(turn.Word, turn.Request.Access, turn.Thread, (turn.Request.Mark & 1) == 0);
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

        turn.Outbox.Note($"releases {turn.Name}");
        turn.Word = 0;
        turn.Answer(0);
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
        turn.Word &= ~(1L << turn.Thread);
        turn.Answer(0);
        Grant(turn);
    }

    private static void OnDowngrade(Turn turn)
    {
        if (LockWord.WriterOf(turn.Word) != turn.Thread)
        {
            turn.Fail(Fault.LockNotHeld, Occasion.Of(0, LockWord.WriterOf(turn.Word)));
            return;
        }

        turn.Word = 1L << turn.Thread;
        turn.Answer(0);
        Grant(turn);
    }

    private static void OnAssertHeld(Turn turn)
    {
        if (Holds(turn)) { turn.Answer(1); }
        else { turn.Fail(Fault.LockNotHeld, Occasion.Of(0, LockWord.WriterOf(turn.Word))); }
    }

    private static void Grant(Turn turn)
    {
        while (turn.First() is { } waiter && IsFreeFor(turn.Word, waiter.Access))
        {
            turn.Word = Taken(turn.Word, waiter.Access, waiter.Thread, isOpen: true);
            turn.Release(waiter, 0);
        }
    }
}
