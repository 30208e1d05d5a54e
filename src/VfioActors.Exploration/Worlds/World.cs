using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// All actors of a topology in one process on one thread: it says which steps could be next, takes the one it is told,
/// and goes back to any earlier step.
/// </summary>
/// <remarks>
/// A world decides nothing. Taking a step costs no allocation once the world is warm. Actors, channels and choices are
/// numbered and listed in the same order in every world of the same topology.
/// </remarks>
public sealed class World : IWorldView
{
    private readonly Journal _journal = new();
    private readonly Outbox _outbox = new();
    private readonly Cell[] _cells;
    private readonly long[] _clocks;
    private readonly ChannelTable _channels;
    private readonly Mail _mail;
    private readonly bool[] _isPrompt;
    private StepRecord[] _records = new StepRecord[64];
    private Choice[] _choices = new Choice[16];
    private Effect[] _effects = new Effect[16];
    private int _choiceCount;
    private bool _choicesKnown;

    /// <summary>Makes the actors and lets each of them start, in their order.</summary>
    public World(Topology topology, Delivery delivery)
    {
        Topology = topology;
        Delivery = delivery;
        _cells = [.. topology.Actors.Select(actor => topology.Make(actor, _journal))];
        _clocks = new long[topology.Count + 1];
        _isPrompt = [false, .. topology.Actors.Select(topology.IsPrompt)];
        _channels = new(topology.Count);
        _mail = new(_channels, topology.Count, delivery);
        HasPrompt = _isPrompt.Contains(true);
        foreach (var cell in _cells) { Start(cell); }
    }

    /// <inheritdoc/>
    public Topology Topology { get; }

    /// <summary>Which orders can happen.</summary>
    public Delivery Delivery { get; }

    /// <summary>How many steps were taken.</summary>
    public int Depth { get; private set; }

    /// <summary>How many channels were used so far, by any run.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>
    /// How many actors turned out to hear several others, in any run. When it grows, <see cref="FutureFingerprint"/>
    /// tells states apart that it took for the same before.
    /// </summary>
    public int SharedReceivers => _mail.SharedReceivers;

    /// <summary>
    /// What went wrong inside the last step, if something did: a promise of the model, or an exception.
    /// </summary>
    public string? Crash { get; private set; }

    /// <summary>Whether steps leave notes.</summary>
    public bool Listening
    {
        get => _outbox.Listening;
        set => _outbox.Listening = value;
    }

    /// <summary>The notes of the last step, and before the first step none.</summary>
    public List<Note> Notes { get; } = [];

    /// <summary>
    /// The steps that could be next, always in the same order; none when the world is at rest or crashed.
    /// </summary>
    public ReadOnlySpan<Choice> Enabled
    {
        get
        {
            if (!_choicesKnown) { ListChoices(); }
            return _choices.AsSpan(0, _choiceCount);
        }
    }

    /// <summary>
    /// The fingerprint of every actor's state and every message on its way: what a trace records after each step.
    /// </summary>
    public ulong Fingerprint
    {
        get
        {
            var sum = 0UL;
            foreach (var cell in _cells)
            {
                unchecked { sum += Behaviors.Fingerprint.Mix(cell.State.Fingerprint, (ulong)cell.Id.Value); }
            }

            unchecked { return sum + _mail.Fingerprint(_clocks); }
        }
    }

    /// <summary>
    /// The fingerprint of everything that the future depends on: under causal delivery also of which actors and
    /// messages
    /// happened after which messages that are still on their way.
    /// </summary>
    public ulong FutureFingerprint
    {
        get
        {
            unchecked { return Fingerprint + _mail.KnowledgeFingerprint(); }
        }
    }

    /// <summary>The message of a step that was taken.</summary>
    /// <param name="step">From 0 to one less than <see cref="Depth"/>.</param>
    public ref readonly Envelope Step(int step) => ref _records[step].Taken.Envelope;

    /// <summary>The choice by which a step was taken.</summary>
    public Choice ChoiceAt(int step) => _records[step].Choice;

