using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>All actors of a world: takes their steps, or remembers what became of the same step before.</summary>
/// <remarks>
/// A step is taken for real when it was never taken, when there was no room to remember it, when nothing is to be
/// remembered, or when somebody listens for notes. Whenever an object catches up with the run, its fingerprint must be
/// the one that was remembered.
/// </remarks>
internal sealed class ActorTable
{
    /// <summary>Tells clocks from all else that is added up.</summary>
    private const ulong ClockSalt = 0x636c6f636b000000;

    private readonly Outbox _outbox = new();
    private readonly ActorSlot[] _members;
    private readonly MessageTable _messages;
    private readonly TransitionCache _memory;
    private readonly Network _network;
    private readonly bool _caches;
    private readonly ulong _startSum;
    private readonly List<string> _failures = [];
    private readonly List<ActorSlot> _clockReaders = [];

    internal ActorTable(Topology topology, MessageTable messages, Network network, int remembered)
    {
        _messages = messages;
        _network = network;
        _memory = new(remembered);
        _caches = remembered > 0;
        _outbox.NameOf = topology.NameOf;
        _members = [.. topology.Actors.Select(actor => new ActorSlot(topology, actor))];
        foreach (var member in _members) { Start(member); }
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
            foreach (var reader in _clockReaders)
            {
                unchecked { sum += Fingerprint.Mix(ClockSalt ^ (ulong)reader.Cell.Id.Value, (ulong)reader.Clock); }
            }

            return sum;
        }
    }

    /// <summary>An actor whose state may lag behind.</summary>
    internal Cell CellOf(int actor) => _members[actor - 1].Cell;

    internal int StateOf(int actor) => actor == 0 ? -1 : _members[actor - 1].State;

    internal long ClockOf(int actor) => actor == 0 ? 0 : _members[actor - 1].Clock;

    internal string FailureAt(int number) => _failures[number];

    internal ReadOnlySpan<PlannedSend> SendsOf(in CachedTransition step) => _memory.SendsOf(in step);

    /// <summary>The number of the step that a message would be; -1 when it is not remembered.</summary>
    internal int Find(int actor, int message, long now) =>
        Listening || actor == 0 || !_messages.IsKept(message)
            ? -1
            : _memory.Find(TransitionCache.KeyOf(_members[actor - 1].State, message, now));

    /// <summary>An actor handles a message.</summary>
    /// <param name="at">The number of the step, and the actor's clock.</param>
    internal ref readonly CachedTransition Hear(int actor, in Pending taken, (int Step, long Now) at)
    {
        var member = _members[actor - 1];
        var key = Listening || !_messages.IsKept(taken.Message)
            ? TransitionCache.NoKey
            : TransitionCache.KeyOf(member.State, taken.Message, at.Now);
        var number = key == TransitionCache.NoKey ? -1 : _memory.Find(key);
        if (number >= 0) { return ref Repeat(actor, in taken, at, number); }
        return ref Live(member, in taken, at, key);
    }

    /// <summary>An actor handles a message that it handled in the same state before.</summary>
    /// <param name="number">The number of the remembered step.</param>
    internal ref readonly CachedTransition Repeat(int actor, in Pending taken, (int Step, long Now) at, int number)
    {
        var member = _members[actor - 1];
        member.Note(taken.Message, taken.Cause, at.Step, at.Now);
        ref readonly var known = ref _memory[number];
        Move(member, in known);
        return ref known;
    }

    /// <summary>Takes back the last message that an actor handled.</summary>
    internal void TakeBack(int actor)
    {
        if (actor == 0) { return; }
        var member = _members[actor - 1];
        var hash = member.Hash;
        member.TakeBack();
        unchecked { Sum += member.Hash - hash; }
        if (!_caches) { member.DropStale(); }
    }

    /// <summary>Takes back all that an actor handled; the fingerprint of all states is for the caller.</summary>
    internal void Rewind(int actor)
    {
        if (actor == 0) { return; }
        var member = _members[actor - 1];
        member.Rewind();
        if (!_caches) { member.DropStale(); }
    }

    /// <summary>Every actor is where it started.</summary>
    internal void IsAtStart() => Sum = _startSum;

    /// <summary>Brings an actor's object up to date.</summary>
    /// <exception cref="HiddenStateException">The same steps led elsewhere.</exception>
    internal void Settle(int actor)
    {
        if (actor == 0) { return; }
        var member = _members[actor - 1];
        if (!member.IsLive) { CatchUp(member); }
    }

    internal static string TextOf(Exception failure)
    {
        // What a type's first use throws is wrapped: the cause says more.
        var cause = failure is TypeInitializationException ? failure.GetBaseException() : failure;
        return cause is BrokenPromiseException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
    }

    private void Move(ActorSlot member, in CachedTransition step)
    {
        unchecked { Sum += step.Hash - member.Hash; }
        member.Hash = step.Hash;
        member.State = step.State;
    }

    private ref readonly CachedTransition Live(
        ActorSlot member, in Pending taken, (int Step, long Now) at, ulong key)
    {
        if (!member.IsLive) { CatchUp(member); }
        member.Note(taken.Message, taken.Cause, at.Step, at.Now);
        _outbox.Listening = Listening;
        CachedTransition step = new() { Crash = Handle(member) };
        if (step.Crash is null)
        {
            if (Listening) { Notes.AddRange(_outbox.Notes); }
            foreach (ref readonly var effect in _outbox.Effects)
            {
                var send = Plan(in effect);
                _memory.Write(step.Sends++, send);

                // A number that will mean another message cannot be remembered.
                var isMessage = send.Channel != PlannedSend.Nowhere && !send.IsMark;
                if (isMessage && !_messages.IsKept(send.Message)) { key = TransitionCache.NoKey; }
            }
        }

        step.Hash = member.HashOfObject();
        step.State = _memory.StateOf(step.Hash);
        Move(member, in step);
        step.Key = key;
        return ref _memory.Add(step);
    }

    private void CatchUp(ActorSlot member)
    {
        member.DropStale();
        _outbox.Listening = false;
        while (!member.IsLive) { Handle(member); }

        var hash = member.HashOfObject();
        if (hash != member.Hash)
        {
            throw new HiddenStateException(member.LastStep, $"what {member.Cell.Name} heard", member.Hash, hash);
        }
    }

    /// <summary>The object of an actor handles the next message that the actor handled.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    private string? Handle(ActorSlot member)
    {
        ref readonly var heard = ref member.Next();
        ref readonly var said = ref _messages[heard.Message];
        try
        {
            _outbox.Open(member.Cell.Id, said.Operation, heard.Step, new(heard.Now));
            if (said.Cause == heard.Cause) { member.Cell.Receive(in said, _outbox); }
            else { member.Cell.Receive(said.Serving(said.Operation, heard.Cause), _outbox); }
            return null;
        }
#pragma warning disable CA1031 // Whatever a behaviour throws is a counterexample: it is reported with its trace.
        catch (Exception failure) when (failure is not UnfitScenarioException)
#pragma warning restore CA1031
        {
            return TextOf(failure);
        }
        finally
        {
            NoteTime(member);
        }
    }

    private void NoteTime(ActorSlot member)
    {
        if (!_outbox.AskedTime || member.ReadsClock) { return; }
        member.ReadsClock = true;
        _clockReaders.Add(member);
    }

    private PlannedSend Plan(in Effect effect)
    {
        try
        {
            return _network.Plan(in effect);
        }
        catch (IndexOutOfRangeException failure)
        {
            var text = TextOf(failure);
            if (!_failures.Contains(text)) { _failures.Add(text); }
            return new(PlannedSend.Nowhere, _failures.IndexOf(text), 0);
        }
    }

    private void Start(ActorSlot member)
    {
        _outbox.Open(member.Cell.Id, OperationId.None, Envelope.Unsent, default);
        member.Cell.Start(_outbox);
        NoteTime(member);
        foreach (ref readonly var sent in _outbox.Effects) { _network.Post(_network.Plan(in sent), Envelope.Unsent); }
        member.Hash = member.HashOfObject();
        member.State = _memory.StateOf(member.Hash);
        unchecked { Sum += member.Hash; }
    }
}
