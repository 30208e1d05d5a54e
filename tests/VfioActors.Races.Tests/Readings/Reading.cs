namespace VfioActors.Races.Tests.Readings;

/// <summary>
/// Takes all steps of a program in every order, state after state, and knows nothing of the product: the rules are those
/// of kernel/workqueue.c and kernel/time/timer.c, include/linux/wait.h and completion.h, Linux 6.6; an interrupt comes
/// between any two accesses of its processor, and that one stands still until it is over, unless it may have slept and
/// been woken elsewhere. An interrupt of no processor runs beside all, but not while the first has its interrupts off.
/// </summary>
/// <param name="threads">Their code.</param>
/// <param name="called">The code of the work, or of the timer.</param>
/// <param name="count">The count at the start.</param>
internal sealed class Reading(IReadOnlyList<Step[]> threads, Step[] called, int count)
{
    /// <summary>Three words, the count, and the completions.</summary>
    internal const int Count = 3;
    private const int Completions = 4, Locks = 5, Queue = 8, Woken = 9, Queued = 10, Runs = 11, Holder = 12, Off = 13, Moved = 14, Disabled = 15, Threads = 16;

    /// <summary>Of a thread: where it is, three registers, what it waits for, how deep it reads, for whom it waits.</summary>
    private const int Registers = 1, Waits = 4, Depth = 5, Readers = 6, Width = 7;
    private const int ForQueued = 1, ForRun = 2, ForEver = 99, Idle = -1;

    private readonly Step[][] _code = [.. threads, called];

    private int Called => threads.Count;

    /// <summary>The interrupt of the first thread is the last one, if there is one.</summary>
    private int Interrupt => threads[^1][0].Act == Act.Come ? threads.Count - 1 : -1;

    /// <summary>Whether it comes to the processor of the first thread, and to no other.</summary>
    private bool IsBound => threads[^1][0].Number != 0;

    /// <summary>The words and the count, of each state in which all threads are done.</summary>
    internal HashSet<string> Ends { get; } = [];

    /// <summary>Whether somebody waits for ever in some order.</summary>
    internal bool IsStuck { get; private set; }

    /// <summary>Goes through all orders.</summary>
    /// <returns>False when there are more states than that.</returns>
    internal bool Go(int statesMax)
    {
        var start = new int[Threads + (_code.Length * Width)];
        start[Count] = count;
        for (var thread = 0; thread < Called; thread++) { Settle(start, thread); }
        start[Threads + (Called * Width)] = Idle;
        HashSet<string> met = [Packed(start)];
        Stack<int[]> open = new([start]);
        while (open.TryPop(out var state))
        {
            var next = Next(state).ToList();
            if (next.Count == 0) { End(state); }
            foreach (var one in next)
            {
                if (met.Count > statesMax) { return false; }
                if (met.Add(Packed(one))) { open.Push(one); }
            }
        }

        return true;
    }

    /// <summary>The words and the count, as they are compared.</summary>
    internal static string EndOf(ReadOnlySpan<int> words) => string.Join(' ', words[..(Count + 1)].ToArray());

    private static string Packed(int[] state) => string.Join(' ', state);

    private void End(int[] state)
    {
        var isDone = state[Queued] == 0
            && Enumerable.Range(0, _code.Length).All(thread => state[At(thread)] is var at
                && (at == Idle || _code[thread][at].Act == Act.End));
        if (isDone) { Ends.Add(EndOf(state)); }
        else { IsStuck = true; }
    }

    private static int At(int thread) => Threads + (thread * Width);

    private IEnumerable<int[]> Next(int[] state)
    {
        if (state[Queued] != 0 && state[Runs] == 0) { yield return Begun(state); }
        for (var thread = 0; thread < _code.Length; thread++)
        {
            if (state[At(thread)] == Idle || !MayGoOn(state, thread)) { continue; }
            var next = (int[])state.Clone();
            if (Takes(next, thread, _code[thread][state[At(thread)]])) { yield return next; }
        }
    }