    /// <summary>The message that a choice would handle; for the host's answers the option is not filled in.</summary>
    public ref readonly Envelope Message(Choice choice) => ref _channels[choice.Channel].Head.Envelope;

    /// <summary>What a choice would handle, as it will stand in the trace.</summary>
    public Envelope MessageOf(Choice choice) => Filled(in _channels[choice.Channel].Head, choice);

    /// <summary>Whether a channel carries the host's answers: its next step then has several options.</summary>
    public int OptionsOf(int channel) =>
        _channels[channel] is { Kind: ChannelKind.Choices, Count: > 0 } asked ? (int)asked.Head.Amount : 1;

    /// <summary>What a choice is, in words that hold for every world of the scenario.</summary>
    public StepKey KeyOf(Choice choice)
    {
        ref readonly var message = ref Message(choice);
        return KeyOf(in message, choice);
    }

    /// <summary>What a step was that was taken.</summary>
    public StepKey KeyAt(int step)
    {
        ref readonly var message = ref Step(step);
        return KeyOf(in message, ChoiceAt(step));
    }

    /// <summary>Whether some actor handles what it hears within the step that sent it.</summary>
    internal bool HasPrompt { get; }

    /// <summary>
    /// The actors that handled something within a step beside its receiver, as bits of their numbers modulo 64.
    /// </summary>
    internal ulong PromptedBy(int step) => _records[step].Prompted;

    /// <summary>The receivers of what a step sent, as bits of their numbers modulo 64.</summary>
    internal ulong SentTo(int step) =>
        _mail.ReceiversSince(_records[step].FirstSend, step + 1 < Depth ? _records[step + 1].FirstSend
            : _mail.SendCount);

    /// <summary>
    /// Whether delivery itself forces one step before another: they could not be taken in the other order.
    /// </summary>
    internal bool IsForced(int earlier, int later) =>
        _records[earlier].Choice.Channel == _records[later].Choice.Channel
        || (IsOrdinary(earlier) && IsOrdinary(later)
            && _mail.HappenedBefore(in _records[earlier].Taken, in _records[later].Taken));

    /// <summary>The actor of a number.</summary>
    public Cell CellOf(ActorId actor) => _cells[actor.Value - 1];

    /// <inheritdoc/>
    public State StateOf(ActorId actor) => _cells[actor.Value - 1].State;

    /// <inheritdoc/>
    public string NameOf(ActorId actor) => Topology.NameOf(actor);

    /// <summary>Takes a step.</summary>
    /// <param name="choice">One of <see cref="Enabled"/>.</param>
    public void Take(Choice choice)
    {
        if (Depth == _records.Length) { Array.Resize(ref _records, Depth * 2); }
        ref var record = ref _records[Depth];
        ref readonly var head = ref _channels[choice.Channel].Head;
        record.Taken = head;
        var kind = _channels[choice.Channel].Kind;
        if (kind == ChannelKind.Choices) { record.Taken = new(Filled(in head, choice), head.Amount); }
        record.Choice = choice;
        record.JournalMark = _journal.Mark;
        record.FirstSend = _mail.SendCount;
        record.FirstLatest = _mail.LatestCount;
        record.Clock = _clocks[choice.Receiver.Value];
        record.Prompted = 0;
        if (kind == ChannelKind.Timers)
        {
            _clocks[choice.Receiver.Value] = Math.Max(record.Clock, head.Amount);
        }

        _mail.Drop(choice.Channel);
        _mail.Happens(choice.Channel, in record.Taken);
        _choicesKnown = false;
        if (Listening) { Notes.Clear(); }
        Run(ref record);
        Depth++;
    }

    /// <summary>Goes back to where <paramref name="depth"/> steps were taken.</summary>
    public void BackTo(int depth)
    {
        if (depth == Depth) { return; }
        Crash = null;
        while (Depth > depth)
        {
            ref var record = ref _records[--Depth];
            _mail.TakeBackTo(record.FirstSend, record.FirstLatest);
            TakeBackDrop(in record);
            _clocks[record.Choice.Receiver.Value] = record.Clock;
            _journal.BackTo(record.JournalMark);
        }

        _choicesKnown = false;
    }

