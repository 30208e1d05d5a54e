using VfioActors.Behaviors;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>One step of a shared object: a request of a thread, and what becomes of it.</summary>
/// <param name="program">The file.</param>
/// <param name="state">The object.</param>
/// <param name="request">What is asked.</param>
/// <param name="thread">Who asks.</param>
/// <param name="outbox">Where the answers go.</param>
internal readonly ref struct Turn(
    RaceProgram program, ObjectState state, Request request, int thread, Outbox outbox)
{
    /// <summary>
    /// A completion or a wait queue in memory that nobody initialized: no number, pointer or thread is the same.
    /// </summary>
    internal const long NeverInitialized = -1L << 48;

    /// <summary>Of a pointer that is NULL that it is the list of one of these.</summary>
    internal const int ListIsNull = 1;

    /// <summary>The file.</summary>
    internal RaceProgram Program => program;

    /// <summary>The object.</summary>
    internal ObjectState State => state;

    /// <summary>What is asked.</summary>
    internal Request Request => request;

    /// <summary>Who asks.</summary>
    internal int Thread => thread;

    /// <summary>Where the answers go.</summary>
    internal Outbox Outbox => outbox;

    /// <summary>The word that is asked about; when it changes whoever waits for that goes on.</summary>
    internal long Word
    {
        get => state.Words[request.Offset];
        set => Set(request.Offset, value);
    }

    /// <summary>
    /// 1 where the word is something else than zero, as is in memory of zeros the list of a wait queue, but no
    /// completion.
    /// </summary>
    internal long IsSet => Word == 0
        || (Word == NeverInitialized && state.Words.KindOf(request.Offset) != WordKind.Threads) ? 0 : 1;

    /// <summary>What people call the word.</summary>
    internal string Name => state.Plan.NameAt(request.Offset);

    /// <summary>Tells who watches what is asked.</summary>
    internal void Watch() => state.Watch?.Accesses(
        state.Words.KindOf(request.Offset),
        request.Offset < state.Words.Count ? Word : 0,
        new(request.Line, request.Access, request.Value, request.Other));

    /// <summary>Answers a thread.</summary>
    internal void Answer(int to, long value) => Answer(to, new RaceMessage.Answer(Fault.None, 0, 0, 0, value, 0));

    /// <summary>Answers the thread that asked.</summary>
    internal void Answer(long value) => Answer(thread, value);

    /// <summary>Tells the thread that it did wrong, by what happened before.</summary>
    internal void Fail(Fault fault, Occasion before) => Fail(fault, before.Packed);

    /// <summary>Tells the thread that it did wrong.</summary>
    internal void Fail(Fault fault, int detail = 0)
    {
        if (outbox.Listening && fault != Fault.NeverBoth)
        {
            var name = fault == Fault.DoubleFree ? state.Plan.Name : Name;
            outbox.Note($"{Refusals.Of(fault, name, request.Value, detail)}");
        }

        outbox.Send(new(thread + 1), new RaceMessage.Answer(fault, detail, 0, 0, 0, 0));
    }

    /// <summary>The thread is cut: it met a bound.</summary>
    internal void Cut() =>
        outbox.Send(new(thread + 1), new RaceMessage.Answer(Fault.None, 0, 0, 1, 0, 0));

    /// <summary>The thread has to wait.</summary>
    internal void Wait() => Wait(request.Access);

    /// <summary>The thread has to wait, in one of several ways.</summary>
    /// <param name="beside">What is kept beside what may come to it.</param>
    internal void Wait(Access how, int beside = 0)
    {
        var waiters = state.Waiters;
        for (var at = 0; at < waiters.Count; at++)
        {
            if (waiters[at] != 0) { continue; }
            waiters[at] = new Waiter(thread, how, request.Offset, AskerMark.OpennessOf(request.Mark) | beside).Packed;
            break;
        }

        TellItWaits();
    }

    /// <summary>A thread that can be interrupted learns that it has to wait: interrupts may come meanwhile.</summary>
    internal void TellItWaits()
    {
        if (program.Threads[thread].Gate >= 0 && state.Plan.Kind != ObjectKind.Interrupts)
        {
            outbox.Send(new(thread + 1), default(RaceMessage.Waiting));
        }
    }

    /// <summary>Whoever waits for the word in one way goes on to wait in another.</summary>
    internal void WaitOn(Access before, Access now)
    {
        var waiters = state.Waiters;
        for (var at = 0; at < waiters.Count && waiters[at] != 0; at++)
        {
            var waiter = Waiter.Of(waiters[at]);
            if (waiter.Offset == request.Offset && waiter.Access == before)
            {
                waiters[at] = (waiter with { Access = now }).Packed;
            }
        }
    }

    /// <summary>
    /// The first thread that is in the queue of the word; null when none is. Whoever only looks until the word is
    /// another is in none: a lock, a completion or a timer knows nothing of it.
    /// </summary>
    internal Waiter? First()
    {
        var waiters = state.Waiters;
        for (var at = 0; at < waiters.Count && waiters[at] != 0; at++)
        {
            if (Waiter.Of(waiters[at]) is { Access: not Access.AwaitChange } waiter && waiter.Offset == request.Offset)
            {
                return waiter;
            }
        }

        return null;
    }

    /// <summary>Lets a thread go on that waits.</summary>
    internal void Release(Waiter waiter, long value) =>
        Release(waiter, new RaceMessage.Answer(Fault.None, 0, 0, 0, value, 0));

    private void Release(Waiter waiter, RaceMessage.Answer answer)
    {
        var waiters = state.Waiters;
        var at = 0;
        while (waiters[at] != waiter.Packed) { at++; }
        for (; at < waiters.Count && waiters[at] != 0; at++)
        {
            waiters[at] = at + 1 < waiters.Count ? waiters[at + 1] : 0;
        }

        Answer(waiter.Thread, answer);
    }

    private void Answer(int to, RaceMessage.Answer answer)
    {
        var serving = outbox.Serving;
        outbox.Serving = new(to + 1);
        outbox.Send(new(to + 1), answer);
        outbox.Serving = serving;
    }

    /// <summary>Whoever waits for the word finds that it was freed meanwhile.</summary>
    internal void FailAll()
    {
        while (First() is { } waiter)
        {
            Release(waiter, new RaceMessage.Answer(Fault.UseAfterFree, state.Freed.Value.Packed, 0, 0, 0, 0));
        }
    }

    /// <summary>Lets all go on that wait for the word in such a way.</summary>
    internal void ReleaseAll(Access access, long value = 0) => ReleaseAll(request.Offset, access, value);

    /// <summary>Changes a word of the object; whoever waits for that goes on.</summary>
    internal void Set(int offset, long value)
    {
        if (state.Words[offset] == value) { return; }
        state.Words[offset] = value;
        LetLook(offset);
    }

    /// <summary>Whoever looks at a word goes on; where that might not be, it is not known what comes then.</summary>
    private void LetLook(int offset)
    {
        var waiters = state.Waiters;
        for (var at = 0; at < waiters.Count && waiters[at] != 0;)
        {
            var waiter = Waiter.Of(waiters[at]);
            if (waiter.Offset != offset || waiter.Access != Access.AwaitChange)
            {
                at++;
                continue;
            }

            var isStuck = Looking.MayHaveNoEnd(
                (program.Threads[waiter.Thread], waiter.Mark), (program.Threads[thread], request.Mark));
            Release(waiter, new RaceMessage.Answer(Fault.None, 0, 0, isStuck ? 1 : 0, 0, 0));
        }
    }

    /// <summary>Whoever looks at a word of the object looks again: at what is there no more.</summary>
    internal void ReleaseLookers()
    {
        for (var at = 0; at < state.Words.Count; at++) { ReleaseAll(at, Access.AwaitChange, 0); }
    }

    private void ReleaseAll(int offset, Access access, long value)
    {
        var waiters = state.Waiters;
        for (var at = 0; at < waiters.Count && waiters[at] != 0;)
        {
            var waiter = Waiter.Of(waiters[at]);
            if (waiter.Offset == offset && waiter.Access == access) { Release(waiter, value); }
            else { at++; }
        }
    }
}
