using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>All actors of a world: takes their steps, and takes them back.</summary>
/// <remarks>
/// Whenever an object catches up with the run, its fingerprint must be the one that the run went on with.
/// </remarks>
internal sealed class ActorTable
{
    /// <summary>Tells clocks from all else that is added up.</summary>
    private const ulong ClockSalt = 0x636c6f636b000000;

    private readonly ActorStepper _stepper;
    private readonly ActorSlot[] _slots;
    private readonly MessageTable _messages;
    private readonly Network _network;
    private readonly bool _lag;
    private readonly ulong _startSum;
    private readonly List<ActorSlot> _clockReaders = [];
    private PlannedSend[] _sends = new PlannedSend[16];

    /// <summary>The actor of which it is known what it sends next; 0 for none.</summary>
    private int _expected;
    private int _expectedSends;

    /// <param name="lag">Whether objects are left behind the run until somebody needs them.</param>
    internal ActorTable(Topology topology, MessageTable messages, Network network, bool lag)
    {
        _messages = messages;
        _network = network;

        // A search that answers most steps from memory looks at few objects: to move them to and fro with it would cost
        // more than the steps. Where every step is real the next one needs the object where the run is.
        _lag = lag;

        // A scenario that cannot be explored ends the search wherever it is found out: it is no counterexample.
        _stepper = new(topology) { EndsAll = static thrown => thrown is UnfitScenarioException };
        _stepper.Outbox.NameOf = topology.NameOf;
        _slots = [.. topology.Actors.Select(actor => new ActorSlot(topology, actor))];
        network.Meet(_slots.Select(slot => slot.Cell));
        foreach (var slot in _slots) { Start(slot); }
        _startSum = Sum;
        network.KeepStart();
    }

    /// <summary>Whether steps leave notes.</summary>
    internal bool Listening { get; set; }

    /// <summary>The notes of the step at hand.</summary>
    internal List<Note> Notes { get; } = [];

    /// <summary>The fingerprint of all states.</summary>
    internal ulong Sum { get; private set; }

    /// <summary>How many actors turned out to ask for the time, in any run.</summary>
    internal int ClockReaders => _clockReaders.Count;

    /// <summary>
    /// The fingerprint of the clocks that somebody reads. The others matter only by how long timers still have, which
    /// the fingerprint of their channels says.
    /// </summary>
    internal ulong ClocksFingerprint
    {
        get
        {
            var sum = 0UL;
            if (_clockReaders.Count == 0) { return sum; }
            foreach (var reader in _clockReaders)
            {
                unchecked { sum += Fingerprint.Mix(ClockSalt ^ (ulong)reader.Cell.Id.Value, (ulong)reader.Clock); }
            }

            return sum;
        }
    }

    /// <summary>For each actor's number whether it asks for the time.</summary>
    internal bool[] ReadClocks => [false, .. _slots.Select(slot => slot.ReadsClock)];

    /// <summary>Knows what other worlds learned of who asks for the time.</summary>
    internal void Learn(LearnedFacts facts)
    {
        foreach (var slot in _slots)
        {
            if (facts.ReadsClock(slot.Cell.Id.Value)) { ReadsClock(slot); }
        }
    }

    /// <summary>Every actor, in order.</summary>
    internal ReadOnlySpan<ActorSlot> Slots => _slots;

    internal ActorSlot SlotOf(int actor) => _slots[actor - 1];

    internal long ClockOf(int actor) => _slots[actor - 1].Clock;

    /// <summary>An actor handles a message for real.</summary>
    internal StepOutcome Hear(int actor, scoped in Pending taken, int step, long now)
    {
        var slot = _slots[actor - 1];
        if (!slot.IsLive) { CatchUp(slot); }
        slot.Note(taken.Message, taken.Cause, step, now);
        _stepper.Outbox.Listening = Listening;
        var crash = Handle(slot);
        var sends = crash is null ? actor == _expected ? _sends.AsSpan(0, _expectedSends) : Plan() : default;
        Move(slot, slot.HashOfObject(), slot.State);
        return new(crash, sends);
    }

    /// <summary>It is known what an actor sends when it handles the next message.</summary>
    internal void Expect(int actor, ReadOnlySpan<PlannedSend> sends)
    {
        while (sends.Length > _sends.Length) { Array.Resize(ref _sends, _sends.Length * 2); }
        sends.CopyTo(_sends);
        (_expected, _expectedSends) = (actor, sends.Length);
    }

    /// <summary>It is not known any more.</summary>
    internal void ExpectNothing() => _expected = 0;