    /// <summary>
    /// The code of a processor stands still while its interrupt is under way, which comes while interrupts are on.
    /// </summary>
    private bool MayGoOn(int[] state, int thread)
    {
        if (Interrupt < 0) { return true; }
        if (thread != 0) { return thread != Interrupt || state[At(thread)] > 0 || state[Off] == 0; }
        return !IsUnderWay(state)
            || (IsBound ? state[Moved] != 0 : _code[0][state[At(0)]].Act != Act.SwitchOff);
    }

    private bool IsUnderWay(int[] state) => Interrupt >= 0
        && state[At(Interrupt)] is > 0 and var at && _code[Interrupt][at].Act != Act.End;

    private int[] Begun(int[] state)
    {
        var next = (int[])state.Clone();
        (next[Queued], next[Runs]) = (0, 1);
        foreach (var thread in Enumerable.Range(0, _code.Length).Where(one => next[At(one) + Waits] == ForQueued))
        {
            next[At(thread) + Waits] = ForRun;
        }

        Array.Clear(next, At(Called), Registers + 3);
        Settle(next, Called);
        return next;
    }

    /// <summary>Takes the step.</summary>
    /// <returns>False when it has to wait.</returns>
    private bool Takes(int[] state, int thread, Step step)
    {
        if (step.Act == Act.End) { return thread == Called && Over(state); }
        var own = At(thread);
        if (!IsDone(state, thread, step)) { return false; }
        if (thread == 0 && !IsUnderWay(state)) { state[Moved] = 0; }
        state[own]++;
        Settle(state, thread);
        return true;
    }

    private bool Over(int[] state)
    {
        state[Runs] = 0;
        state[At(Called)] = Idle;
        Release(state, ForRun);
        return true;
    }

    private bool IsDone(int[] state, int thread, Step step) => step.Act switch
    {
        <= Act.AwaitWord => OnWord(state, At(thread) + Registers, step),
        <= Act.Unlock => OnLock(state, thread, step),
        <= Act.Sleep => OnWaiting(state, thread, step),
        <= Act.LetQueue => OnWork(state, thread, step),
        <= Act.IsArmed => OnTimer(state, At(thread) + Registers + step.Kept, step.Act),
        _ => OnReaders(state, thread, step.Act),
    };

    private static bool OnWord(int[] state, int registers, Step step)
    {
        var before = state[step.What];
        switch (step.Act)
        {
            case Act.Read: state[registers + step.Kept] = before; break;
            case Act.Write: state[step.What] = step.Number; break;
            case Act.WriteSum: state[step.What] = state[registers + step.Kept] + step.Number; break;
            case Act.Add:
                state[Count] += step.Number;
                if (step.Kept >= 0) { state[registers + step.Kept] = state[Count]; }
                break;
            case Act.Exchange: (state[step.What], state[registers]) = (step.Number, before); break;
            case Act.CompareExchange:
                state[registers] = before;
                if (before == 0) { state[step.What] = step.Number; }
                break;
            default:
                if (before == 0) { return false; }
                state[registers + step.Kept] = before;
                break;
        }

        return true;
    }

    /// <summary>The first lock is a spinlock: who holds it is not preempted.</summary>
    private bool OnLock(int[] state, int thread, Step step)
    {
        ref var holder = ref state[Locks + step.What];
        var isFree = holder == 0;
        if (step.Act == Act.Unlock) { holder = 0; }
        else if (isFree) { holder = thread + 1; }
        if (step.Act == Act.TryLock) { state[At(thread) + Registers + step.Kept] = isFree ? 1 : 0; }
        if (step.What == 0 && (isFree || step.Act == Act.Unlock)) { Deepen(state, thread, isFree ? 1 : -1); }
        return isFree || step.Act != Act.Lock;
    }

    private static bool OnWaiting(int[] state, int thread, Step step)
    {
        var bit = 1 << thread;
        var isThere = state[Completions] > 0;
        switch (step.Act)
        {
            case Act.Complete: state[Completions]++; break;
            case Act.AwaitCompletion or Act.TryCompletion:
                if (isThere) { state[Completions]--; }
                if (step.Act == Act.AwaitCompletion) { return isThere; }
                state[At(thread) + Registers + step.Kept] = isThere ? 1 : 0;
                break;
            case Act.Wake:
                state[Woken] |= state[Queue];
                state[Queue] = 0;
                break;
            case Act.Enqueue or Act.Dequeue:
                state[Woken] &= ~bit;
                state[Queue] = step.Act == Act.Enqueue ? state[Queue] | bit : state[Queue] & ~bit;
                break;
            default: return (state[Woken] & bit) != 0;
        }

        return true;
    }

