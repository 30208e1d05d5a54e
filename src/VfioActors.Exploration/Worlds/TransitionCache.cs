using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// Around the plain stepping of a world's actors: answers from memory what an actor did before with the same message in
/// the same state, and has it done, once, where it knows nothing.
/// </summary>
/// <remarks>
/// Behaviours are pure, so a message does to a state what it did the last time; an actor's object is left behind, and
/// catches up when somebody looks at it. States are told apart by their 64-bit fingerprints, as everywhere. Steps are
/// found by open addressing in a table of small numbers, which stays in the processor's cache; their keys stand with
/// what is needed next. A step is not kept when somebody listens for notes, when its message or one that it sends has a
/// number that will mean another one later, or when its actor seldom comes again to a state in which it was: to look
/// for what is not there costs more than most steps. When there is no more room all is forgotten, and learned again.
/// </remarks>
internal sealed class TransitionCache
{
    /// <summary>The key of a step that is not to be kept.</summary>
    private const ulong NoKey = ulong.MaxValue;

    private const int NumberBits = 22;
    private const int ClockBits = 20;
    private const int FirstBits = 8;

    private readonly ActorTable _actors;
    private readonly MessageTable _messages;
    private readonly int _kept;
    private readonly NumberTable _states;
    private int[] _slots = new int[1 << FirstBits];
    private int _shift = 64 - FirstBits;
    private CachedTransition[] _steps = new CachedTransition[64];
    private PlannedSend[] _sends = new PlannedSend[64];
    private int _sendsKept;
    private int _count;

    /// <summary>The last step that was found: whoever asks about a step mostly has it taken next.</summary>
    private (ulong Key, int Number) _found = (NoKey, -1);

    /// <param name="actors">Takes the steps; every actor is at its start.</param>
    /// <param name="messages">The messages by their numbers.</param>
    /// <param name="kept">How many states and how many steps at a time; with 0 it has each step taken.</param>
    internal TransitionCache(ActorTable actors, MessageTable messages, int kept)
    {
        (_actors, _messages, _kept, _states) = (actors, messages, kept, new(kept));
        foreach (var slot in actors.Slots) { slot.State = _states.FindOrAdd(slot.Hash); }
    }

    /// <summary>Whether anything is kept.</summary>
    internal bool IsKept => _kept > 0;

    /// <summary>How many states and how many steps it keeps at a time.</summary>
    internal int Kept => _kept;

    /// <summary>Grows when numbers of states and of steps begin to mean others.</summary>
    internal int Numbering { get; private set; }

    /// <summary>An actor handles a message.</summary>
    /// <param name="actor">Its number.</param>
    /// <param name="taken">The message.</param>
    /// <param name="step">The number of the step within which it does.</param>
    /// <param name="now">The actor's clock.</param>
    internal StepOutcome Hear(int actor, scoped in Pending taken, int step, long now)
    {
        if (_kept == 0) { return _actors.Hear(actor, in taken, step, now); }
        var slot = _actors.SlotOf(actor);
        var key = KeyOf(slot, taken.Message, now);
        var number = key == NoKey ? -1 : Find(key);
        if (number >= 0)
        {
            slot.Reuse.Hit();
            slot.Note(taken.Message, taken.Cause, step, now);
            ref readonly var known = ref _steps[number];
            _actors.Move(slot, known.Hash, known.State);
            return new(known.Crash, _sends.AsSpan(known.FirstSend, known.Sends));
        }

        var outcome = _actors.Hear(actor, in taken, step, now);
        if (slot.Reuse.IsSeldom) { slot.Reuse.Pass(); }
        else { Keep(key, slot, in outcome); }
        return outcome;
    }

    /// <summary>
    /// Whether a message would change nothing in its receiver, send nothing and break nothing. The receiver is asked,
    /// and what it did is taken back.
    /// </summary>
    internal bool DoesNothing(int actor, in Pending taken, int step, long now)
    {
        var slot = _actors.SlotOf(actor);
        var (before, listening, messages) = (slot.Hash, _actors.Listening, _messages.Count);
        _actors.Listening = false;
        var outcome = Hear(actor, in taken, step, now);
        var nothing = outcome.Crash is null && outcome.Sends.Length == 0 && slot.Hash == before;
        _actors.TakeBack(actor);
        _actors.Listening = listening;
        _messages.BackTo(messages);
        return nothing;
    }

