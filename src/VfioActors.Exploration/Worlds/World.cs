using System.Runtime.CompilerServices;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Exploration.Worlds.Refusals;
using VfioActors.Exploration.Worlds.Renamings;

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
    /// <summary>How many messages, states and steps a world can remember, each: about 250 megabytes.</summary>
    public const int CachedMax = 1 << 20;

    private readonly ChannelTable _channels;
    private readonly MessageTable _messages;
    private readonly Network _network;
    private readonly ActorTable _actors;
    private readonly TransitionCache _transitions;
    private readonly ChoiceList _choices;
    private readonly StepEffects _effects;
    private BeginOrder? _beginnings;
    private readonly bool _isBag;

    /// <summary>Makes the actors and lets each of them start, in their order.</summary>
    /// <param name="remembered">
    /// How many steps to remember at a time, at most <see cref="CachedMax"/>: what a behaviour did once with a message
    /// in a state is then not asked of it again. With 0 every step is taken for real.
    /// </param>
    /// <param name="faults">What a bag does beside; of any other delivery nothing.</param>
    /// <param name="plan">What the host answers where it may refuse; null for anything, as elsewhere.</param>
    public World(
        Topology topology, Delivery delivery, int remembered = 0, BagFaults faults = default, RefusalPlan? plan = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(remembered);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(remembered, CachedMax);
        Topology = topology;
        Delivery = delivery;
        _messages = new(remembered);
        _network = new(topology, delivery, delivery == Delivery.Bag ? faults : default, _messages, plan);
        _channels = _network.Channels;
        _isBag = delivery == Delivery.Bag;
        _choices = new(_network, _messages) { PassesOver = delivery == Delivery.Bag ? DoesNothing : null };
        History = new(_messages, _network);
        HasInline = topology.Actors.Any(topology.IsInline);
        _actors = new(topology, _messages, _network, lag: remembered > 0);
        _transitions = new(_actors, _messages, remembered);
        _effects = new(Parts, History) { HasInline = HasInline };
    }

    /// <inheritdoc/>
    public Topology Topology { get; }

    /// <summary>Which orders can happen.</summary>
    public Delivery Delivery { get; }

    /// <summary>How many steps were taken.</summary>
    public int Depth => History.Count;

    /// <summary>How many channels were used so far, by any run.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>Grows when <see cref="FutureFingerprint"/> begins to tell apart what it took for the same.</summary>
    public int Distinctions => _network.SharedReceivers + _actors.ClockReaders;

    /// <summary>The channels that were used so far, by any run.</summary>
    internal ChannelTable Channels => _channels;

    /// <summary>What <see cref="FutureFingerprint"/> tells apart, and worlds of the same topology can learn.</summary>
    internal LearnedFacts Learned => new(_network.OnlySenders, _actors.ReadClocks);

    /// <summary>Knows what other worlds learned.</summary>
    internal void Learn(LearnedFacts facts)
    {
        _network.Learn(facts);
        _actors.Learn(facts);
    }

    /// <summary>Whether whoever explores stops a run where it first breaks a claim.</summary>
    internal bool StopsRuns { get; set; }

    /// <summary>What else <see cref="FutureFingerprint"/> is to tell apart, such as broken claims.</summary>
    public ulong Past { get; set; }

    /// <summary>What went wrong inside the last step, if something did.</summary>
    public Crash? Crash { get; private set; }

    /// <summary>Whether steps leave notes; such steps are taken for real.</summary>
    public bool Listening
    {
        get => _actors.Listening; set => _actors.Listening = value;
    }

    /// <summary>The notes of the last step, and before the first step none.</summary>
    public List<Note> Notes => _actors.Notes;

    /// <summary>
    /// The steps that could be next, always in the same order; none when the world is at rest or crashed.
    /// </summary>
    public ReadOnlySpan<Choice> Enabled => _choices.List(Crash is not null);

    /// <summary>
    /// The fingerprint of every actor's state and every message on its way: what a trace records after each step.
    /// </summary>
    public ulong Fingerprint => unchecked(_actors.Sum + _network.Fingerprint(_actors));

    /// <summary>
    /// The fingerprint of everything that the future depends on: of states, messages and crashes, of the clocks that
    /// somebody reads, of what there is to choose from, of <see cref="Past"/>, and under causal delivery also of which
    /// actors and messages happened after which messages that are still on their way.
    /// </summary>
    public ulong FutureFingerprint => WithPast(StateFingerprint);

    /// <summary>The same whatever was broken before: what a state is to whoever counts states.</summary>
    public ulong StateFingerprint
    {
        get
        {
            var sum = unchecked(_actors.Sum + _network.FutureFingerprint(_actors) + _actors.ClocksFingerprint);
            return Crash is null ? sum : ~sum;
        }
    }

    /// <summary>The state in which the world is, for who looks ahead from it.</summary>
    internal StateAhead HereAhead
    {
        get
        {
            var fingerprint = StateFingerprint;
            return new(fingerprint, _network.KnowsNothing && Crash is null, _actors.Sum);
        }
    }

    /// <summary>What it is made of, for who looks ahead.</summary>
    internal WorldParts Parts => new(_actors, _network, _messages, _transitions);

    /// <summary>The fingerprint of a state with <see cref="Past"/>.</summary>
    internal ulong WithPast(ulong state) => unchecked(state + Past);

    /// <summary>The message of a step that was taken.</summary>
    /// <param name="step">From 0 to one less than <see cref="Depth"/>.</param>
    public Envelope Step(int step) => History.MessageOf(step);

    /// <summary>The choice by which a step was taken.</summary>
    public Choice ChoiceAt(int step) => History[step].Choice;

    /// <summary>The message that a choice would handle; for the host's answers the option is not filled in.</summary>
    public Envelope Message(Choice choice) => _choices.MessageOf(choice);

    /// <summary>What a choice would handle, as it will stand in the trace.</summary>
    public Envelope MessageOf(Choice choice)
    {
        var message = _choices.MessageOf(choice);
        return _choices.IsAnswer(choice)
            ? _choices.AnswerOf(choice).Serving(message.Operation, message.Cause)
            : message;
    }

    /// <summary>Whether a channel carries the host's answers: its next step then has several options.</summary>
    public int OptionsOf(int channel) => _choices.OptionsOf(channel);

    /// <summary>What a choice is, in words that hold for every world of the scenario.</summary>
    public StepKey KeyOf(Choice choice) => _choices.KeyOf(_channels[choice.Channel].Head.Message, choice);

    /// <summary>What a step was that was taken.</summary>
    public StepKey KeyAt(int step) => _choices.KeyOf(History[step].Message, History[step].Choice);

    /// <summary>From now on members of sets begin in the order that is given; the world is at its start.</summary>
    /// <param name="channels">For each set the channels of the messages by which its members begin.</param>
    internal void OrderBeginnings(IReadOnlyList<IReadOnlyList<int>> channels)
    {
        _choices.Beginnings = _beginnings = new(channels);
        _choices.Forget();
    }

    /// <summary>Makes what says which fingerprints the world would have if things had other numbers.</summary>
    /// <param name="memory">What can change places, and what is known of it.</param>
    internal RenamedFingerprints Renamed(RenamedMemory memory) => new(this, _actors, _network, _messages, memory);

    /// <summary>What the host was asked that it may refuse; null where nobody plans what it answers.</summary>
    internal AskLog? Asks => _network.Asks;

    /// <summary>The steps that were taken.</summary>
    internal StepHistory History { get; }

    /// <summary>The step that sent the message of a step that was taken.</summary>
    internal int CauseAt(int step) => History[step].Taken.Cause;

    /// <summary>What a choice makes, or made, of its message.</summary>
    internal MessageFate FateOf(Choice choice) => _isBag ? _network.FateOf(choice) : MessageFate.Handled;

    /// <summary>What was handled in a step that was taken: <see cref="Lost"/> where the message was.</summary>
    internal Envelope HeardAt(int step) => FateOf(ChoiceAt(step)) == MessageFate.Lost
        ? Envelope.Of(ActorId.Nobody, ChoiceAt(step).Receiver, new Lost())
        : Step(step);

    /// <summary>The receivers of what a step sent, as bits of their numbers modulo 64.</summary>
    internal ulong SentTo(int step) => History.SentTo(step);

    /// <summary>Grows when numbers of states and of steps begin to mean others.</summary>
    internal int Numbering => _transitions.Numbering;

    /// <summary>Whether steps are remembered.</summary>
    internal bool CachesTransitions => _transitions.IsKept;

    /// <summary>The fingerprint of all actors' states, without the messages on their way.</summary>
    internal ulong StatesFingerprint => _actors.Sum;

    /// <summary>Whether some actor handles what it hears within the step that sent it.</summary>
    internal bool HasInline { get; }

    /// <summary>Whether a step was a timer's: it moves the clock of its actor.</summary>
    internal bool IsTimer(Choice choice) => _choices.IsTimer(choice);

    /// <summary>The number of an actor's state; -1 when it has none.</summary>
    internal int StateNumberOf(ActorId actor) => _actors.SlotOf(actor.Value).State;

    /// <summary>The number of the step that a choice would be; -1 when it is not remembered.</summary>
    internal int StepNumberOf(Choice choice)
    {
        var now = TimeOf(_channels[choice.Channel], in _channels[choice.Channel].Head);
        return _transitions.Find(choice.Receiver.Value, _choices.NumberOf(choice), now);
    }

    /// <summary>Whether an actor's behaviour declares anything to commute.</summary>
    internal bool MayCommute(ActorId actor) => CellAsItIs(actor).MayCommute;

    /// <summary>Whether an actor's behaviour declares that two messages commute.</summary>
    internal bool Commutes(ActorId actor, int first, int second) =>
        CellAsItIs(actor).Commutes(in _messages[first], in _messages[second]);

    /// <summary>Brings what was handed out of an actor up to date.</summary>
    internal void Settle(ActorId actor) => _actors.Settle(actor.Value);

    /// <summary>The actor of a number; what it owns may lag behind.</summary>
    internal Cell CellAsItIs(ActorId actor) => _actors.SlotOf(actor.Value).Cell;

    /// <summary>The actor of a number; what it owns is as it is now.</summary>
    public Cell CellOf(ActorId actor)
    {
        _actors.Settle(actor.Value);
        return CellAsItIs(actor);
    }

    /// <inheritdoc/>
    public State StateOf(ActorId actor) => CellOf(actor).State;

    /// <inheritdoc/>
    public string NameOf(ActorId actor) => Topology.NameOf(actor);

    /// <summary>Takes a step.</summary>
    /// <param name="choice">One of <see cref="Enabled"/>.</param>
    public void Take(Choice choice)
    {
        if (_isBag)
        {
            TakeOfBag(choice);
            return;
        }

        ref var record = ref Open(choice);
        var now = TimeOf(_channels[choice.Channel], in record.Taken);
        if (_beginnings is not null) { record.BeginsOf = _beginnings.Take(choice.Channel); }
        _network.Take(choice.Channel);
        _choices.Forget();
        if (Listening) { Notes.Clear(); }
        Run(ref record, now);
        History.Close();
    }

    /// <summary>Takes a step of which it is known what its receiver sends.</summary>
    internal void Take(Choice choice, ReadOnlySpan<PlannedSend> sends)
    {
        _actors.Expect(choice.Receiver.Value, sends);
        Take(choice);
        _actors.ExpectNothing();
    }

    /// <summary>Goes back to where <paramref name="depth"/> steps were taken.</summary>
    public void BackTo(int depth)
    {
        if (depth == Depth) { return; }
        Crash = null;
        if (depth == 0) { Rewind(); }
        while (Depth > depth)
        {
            ref readonly var record = ref History.DropLast();
            _network.TakeBack(in record);
            if (_beginnings is not null) { _beginnings.TakeBack(record.BeginsOf); }
            if (FateOf(record.Choice) == MessageFate.Lost) { continue; }
            while (History.TryDropInlined(in record, out var inlined)) { _actors.TakeBack(inlined); }
            _actors.TakeBack(record.Choice.Receiver.Value);
        }

        _messages.BackTo(History[depth].MessageCount);
        _choices.Forget();
    }

    /// <summary>
    /// Goes back to the start. Step by step would cost about what the steps cost, and sampling goes back after every
    /// run; this costs what there is: each actor once, and the messages on their way.
    /// </summary>
    private void Rewind()
    {
        for (var step = 0; step < Depth; step++) { _actors.Rewind(History[step].Choice.Receiver.Value); }
        foreach (var inlined in History.Inlined) { _actors.Rewind(inlined); }
        _actors.IsAtStart();
        _beginnings?.Rewind();
        _network.Rewind(History[0].LearnedMark);
        History.Clear();
    }

    /// <summary>When the receiver of a channel's oldest message handles it, by its own clock.</summary>
    private long TimeOf(Channel channel, in Pending head)
    {
        var now = _actors.ClockOf(channel.To.Value);
        return channel.Kind == ChannelKind.Timers ? Math.Max(now, head.Amount) : now;
    }

    /// <summary>
    /// A message of a bag is handled, lost, or handled and kept. Apart, so that steps of any other delivery stay as
    /// short as they are.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeOfBag(Choice choice)
    {
        ref var record = ref Open(choice);
        var now = TimeOf(_channels[choice.Channel], in record.Taken);
        var fate = FateOf(choice);
        _network.TakeOfBag(choice);
        _choices.Forget();
        if (Listening) { Notes.Clear(); }
        if (fate == MessageFate.Lost) { record.Changed = false; }
        else { Run(ref record, now); }
        if (Listening && fate != MessageFate.Handled)
        {
            ref readonly var message = ref _messages[record.Message];
            var became = fate == MessageFate.Lost ? "is lost" : "stays on its way";
            Notes.Add(new(message.Operation, $"{message.Kind.ShortName} {became}"));
        }

        History.Close();
    }

    /// <summary>Begins the record of a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref StepRecord Open(Choice choice)
    {
        var channel = _channels[choice.Channel];
        ref var record = ref History.Open(choice, in channel.Head);
        record.Message = channel.Kind == ChannelKind.Choices
            ? _messages.Add(_choices.AnswerOf(choice))
            : record.Taken.Message;
        return ref record;
    }

    /// <summary>Whether a message would do nothing to its receiver where that is.</summary>
    private bool DoesNothing(Channel channel)
    {
        if (channel.Kind != ChannelKind.Messages) { return false; }
        ref readonly var head = ref channel.Head;
        return _transitions.DoesNothing(channel.To.Value, in head, Depth, TimeOf(channel, in head));
    }

    private void Run(ref StepRecord record, long now)
    {
        var taken = record.Taken with { Message = record.Message };
        var before = _actors.Sum;
        var outcome = _transitions.Hear(record.Choice.Receiver.Value, in taken, Depth, now);
        record.Changed = _actors.Sum != before;
        if (outcome.Crash is not null) { Crash = outcome.Crash; }
        Crash = _effects.Settle(ref record, outcome.Sends, Depth) ?? Crash;
    }
}