    private bool OnWork(int[] state, int thread, Step step)
    {
        ref var kept = ref state[At(thread) + Registers + step.Kept];
        ref var waits = ref state[At(thread) + Waits];
        var (wasQueued, isHeld) = (state[Queued], state[Holder] != 0);
        var isOff = isHeld || state[Disabled] != 0;
        switch (step.Act)
        {
            case Act.Queue:
                kept = wasQueued == 0 && !isOff ? 1 : 0;
                if (!isOff) { state[Queued] = 1; }
                break;
            case Act.Flush: waits = wasQueued != 0 ? ForQueued : state[Runs] != 0 ? ForRun : 0; break;
            case Act.Cancel or Act.CancelAndHold:
                if (step.Act == Act.CancelAndHold && isHeld) { return false; }
                (kept, state[Queued]) = (wasQueued, 0);
                Release(state, ForQueued);
                if (step.Act == Act.Cancel) { break; }
                (state[Holder], waits) = (thread + 1, state[Runs] != 0 ? ForRun : 0);
                break;
            case Act.Disable or Act.DisableAndHold:
                (kept, state[Queued], state[Disabled]) = (wasQueued, 0, 1);
                Release(state, ForQueued);
                if (step.Act == Act.DisableAndHold && state[Runs] != 0) { waits = ForRun; }
                break;
            case Act.LetQueue: state[Holder] = 0; break;
            default: return waits == 0;
        }

        return true;
    }

    private static bool OnTimer(int[] state, int register, Act act)
    {
        if (act is Act.DisarmAndWait or Act.ShutDown && state[Runs] != 0) { return false; }
        state[register] = state[Queued];
        if (act == Act.ShutDown) { state[Holder] = ForEver; }
        if (act != Act.IsArmed) { state[Queued] = act == Act.Arm && state[Holder] == 0 ? 1 : 0; }
        return true;
    }

    private bool OnReaders(int[] state, int thread, Act act)
    {
        switch (act)
        {
            case Act.Enter: Deepen(state, thread, 1); break;
            case Act.Leave: Deepen(state, thread, -1); break;
            case Act.NoteReaders:
                state[At(thread) + Readers] = Enumerable.Range(0, _code.Length)
                    .Where(other => other != thread && state[At(other) + Depth] > 0).Sum(other => 1 << other);
                break;
            case Act.Come: Deepen(state, thread, 1); break;
            case Act.SwitchOff or Act.SwitchOn:
                if (thread == 0) { state[Off] = act == Act.SwitchOff ? 1 : 0; }
                Deepen(state, thread, act == Act.SwitchOff ? 1 : -1);
                break;
            default: return state[At(thread) + Readers] == 0;
        }

        return true;
    }

    private void Deepen(int[] state, int thread, int by)
    {
        state[At(thread) + Depth] += by;
        if (state[At(thread) + Depth] > 0) { return; }
        for (var other = 0; other < _code.Length; other++) { state[At(other) + Readers] &= ~(1 << thread); }
    }

    private void Release(int[] state, int from)
    {
        for (var thread = 0; thread < _code.Length; thread++)
        {
            if (state[At(thread) + Waits] == from) { state[At(thread) + Waits] = 0; }
        }
    }

    /// <summary>What concerns the thread alone belongs to the step before.</summary>
    private void Settle(int[] state, int thread)
    {
        var own = At(thread);
        while (true)
        {
            var step = _code[thread][state[own]];
            var value = state[own + Registers + Math.Clamp(step.What, 0, 2)];
            switch (step.Act)
            {
                case Act.SkipUnless: state[own] += value == step.Number ? 1 : 1 + step.Kept; break;
                case Act.SkipIfPositive: state[own] += value > 0 ? 1 + step.Kept : 1; break;
                case Act.Back: state[own] -= step.What; break;
                case Act.MaySleep:
                    if (thread == 0) { state[Moved] = 1; }
                    state[own]++;
                    break;
                default: return;
            }
        }
    }
}