    private StepKey KeyOf(in Envelope message, Choice choice) => new(
        message.To, message.From, message.Kind, message.Operation, choice.Option, _channels[choice.Channel].Kind);

    private void TakeBackDrop(in StepRecord record)
    {
        var asks = _channels[record.Choice.Channel].Kind == ChannelKind.Choices;
        if (asks)
        {
            _mail.TakeBackDrop(record.Choice.Channel,
                new(Filled(in record.Taken, record.Choice with { Option = 0 }), record.Taken.Amount));
        }
        else { _mail.TakeBackDrop(record.Choice.Channel, in record.Taken); }
    }

    private bool IsOrdinary(int step) => _channels[_records[step].Choice.Channel].Kind == ChannelKind.Messages;

    private void Run(ref StepRecord record)
    {
        try
        {
            Receive(_cells[record.Choice.Receiver.Value - 1], in record.Taken.Envelope);
            Perform(ref record);
        }
#pragma warning disable CA1031 // Whatever a behaviour throws is a counterexample: it is reported with its trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // What a type's first use throws is wrapped: the cause says more.
            var cause = failure is TypeInitializationException ? failure.GetBaseException() : failure;
            Crash = cause is BrokenPromiseException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
        }
    }

    private void Receive(Cell cell, in Envelope message)
    {
        _outbox.Open(cell.Id, message.Operation, Depth, new(_clocks[cell.Id.Value]));
        cell.Receive(in message, _outbox);
        if (Listening) { Notes.AddRange(_outbox.Notes); }
    }

    /// <summary>
    /// Sends what the step wants sent; what goes to a prompt actor is handled at once, in the order of sending.
    /// </summary>
    private void Perform(ref StepRecord record)
    {
        if (!HasPrompt)
        {
            foreach (ref readonly var effect in _outbox.Effects) { _mail.Post(in effect); }
            return;
        }

        var count = Gather(0);
        for (var at = 0; at < count; at++)
        {
            ref readonly var effect = ref _effects[at];
            var to = effect.Envelope.To;
            if (effect.Kind == EffectKind.Send && _isPrompt[to.Value])
            {
                record.Prompted |= 1UL << to.Value;
                _mail.Prompts(effect.Envelope.From, to);
                Receive(_cells[to.Value - 1], effect.Envelope);
                count = Gather(count);
            }
            else
            {
                _mail.Post(in effect);
            }
        }
    }

    private int Gather(int count)
    {
        var asked = _outbox.Effects;
        while (count + asked.Length > _effects.Length) { Array.Resize(ref _effects, _effects.Length * 2); }
        asked.CopyTo(_effects.AsSpan(count));
        return count + asked.Length;
    }

    private void Start(Cell cell)
    {
        _outbox.Open(cell.Id, OperationId.None, Envelope.Unsent, default);
        cell.Start(_outbox);
        foreach (ref readonly var effect in _outbox.Effects) { _mail.Post(in effect); }
    }

    private Envelope Filled(in Pending head, Choice choice) =>
        _channels[choice.Channel].Kind != ChannelKind.Choices
            ? head.Envelope
            : Envelope.Of(ActorId.Nobody, choice.Receiver, head.Envelope.Read<Chosen>() with { Option = choice.Option })
                .Serving(head.Envelope.Operation, head.Envelope.Cause);

    private void ListChoices()
    {
        _choiceCount = 0;
        _choicesKnown = true;
        if (Crash is not null) { return; }
        var active = _channels.Active;
        for (var at = 0; at < active.Length; at++)
        {
            var channel = _channels[active[at]];
            if (_mail.IsHeldBack(at)) { continue; }
            var options = channel.Kind == ChannelKind.Choices ? (int)channel.Head.Amount : 1;
            while (_choiceCount + options > _choices.Length) { Array.Resize(ref _choices, _choices.Length * 2); }
            for (var option = 0; option < options; option++)
            {
                _choices[_choiceCount++] = new(active[at], option, channel.To);
            }
        }
    }
}
