using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>
/// Queues of work. The first word says how many of it may run at a time, and how often it is being drained;
/// then comes what is in it, oldest first: work that is queued or under way, by its worker, and whoever waits for all
/// that stands before. Source: kernel/workqueue.c, Linux 6.12.
/// </summary>
internal static class QueueRules
{
    /// <summary>
    /// Its work runs one after the other, as it was queued; so many at a time is the number itself, and any is 0.
    /// </summary>
    internal const long Ordered = 1;

    /// <summary>So many at a time are any: no more is kept in a queue.</summary>
    internal const int AnyNumber = RaceType.QueueLength;

    private const long Drainer = 16;
    private const long IsWork = 1;
    private const long IsFlush = 2;

    /// <summary>A request about a queue.</summary>
    internal static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.EnterQueue: OnEnter(turn); break;
            case Access.LeaveQueue: OnLeave(turn); break;
            case Access.AwaitTurn: OnTurn(turn); break;
            case Access.FlushQueue: OnFlush(turn); break;
            case Access.Drain:
                turn.Word += turn.Request.Value > 0 ? Drainer : -Drainer;
                turn.Answer(0);
                break;
            default:
                turn.Answer(Entry(turn, 0).Kind == 0 ? 1 : 0);
                break;
        }
    }

    /// <summary>The workers of what must have run before a thread goes on that waits for a queue.</summary>
    internal static IEnumerable<int> AwaitedBy(ObjectState state, int offset, TaskState waiting)
    {
        var self = (Pointers.ToThread(waiting.Index), waiting.Current.Access == Access.FlushQueue ? IsFlush : IsWork);
        for (var at = 0; at < RaceType.QueueLength; at++)
        {
            var place = offset + 1 + (2 * at);
            var (who, kind) = (state.Words[place], state.Words[place + 1]);
            if (kind == 0 || (who, kind) == self) { yield break; }
            if (kind == IsWork) { yield return Pointers.ThreadOf(who); }
        }
    }

    private static void OnEnter(Turn turn)
    {
        var self = Pointers.To(turn.State.Index, turn.Request.Offset);
        if (turn.Word >= Drainer && turn.Request.Other != self)
        {
            turn.Fail(Fault.QueueMisused);
            return;
        }

        if (Append(turn, Pointers.ToThread(WorkerOf(turn)), IsWork)) { turn.Answer(0); }
    }

    /// <summary>Of two of one worker the one under way has run, and what is queued was taken out.</summary>
    private static void OnLeave(Turn turn)
    {
        var isTakenOut = turn.Request.Other != 0;
        var worker = Pointers.ToThread(WorkerOf(turn));
        var places = Enumerable.Range(0, RaceType.QueueLength);
        var found = -1;
        foreach (var at in isTakenOut ? places.Reverse() : places)
        {
            if (Entry(turn, at) == (worker, IsWork))
            {
                found = at;
                break;
            }
        }

        if (found >= 0) { Remove(turn, found); }
        turn.Answer(0);
        while (Entry(turn, 0) is (var flusher, IsFlush))
        {
            Remove(turn, 0);
            Release(turn, Pointers.ThreadOf(flusher), 1);
        }

        LetBegin(turn);
    }

    private static void OnTurn(Turn turn)
    {
        var place = PlaceOf(turn, Pointers.ToThread(turn.Thread));
        if (place < 0) { turn.Answer(0); }
        else if (MayBegin(turn, place)) { turn.Answer(1); }
        else
        {
            turn.Outbox.Note($"waits for {turn.Name}");
            turn.Wait();
        }
    }

    private static void OnFlush(Turn turn)
    {
        if (Entry(turn, 0).Kind == 0) { turn.Answer(0); }
        else if (Append(turn, Pointers.ToThread(turn.Thread), IsFlush))
        {
            turn.Outbox.Note($"waits for {turn.Name}");
            turn.Wait();
        }
    }

    /// <summary>Workers that wait: their work was taken out, or is the next.</summary>
    private static void LetBegin(Turn turn)
    {
        for (var thread = 0; thread < turn.Program.Threads.Count; thread++)
        {
            var place = PlaceOf(turn, Pointers.ToThread(thread));
            if (place < 0) { Release(turn, thread, 0, Access.AwaitTurn); }
            else if (MayBegin(turn, place)) { Release(turn, thread, 1, Access.AwaitTurn); }
        }
    }

    /// <summary>
    /// What is over the limit waits behind what is not, and comes in as it was queued: pwq_tryinc_nr_active.
    /// </summary>
    private static bool MayBegin(Turn turn, int place)
    {
        var limit = turn.Word % Drainer;
        if (limit == 0) { return true; }
        for (var at = 0; at < place; at++)
        {
            if (Entry(turn, at).Kind == IsWork && --limit == 0) { return false; }
        }

        return true;
    }

    private static void Release(Turn turn, int thread, long value, Access access = Access.FlushQueue)
    {
        var waiters = turn.State.Waiters;
        for (var at = 0; at < waiters.Count && waiters[at] != 0; at++)
        {
            var waiter = Packing.Waiter.Of(waiters[at]);
            if (waiter.Thread == thread && waiter.Offset == turn.Request.Offset && waiter.Access == access)
            {
                turn.Release(waiter, value);
                return;
            }
        }
    }

    private static int WorkerOf(Turn turn)
    {
        var work = turn.Request.Value;
        return turn.Program.Workers[(Pointers.ObjectOf(work), Pointers.OffsetOf(work))];
    }

    private static bool Append(Turn turn, long who, long kind)
    {
        for (var at = 0; at < RaceType.QueueLength; at++)
        {
            if (Entry(turn, at).Kind != 0) { continue; }
            Set(turn, at, (who, kind));
            return true;
        }

        turn.Cut();
        return false;
    }

    private static int PlaceOf(Turn turn, long worker)
    {
        for (var at = 0; at < RaceType.QueueLength; at++)
        {
            if (Entry(turn, at) == (worker, IsWork)) { return at; }
        }

        return -1;
    }

    private static void Remove(Turn turn, int at)
    {
        for (; at + 1 < RaceType.QueueLength; at++) { Set(turn, at, Entry(turn, at + 1)); }
        Set(turn, at, (0, 0));
    }

    private static (long Who, long Kind) Entry(Turn turn, int at)
    {
        var place = turn.Request.Offset + 1 + (2 * at);
        return (turn.State.Words[place], turn.State.Words[place + 1]);
    }

    private static void Set(Turn turn, int at, (long Who, long Kind) entry)
    {
        var place = turn.Request.Offset + 1 + (2 * at);
        (turn.State.Words[place], turn.State.Words[place + 1]) = entry;
    }
}
