using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// The states that actors were in and the steps that they took, by number: behaviours are pure, so a message does to a
/// state what it did the last time.
/// </summary>
/// <remarks>
/// States are told apart by their 64-bit fingerprints, as everywhere. Steps are found by open addressing in a table of
/// small numbers, which stays in the cache; their keys stand with what is needed next.
/// </remarks>
/// <param name="kept">How many states and how many steps.</param>
internal sealed class TransitionCache(int kept)
{
    /// <summary>The key of a step that is not to be remembered.</summary>
    internal const ulong NoKey = ulong.MaxValue;

    private const int NumberBits = 22;
    private const int ClockBits = 20;
    private const int FirstBits = 8;

    private readonly NumberTable _states = new(kept);
    private int[] _slots = new int[1 << FirstBits];
    private int _shift = 64 - FirstBits;
    private CachedTransition[] _steps = new CachedTransition[64];
    private PlannedSend[] _sends = new PlannedSend[64];
    private int _sendsKept;
    private CachedTransition _passing;

    /// <summary>How many steps are remembered.</summary>
    internal int Count { get; private set; }

    internal ref readonly CachedTransition this[int step] => ref _steps[step];

    /// <summary>The number of a state; -1 when there are too many.</summary>
    /// <param name="hash">The actor's part in the fingerprint of the world: it tells actors apart too.</param>
    internal int StateOf(ulong hash) => kept == 0 ? -1 : _states.FindOrAdd(hash);

    /// <summary>The key of the step that a message to an actor in a state is.</summary>
    /// <param name="state">The state's number, or -1.</param>
    /// <param name="message">The number of a message that stays; it says to whom.</param>
    /// <param name="now">The actor's clock.</param>
    internal static ulong KeyOf(int state, int message, long now) =>
        state < 0 || now >> ClockBits != 0
            ? NoKey
            : ((ulong)(uint)state << (NumberBits + ClockBits)) | ((ulong)(uint)message << ClockBits) | (ulong)now;

    /// <summary>The number of a step; -1 when it was never taken.</summary>
    internal int Find(ulong key)
    {
        var slots = _slots;
        var steps = _steps;
        for (var at = PlaceOf(key); ; at = (at + 1) & (slots.Length - 1))
        {
            var number = slots[at] - 1;
            if (number < 0 || steps[number].Key == key) { return number; }
        }
    }

    internal ReadOnlySpan<PlannedSend> SendsOf(in CachedTransition step) => _sends.AsSpan(step.FirstSend, step.Sends);

    /// <summary>Writes down what the step at hand sends, the first when <paramref name="place"/> is 0.</summary>
    internal void Write(int place, PlannedSend send)
    {
        var at = _sendsKept + place;
        if (at == _sends.Length) { Array.Resize(ref _sends, at * 2); }
        _sends[at] = send;
    }

    /// <summary>Keeps the step at hand if it has a key and there is room; else it is gone with the next one.</summary>
    internal ref readonly CachedTransition Add(CachedTransition step)
    {
        step.FirstSend = _sendsKept;
        if (step.Key == NoKey || Count >= kept)
        {
            _passing = step;
            return ref _passing;
        }

        if (Count * 2 >= _slots.Length) { Grow(); }
        if (Count == _steps.Length) { Array.Resize(ref _steps, Count * 2); }
        _sendsKept += step.Sends;
        _steps[Count] = step;
        Insert(Count++);
        return ref _steps[Count - 1];
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
        for (var number = 0; number < Count; number++) { Insert(number); }
    }

    /// <summary>Where the search for a key begins; another place only costs speed.</summary>
    private int PlaceOf(ulong key) => (int)(unchecked(key * NumberTable.Spread) >> _shift);
}