    /// <summary>
    /// The same, with what is read noted from before until behind it, and then taken back: it was not part of the run.
    /// </summary>
    /// <param name="around">Looks before and behind, at what the claims read.</param>
    internal StepOutcome Try(int actor, scoped in Pending taken, int step, ILooksAround around)
    {
        var slot = _slots[actor - 1];
        if (!slot.IsLive) { CatchUp(slot); }
        var reads = slot.Cell.Reads!;
        _stepper.Outbox.Listening = false;
        reads.Open();
        around.Before();
        slot.Note(taken.Message, taken.Cause, step, slot.Clock);
        var crash = Handle(slot);
        if (crash is null) { around.After(); }
        reads.Close();
        var sends = crash is null ? Plan() : default;
        slot.TakeBack();
        slot.DropStale();
        return new(crash, sends);
    }

    /// <summary>An actor is in another state from now on.</summary>
    /// <param name="hash">Its part in the fingerprint of the world.</param>
    /// <param name="state">The number of the state; -1 when it has none.</param>
    internal void Move(ActorSlot slot, ulong hash, int state)
    {
        unchecked { Sum += hash - slot.Hash; }
        slot.Hash = hash;
        slot.State = state;
    }

    /// <summary>Takes back the last message that an actor handled.</summary>
    internal void TakeBack(int actor)
    {
        var slot = _slots[actor - 1];
        var hash = slot.Hash;
        slot.TakeBack();
        unchecked { Sum += slot.Hash - hash; }
        if (!_lag) { slot.DropStale(); }
    }

    /// <summary>Takes back all that an actor handled; the fingerprint of all states is for the caller.</summary>
    internal void Rewind(int actor)
    {
        var slot = _slots[actor - 1];
        slot.Rewind();
        if (!_lag) { slot.DropStale(); }
    }

    /// <summary>Every actor is where it started.</summary>
    internal void IsAtStart() => Sum = _startSum;

    /// <summary>Brings an actor's object up to date.</summary>
    /// <exception cref="HiddenStateException">The same steps led elsewhere.</exception>
    internal void Settle(int actor)
    {
        var slot = _slots[actor - 1];
        if (!slot.IsLive) { CatchUp(slot); }
    }

    /// <summary>Finds the places of what the step at hand wants done.</summary>
    private ReadOnlySpan<PlannedSend> Plan()
    {
        var outbox = _stepper.Outbox;
        if (Listening) { Notes.AddRange(outbox.Notes); }
        var effects = outbox.Effects;
        while (effects.Length > _sends.Length) { Array.Resize(ref _sends, _sends.Length * 2); }
        for (var at = 0; at < effects.Length; at++) { _sends[at] = Plan(in effects[at]); }
        return _sends.AsSpan(0, effects.Length);
    }

    /// <exception cref="UnfitScenarioException">It is a message of a kind that has the name of another.</exception>
    private PlannedSend Plan(in Effect effect)
    {
        var planned = _network.Plan(in effect);
        return _messages.Namesakes is not var (known, other) ? planned
            : throw UnfitScenarioException.OfNamesakes(known, other);
    }

    private void CatchUp(ActorSlot slot)
    {
        slot.DropStale();
        _stepper.Outbox.Listening = false;
        while (!slot.IsLive) { Handle(slot); }

        var hash = slot.HashOfObject();
        if (hash != slot.Hash)
        {
            throw new HiddenStateException(slot.LastStep, $"what {slot.Cell.Name} heard", slot.Hash, hash);
        }
    }

    /// <summary>The object of an actor handles the next message that the actor handled.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    private Crash? Handle(ActorSlot slot)
    {
        ref readonly var heard = ref slot.Next();
        ref readonly var said = ref _messages[heard.Message];
        var crash = said.Cause == heard.Cause
            ? _stepper.Receive(slot.Cell, in said, heard.Step, new(heard.Now))
            : _stepper.Receive(slot.Cell, said.Serving(said.Operation, heard.Cause), heard.Step, new(heard.Now));
        NoteTime(slot);
        return crash;
    }

    private void NoteTime(ActorSlot slot)
    {
        if (_stepper.Outbox.AskedTime) { ReadsClock(slot); }
    }

    private void ReadsClock(ActorSlot slot)
    {
        if (slot.ReadsClock) { return; }
        slot.ReadsClock = true;
        _clockReaders.Add(slot);
    }

    private void Start(ActorSlot slot)
    {
        _stepper.Start(slot.Cell);
        NoteTime(slot);
        foreach (ref readonly var effect in _stepper.Outbox.Effects)
        {
            _network.Post(Plan(in effect), Envelope.Unsent);
        }

        slot.Hash = slot.HashOfObject();
        unchecked { Sum += slot.Hash; }
    }
}
