using System.Numerics;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>
/// RCU. The first word is who reads, as bits; then for each thread whom it waits for; then for each thread that is to
/// be called, whom that waits for; then with what it is called; then whether it is to be called and not done; then for
/// each thread the calls that its rcu_barrier waits for. Source: kernel/rcu/tree.c, Linux 6.6.
/// </summary>
internal static class RcuRules
{
    /// <summary>Set while something waits, so that it is not zero when nobody is left to wait for.</summary>
    private const long Waiting = 1L << 62;

    /// <summary>How many words it takes.</summary>
    internal static int WordsFor(int threads) => 1 + (5 * threads);

    /// <summary>The threads for whose end the rcu_barrier of a thread waits.</summary>
    internal static IEnumerable<int> AwaitedBy(ObjectState rcu, int thread, int threads)
    {
        for (var bits = rcu.Words[1 + (4 * threads) + thread] & ~Waiting; bits != 0; bits &= bits - 1)
        {
            yield return BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>A request about RCU.</summary>
    internal static void On(Turn turn)
    {
        var words = turn.State.Words;
        switch (turn.Request.Access)
        {
            case Access.RcuLock:
                words[0] |= 1L << turn.Thread;
                turn.Answer(0);
                break;
            case Access.RcuUnlock: OnUnlock(turn); break;
            case Access.RcuSync when words[0] == 0: turn.Answer(0); break;
            case Access.RcuSync:
                turn.Outbox.Note($"waits for {BitOperations.PopCount((ulong)words[0])} to read to the end");
                words[1 + turn.Thread] = words[0] | Waiting;
                turn.TellItWaits();
                break;
            case Access.RcuBarrier: OnBarrier(turn); break;
            case Access.RcuDone: OnDone(turn); break;
            default: OnCall(turn); break;
        }
    }

    private static void OnUnlock(Turn turn)
    {
        var words = turn.State.Words;
        var threads = turn.Program.Threads.Count;
        var self = 1L << turn.Thread;
        if ((words[0] & self) == 0)
        {
            turn.Fail(Fault.RcuImbalance);
            return;
        }

        words[0] &= ~self;
        turn.Answer(0);
        for (var thread = 0; thread < threads; thread++)
        {
            words[1 + thread] &= ~self;
            if (words[1 + thread] == Waiting)
            {
                words[1 + thread] = 0;
                turn.Answer(thread, 0);
            }

            words[1 + threads + thread] &= ~self;
            if (words[1 + threads + thread] == Waiting) { Call(turn, thread); }
        }
    }

    private static void OnCall(Turn turn)
    {
        var words = turn.State.Words;
        var threads = turn.Program.Threads.Count;
        var called = Pointers.ThreadOf(turn.Request.Value);
        words[1 + threads + called] = words[0] | Waiting;
        words[1 + (2 * threads) + called] = turn.Request.Other;
        if (turn.Program.Threads[called].IsAwaited) { words[1 + (3 * threads) + called] = 1; }
        turn.Answer(0);
        if (words[0] == 0) { Call(turn, called); }
    }

    /// <summary>What is asked for meanwhile is not waited for.</summary>
    private static void OnBarrier(Turn turn)
    {
        var words = turn.State.Words;
        var threads = turn.Program.Threads.Count;
        var calls = 0L;
        for (var thread = 0; thread < threads; thread++) { calls |= words[1 + (3 * threads) + thread] << thread; }
        if (calls == 0)
        {
            turn.Answer(0);
            return;
        }

        turn.Outbox.Note($"waits for {BitOperations.PopCount((ulong)calls)} to be called, and done");
        words[1 + (4 * threads) + turn.Thread] = calls | Waiting;
        turn.TellItWaits();
    }

    private static void OnDone(Turn turn)
    {
        var words = turn.State.Words;
        var threads = turn.Program.Threads.Count;
        words[1 + (3 * threads) + turn.Thread] = 0;
        turn.Answer(0);
        for (var thread = 0; thread < threads; thread++)
        {
            var place = 1 + (4 * threads) + thread;
            words[place] &= ~(1L << turn.Thread);
            if (words[place] != Waiting) { continue; }
            words[place] = 0;
            turn.Answer(thread, 0);
        }
    }

    private static void Call(Turn turn, int thread)
    {
        var words = turn.State.Words;
        var threads = turn.Program.Threads.Count;
        words[1 + threads + thread] = 0;
        turn.Outbox.Send(new(thread + 1), new RaceMessage.Begin(words[1 + (2 * threads) + thread]));
        words[1 + (2 * threads) + thread] = 0;
    }
}
