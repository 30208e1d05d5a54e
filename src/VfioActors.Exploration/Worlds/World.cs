using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds.Channels;

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
    /// <summary>
    /// How many messages, states and steps a world can remember, each: about 250 megabytes when there are so many.
    /// Beyond that steps are taken for real.
    /// </summary>
    public const int CachedMax = 1 << 20;

    /// <summary>What is wrong with a message to the host.</summary>
    private const string NobodyHears = "IndexOutOfRangeException: Index was outside the bounds of the array.";

    private readonly ChannelTable _channels;
    private readonly MessageTable _messages;
    private readonly Network _network;
    private readonly ActorTable _actorTable;
    private readonly ChoiceList _choices;
    private StepRecord[] _records = new StepRecord[64];
    private PlannedSend[] _sends = new PlannedSend[16];
    private int[] _inlined = new int[16];
    private Envelope[] _shownSteps = [];
    private Envelope[] _shownHeads = [];
    private int _inlinedCount;
    private int _foreseen = -1;
    private Choice _foreseenChoice;

    /// <summary>Makes the actors and lets each of them start, in their order.</summary>
    /// <param name="remembered">
    /// How many steps to remember, at most <see cref="CachedMax"/>: what a behaviour did once with a message in a
    /// state is then not asked of it again. With 0 every step is taken for real.
    /// </param>
    public World(Topology topology, Delivery delivery, int remembered = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(remembered);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(remembered, CachedMax);
        Topology = topology;
        Delivery = delivery;
        CachesTransitions = remembered > 0;
        _messages = new(remembered);
        _network = new(topology, delivery, _messages);
        _channels = _network.Channels;
        _choices = new(_channels, _network);
        HasInline = topology.Actors.Any(topology.IsInline);
        _actorTable = new(topology, _messages, _network, remembered);
    }

    /// <inheritdoc/>
    public Topology Topology { get; }

    /// <summary>Which orders can happen.</summary>
    public Delivery Delivery { get; }

    /// <summary>How many steps were taken.</summary>
    public int Depth { get; private set; }

    /// <summary>How many channels were used so far, by any run.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>Grows when <see cref="FutureFingerprint"/> begins to tell apart what it took for the same.</summary>
    public int Distinctions => _network.SharedReceivers + _actorTable.ClockReaders;

    /// <summary>What else <see cref="FutureFingerprint"/> is to tell apart, such as broken claims.</summary>
    public ulong Past { get; set; }

    /// <summary>
    /// What went wrong inside the last step, if something did: a promise of the model, or an exception.
    /// </summary>
    public string? Crash { get; private set; }

    /// <summary>Whether steps leave notes; such steps are taken for real.</summary>
    public bool Listening
    {
        get => _actorTable.Listening; set => (_actorTable.Listening, _foreseen) = (value, -1);
    }

    /// <summary>The notes of the last step, and before the first step none.</summary>
    public List<Note> Notes => _actorTable.Notes;

    /// <summary>
    /// The steps that could be next, always in the same order; none when the world is at rest or crashed.
    /// </summary>
    public ReadOnlySpan<Choice> Enabled => _choices.List(Crash is not null);

    /// <summary>
    /// The fingerprint of every actor's state and every message on its way: what a trace records after each step.
    /// </summary>
    public ulong Fingerprint => unchecked(_actorTable.Sum + _network.Fingerprint(_actorTable));

    /// <summary>
    /// The fingerprint of everything that the future depends on: of states, messages and crashes, of the clocks that
    /// somebody reads, of what there is to choose from, of <see cref="Past"/>, and under causal delivery also of which
    /// actors and messages happened after which messages that are still on their way.
    /// </summary>
    public ulong FutureFingerprint => FingerprintAfter(Past);

    /// <summary>The same whatever was broken before: what a state is to whoever counts states.</summary>
    public ulong StateFingerprint => FingerprintAfter(0);

    /// <summary>The message of a step that was taken.</summary>
    /// <param name="step">From 0 to one less than <see cref="Depth"/>.</param>
    public ref readonly Envelope Step(int step)
    {
        if (step >= _shownSteps.Length) { Array.Resize(ref _shownSteps, _records.Length); }
        ref readonly var record = ref _records[step];
        ref readonly var message = ref _messages[record.Message];
        _shownSteps[step] = message.Serving(message.Operation, record.Taken.Cause);
        return ref _shownSteps[step];
    }

    /// <summary>The choice by which a step was taken.</summary>
    public Choice ChoiceAt(int step) => _records[step].Choice;

    /// <summary>The message that a choice would handle; for the host's answers the option is not filled in.</summary>
    public ref readonly Envelope Message(Choice choice)
    {
        if (choice.Channel >= _shownHeads.Length) { Array.Resize(ref _shownHeads, _channels.Count); }
        ref readonly var head = ref _channels[choice.Channel].Head;
        ref readonly var message = ref _messages[head.Message];
        _shownHeads[choice.Channel] = message.Serving(message.Operation, head.Cause);
        return ref _shownHeads[choice.Channel];
    }

    /// <summary>What a choice would handle, as it will stand in the trace.</summary>
    public Envelope MessageOf(Choice choice)
    {
        ref readonly var head = ref _channels[choice.Channel].Head;
        return IsAnswer(choice)
            ? Answer(in head, choice).Serving(_messages[head.Message].Operation, head.Cause)
            : Message(choice);
    }

    /// <summary>Whether a channel carries the host's answers: its next step then has several options.</summary>
    public int OptionsOf(int channel) =>
        _channels[channel] is { Kind: ChannelKind.Choices, Count: > 0 } asked ? (int)asked.Head.Amount : 1;

    /// <summary>What a choice is, in words that hold for every world of the scenario.</summary>
    public StepKey KeyOf(Choice choice) => KeyOf(_channels[choice.Channel].Head.Message, choice);

    /// <summary>What a step was that was taken.</summary>
    public StepKey KeyAt(int step) => KeyOf(_records[step].Message, _records[step].Choice);

    /// <summary>Whether steps are remembered.</summary>
    internal bool CachesTransitions { get; }

    /// <summary>The fingerprint of all actors' states, without the messages on their way.</summary>
    internal ulong StatesFingerprint => _actorTable.Sum;

    /// <summary>Whether some actor handles what it hears within the step that sent it.</summary>
    internal bool HasInline { get; }

    /// <summary>The actors that handled something within a step beside its receiver, as bits modulo 64.</summary>
    internal ulong PromptedBy(int step) => _records[step].Prompted;

    /// <summary>The receivers of what was sent in a step, or by one actor in it, as bits modulo 64.</summary>
    internal ulong SentTo(int step, ActorId? sender = null) =>
        _network.ReceiversSince(_records[step].FirstSend, step + 1 < Depth ? _records[step + 1].FirstSend
            : _network.SendCount, sender);

    /// <summary>What a step touched beside its receiver.</summary>
    internal ref readonly StepMarks MarksOf(int step) => ref _records[step].Marks;

    /// <summary>Whether delivery itself forces one step before another: there is no other order.</summary>
    internal bool IsForced(int earlier, int later)
    {
        ref readonly var one = ref _records[earlier];
        ref readonly var other = ref _records[later];
        return one.Choice.Channel == other.Choice.Channel
            || (one.Choice.Receiver == other.Choice.Receiver && IsOrdinary(one.Choice) && IsOrdinary(other.Choice)
                && _network.HappenedBefore(in one.Taken, in other.Taken));
    }

    /// <summary>Whether a step left its receiver in another state than it found it in.</summary>
    internal bool Changed(int step) => _records[step].Changed;

    /// <summary>Whether a step was a timer's: it moves the clock of its actor.</summary>
    internal bool IsTimer(Choice choice) => _channels[choice.Channel].Kind == ChannelKind.Timers;

    /// <summary>The number of the message of a step that was taken.</summary>
    internal int MessageAt(int step) => _records[step].Message;

    /// <summary>The step that sent the message of a step that was taken.</summary>
    internal int CauseAt(int step) => _records[step].Taken.Cause;

    /// <summary>A message by its number, without its cause.</summary>
    internal ref readonly Envelope MessageNumbered(int message) => ref _messages[message];

    /// <summary>The number of an actor's state; -1 when it has none.</summary>
    internal int StateNumberOf(ActorId actor) => _actorTable.StateOf(actor.Value);

    /// <summary>The number of the step that a choice would be; -1 when it is not remembered.</summary>
    internal int StepNumberOf(Choice choice)
    {
        var channel = _channels[choice.Channel];
        ref readonly var head = ref channel.Head;
        var message = channel.Kind == ChannelKind.Choices ? _messages.Find(Answer(in head, choice)) : head.Message;
        _foreseen = message < 0 ? -1 : _actorTable.Find(choice.Receiver.Value, message, TimeOf(channel, in head));
        _foreseenChoice = choice;
        return _foreseen;
    }

    /// <summary>Whether an actor's behaviour declares anything to commute.</summary>
    internal bool MayCommute(ActorId actor) => actor.IsSomebody && _actorTable.CellOf(actor.Value).MayCommute;

    /// <summary>Whether an actor's behaviour declares that two messages commute.</summary>
    internal bool Commutes(ActorId actor, int first, int second) =>
        _actorTable.CellOf(actor.Value).Commutes(in _messages[first], in _messages[second]);

    /// <summary>Brings what was handed out of an actor up to date.</summary>
    internal void Settle(ActorId actor) => _actorTable.Settle(actor.Value);

    /// <summary>The actor of a number; what it owns may lag behind.</summary>
    internal Cell CellAsItIs(ActorId actor) => _actorTable.CellOf(actor.Value);

    /// <summary>The actor of a number; what it owns is as it is now.</summary>
    public Cell CellOf(ActorId actor)
    {
        _actorTable.Settle(actor.Value);
        return _actorTable.CellOf(actor.Value);
    }

    /// <inheritdoc/>
    public State StateOf(ActorId actor) => CellOf(actor).State;

    /// <inheritdoc/>
    public string NameOf(ActorId actor) => Topology.NameOf(actor);

    /// <summary>Takes a step.</summary>
    /// <param name="choice">One of <see cref="Enabled"/>.</param>
    public void Take(Choice choice)
    {
        if (Depth == _records.Length) { Array.Resize(ref _records, Depth * 2); }
        ref var record = ref _records[Depth];
        var channel = _channels[choice.Channel];
        record.Choice = choice;
        record.Taken = channel.Head;
        record.MessageCount = _messages.Count;
        record.FirstSend = _network.SendCount;
        record.LearnedMark = _network.LearnedMark;
        record.FirstInlined = _inlinedCount;
        record.Prompted = 0;
        record.Marks = default;
        record.Message = channel.Kind == ChannelKind.Choices
            ? _messages.Add(Answer(in record.Taken, choice))
            : record.Taken.Message;
        var now = TimeOf(channel, in record.Taken);
        _network.Take(choice.Channel);
        _choices.Forget();
        if (Listening) { Notes.Clear(); }
        if (choice.Receiver.IsSomebody) { Run(ref record, now); }
        else { Crash = NobodyHears; }
        Depth++;
    }

    /// <summary>Goes back to where <paramref name="depth"/> steps were taken.</summary>
    public void BackTo(int depth)
    {
        if (depth == Depth) { return; }
        Crash = null;
        if (depth == 0) { Rewind(); }
        while (Depth > depth)
        {
            ref readonly var record = ref _records[--Depth];
            _network.TakeBack(in record);
            while (_inlinedCount > record.FirstInlined) { _actorTable.TakeBack(_inlined[--_inlinedCount]); }
            _actorTable.TakeBack(record.Choice.Receiver.Value);
        }

        _messages.BackTo(_records[depth].MessageCount);
        _foreseen = -1;
        _choices.Forget();
    }

    /// <summary>Goes back to the start, which is faster than step by step.</summary>
    private void Rewind()
    {
        foreach (ref readonly var one in _records.AsSpan(0, Depth)) { _actorTable.Rewind(one.Choice.Receiver.Value); }
        foreach (var inlined in _inlined.AsSpan(0, _inlinedCount)) { _actorTable.Rewind(inlined); }
        _actorTable.IsAtStart();
        _network.Rewind(_records[0].LearnedMark);
        (Depth, _inlinedCount) = (0, 0);
    }

    private ulong FingerprintAfter(ulong past)
    {
        unchecked
        {
            var sum = _actorTable.Sum + _network.FutureFingerprint(_actorTable) + _actorTable.ClocksFingerprint + past;
            return Crash is null ? sum : ~sum;
        }
    }

    private StepKey KeyOf(int number, Choice choice)
    {
        ref readonly var message = ref _messages[number];
        var channel = _channels[choice.Channel];
        var option = channel.Kind == ChannelKind.Tasks ? channel.From.Value : choice.Option;
        return new(message.To, message.From, message.Kind, message.Operation, option, channel.Kind);
    }

    private bool IsOrdinary(Choice choice) => _channels[choice.Channel].Kind == ChannelKind.Messages;

    private bool IsAnswer(Choice choice) => _channels[choice.Channel].Kind == ChannelKind.Choices;

    /// <summary>When the receiver of a channel's oldest message handles it, by its own clock.</summary>
    private long TimeOf(Channel channel, in Pending head)
    {
        var now = _actorTable.ClockOf(channel.To.Value);
        return channel.Kind == ChannelKind.Timers ? Math.Max(now, head.Amount) : now;
    }

    private void Run(ref StepRecord record, long now)
    {
        var taken = record.Taken with { Message = record.Message };
        var before = _actorTable.Sum;
        var (at, receiver) = ((Depth, now), record.Choice.Receiver.Value);
        ref readonly var step = ref _foreseen >= 0 && _foreseenChoice == record.Choice
            ? ref _actorTable.Repeat(receiver, in taken, at, _foreseen)
            : ref _actorTable.Hear(receiver, in taken, at);
        _foreseen = -1;
        record.Changed = _actorTable.Sum != before;
        if (step.Crash is not null)
        {
            Crash = step.Crash;
            return;
        }

        var sends = _actorTable.SendsOf(in step);
        if (HasInline)
        {
            Perform(ref record, sends);
            return;
        }

        foreach (ref readonly var send in sends)
        {
            if (send.Channel >= 0) { _network.Post(in send, Depth); }
            else if (send.IsMark) { record.Marks.Add(in send, record.Choice.Receiver, _network); }
            else
            {
                Crash = _actorTable.FailureAt(send.Message);
                return;
            }
        }
    }

    /// <summary>
    /// Sends what the step wants sent; what goes to a inline actor is handled at once, in the order of sending.
    /// </summary>
    private void Perform(ref StepRecord record, ReadOnlySpan<PlannedSend> sends)
    {
        var count = Gather(sends, 0);
        for (var at = 0; at < count && Crash is null; at++)
        {
            var send = _sends[at];
            if (send.Channel >= 0) { _network.Post(in send, Depth); }
            else if (send.IsMark) { record.Marks.Add(in send, record.Choice.Receiver, _network); }
            else if (send.Channel == PlannedSend.Nowhere) { Crash = _actorTable.FailureAt(send.Message); }
            else { count = Inline(ref record, send.Message, count); }
        }
    }

    private int Inline(ref StepRecord record, int message, int count)
    {
        var (from, to) = (_messages[message].From, _messages[message].To);
        record.Prompted |= 1UL << to.Value;
        _network.Inlines(from, to);
        if (_inlinedCount == _inlined.Length) { Array.Resize(ref _inlined, _inlinedCount * 2); }
        _inlined[_inlinedCount++] = to.Value;
        var at = (Depth, _actorTable.ClockOf(to.Value));
        ref readonly var step = ref _actorTable.Hear(to.Value, new(message, Depth, 0), at);
        Crash = step.Crash;
        return Gather(_actorTable.SendsOf(in step), count);
    }

    private int Gather(ReadOnlySpan<PlannedSend> sends, int count)
    {
        while (count + sends.Length > _sends.Length) { Array.Resize(ref _sends, _sends.Length * 2); }
        sends.CopyTo(_sends.AsSpan(count));
        return count + sends.Length;
    }

    /// <summary>The host's answer to a question, with the option that a choice stands for.</summary>
    private Envelope Answer(in Pending question, Choice choice)
    {
        ref readonly var asked = ref _messages[question.Message];
        return Envelope.Of(ActorId.Nobody, choice.Receiver, asked.Read<Chosen>() with { Option = choice.Option })
            .Serving(asked.Operation, Envelope.Unsent);
    }
}