    /// <summary>A step that is kept, by its number.</summary>
    internal ref readonly CachedTransition this[int step] => ref _steps[step];

    /// <summary>What a step sends that is kept.</summary>
    internal ReadOnlySpan<PlannedSend> SendsOf(in CachedTransition step) => _sends.AsSpan(step.FirstSend, step.Sends);

    /// <summary>The number of the step that a message would be; -1 when it is not kept.</summary>
    internal int Find(int actor, int message, long now)
    {
        var key = message < 0 ? NoKey : KeyOf(_actors.SlotOf(actor), message, now);
        return key == NoKey ? -1 : Find(key);
    }

    private ulong KeyOf(ActorSlot slot, int message, long now)
    {
        if (slot.State < 0) { slot.State = NumberOf(slot); }
        return _actors.Listening || slot.State < 0 || now >> ClockBits != 0 || !_messages.IsKept(message)
            ? NoKey
            : ((ulong)(uint)slot.State << (NumberBits + ClockBits)) | ((ulong)(uint)message << ClockBits) | (ulong)now;
    }

    /// <summary>
    /// The number of the state of an actor; -1 when it is to have none. The part of an actor in the fingerprint of the
    /// world tells actors apart too.
    /// </summary>
    private int NumberOf(ActorSlot slot) => slot.Reuse.IsSeldom ? -1 : _states.FindOrAdd(slot.Hash);

    private int Find(ulong key) => key == _found.Key ? _found.Number : Seek(key);

    private int Seek(ulong key)
    {
        var slots = _slots;
        var steps = _steps;
        for (var at = PlaceOf(key); ; at = (at + 1) & (slots.Length - 1))
        {
            var number = slots[at] - 1;
            if (number < 0) { return -1; }
            if (steps[number].Key != key) { continue; }
            _found = (key, number);
            return number;
        }
    }

    /// <summary>An actor did what it was not known to do.</summary>
    private void Keep(ulong key, ActorSlot slot, in StepOutcome outcome)
    {
        slot.Reuse.Miss();
        slot.State = NumberOf(slot);
        if (slot.Reuse.IsSeldom) { slot.ForgetStates(); }
        else if (key != NoKey && AreKept(outcome.Sends)) { Add(key, slot, in outcome); }
        if (_count == _kept || _states.IsFull) { Forget(); }
    }

    private void Forget()
    {
        Numbering++;
        _states.Clear();
        Array.Clear(_slots);
        (_count, _sendsKept, _found) = (0, 0, (NoKey, -1));
        foreach (var slot in _actors.Slots) { slot.ForgetStates(); }
    }

    private bool AreKept(ReadOnlySpan<PlannedSend> sends)
    {
        foreach (ref readonly var send in sends)
        {
            if (!send.IsMark && !_messages.IsKept(send.Message)) { return false; }
        }

        return true;
    }

    private void Add(ulong key, ActorSlot after, in StepOutcome outcome)
    {
        if (_count * 2 >= _slots.Length) { Grow(); }
        if (_count == _steps.Length) { Array.Resize(ref _steps, _count * 2); }
        var sends = outcome.Sends;
        while (_sendsKept + sends.Length > _sends.Length) { Array.Resize(ref _sends, _sends.Length * 2); }
        sends.CopyTo(_sends.AsSpan(_sendsKept));
        _steps[_count] = new()
        {
            Key = key,
            Hash = after.Hash,
            State = after.State,
            FirstSend = _sendsKept,
            Sends = sends.Length,
            Crash = outcome.Crash,
        };
        _sendsKept += sends.Length;
        Insert(_count++);
    }

    private void Insert(int number)
    {
        var at = PlaceOf(_steps[number].Key);
        while (_slots[at] != 0) { at = (at + 1) & (_slots.Length - 1); }
        _slots[at] = number + 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        _shift--;
        for (var number = 0; number < _count; number++) { Insert(number); }
    }

    /// <summary>
    /// Where the search for a key begins; another place only costs speed. Knuth, "The Art of Computer Programming" 3,
    /// 6.4: the high bits of a product with the golden ratio, as keys differ in few bits and those are all over.
    /// </summary>
    private int PlaceOf(ulong key) => (int)(unchecked(key * NumberTable.Spread) >> _shift);
}
