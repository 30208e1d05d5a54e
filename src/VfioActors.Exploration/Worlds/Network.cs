using System.Numerics;
using System.Runtime.CompilerServices;
using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration.Worlds;

/// <summary>The messages on their way, and for causal delivery what happened before what.</summary>
/// <remarks>What a step sends first may be handled, and answered, before what it sends next.</remarks>
internal sealed class Network
{
    private readonly ChannelTable _channels;
    private readonly MessageTable _messages;
    private readonly HappensBefore _happensBefore;
    private readonly CausalHash _causalHash;
    private readonly bool _isCausal;
    private readonly Delivery _delivery;
    private readonly BagFaults _faults;
    private readonly RefusalPlan? _plan;
    private readonly bool[] _isInline;
    private readonly ActorId[] _onlySender;
    private readonly List<(int Channel, Pending Pending)> _start = [];
    private (int Channel, int Place)[] _sends = new (int, int)[64];
    private int _startCount;
    private int _lost;
    private int _repeated;
    private bool _tookBack;

    internal Network(
        Topology topology, Delivery delivery, BagFaults faults, MessageTable messages, RefusalPlan? plan)
    {
        _plan = plan;
        _delivery = delivery;
        _faults = faults;
        _isCausal = delivery == Delivery.Causal;
        _messages = messages;
        _channels = new(topology.Count);
        _happensBefore = new(topology.Count, topology.SharedThings);
        _causalHash = new(_happensBefore, topology.Count);
        _isInline = [false, .. topology.Actors.Select(topology.IsInline)];
        _onlySender = new ActorId[topology.Count + 1];
    }

    internal ChannelTable Channels => _channels;

    internal int SendCount { get; private set; }

    /// <summary>What the host was asked that it may refuse; null where nobody plans what it answers.</summary>
    internal AskLog? Asks { get; private set; }

    /// <summary>Knows the actors, before any of them starts.</summary>
    internal void Meet(IEnumerable<Cell> actors)
    {
        if (_plan is not null) { Asks = new(_plan, actors); }
    }

    /// <summary>The place in what actors learned to come back to.</summary>
    internal int LearnedMark => _happensBefore.Mark;

    /// <summary>
    /// How many receivers turned out to have several senders. When this grows, knowledge counts that did not count
    /// before, and a search that merges states must begin again.
    /// </summary>
    internal int SharedReceivers => Shared.Count;

    /// <summary>Whether one more message may be lost.</summary>
    internal bool MayLose => _lost < _faults.Losses;

    /// <summary>Whether one more message may be handled and stay on its way.</summary>
    internal bool MayRepeat => _repeated < _faults.Repeats;

    /// <summary>For each actor's number the only one that it ever heard, as in <see cref="LearnedFacts"/>.</summary>
    internal ActorId[] OnlySenders => [.. _onlySender];

    /// <summary>Knows what other worlds learned of who hears whom.</summary>
    internal void Learn(LearnedFacts facts)
    {
        for (var actor = 1; actor < _onlySender.Length; actor++) { _onlySender[actor] = facts.OnlySender(actor); }
        Shared.Clear();
        Shared.AddRange(Enumerable.Range(1, _onlySender.Length - 1).Where(actor => IsShared(new(actor))));
    }

    /// <summary>Finds the place of what a step wants done; whoever it is sent to is there.</summary>
    internal PlannedSend Plan(in Effect effect)
    {
        if (effect.Kind >= EffectKind.TakePart) { return new(MarkOf(effect.Kind), -1, effect.Amount); }
        ref readonly var envelope = ref effect.Envelope;
        var (from, to) = (envelope.From, envelope.To);
        var message = _messages.Add(in envelope);
        switch (effect.Kind)
        {
            case EffectKind.Timer:
                return new(_channels.Find(ChannelKind.Timers, from, to), message, effect.Amount);
            case EffectKind.Choice:
                return new(_channels.Find(ChannelKind.Choices, ActorId.Nobody, to), message, effect.Amount);
            case EffectKind.Task:
                var place = _channels.Find(ChannelKind.Tasks, new((int)effect.Amount), to);
                return new(place, message, from.Value);
            default:
                if (_isInline[to.Value] && envelope.Cause != Envelope.Unsent)
                {
                    return new(PlannedSend.AtOnce, message, 0);
                }

                LearnSender(from, to);
                if (_delivery == Delivery.Bag)
                {
                    return new(_channels.FindBag(from, to, _messages.FingerprintOf(message)), message, 0);
                }

                var source = _delivery == Delivery.Mailbox ? ActorId.Nobody : from;
                return new(_channels.Find(ChannelKind.Messages, source, to), message, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Post(in PlannedSend send, int cause)
    {
        var channel = _channels[send.Channel];
        var amount = _isCausal && IsSent(channel) ? Send(channel, in send) : send.Amount;
        if (Asks is not null && channel.Kind == ChannelKind.Choices)
        {
            amount = Asks.Asked(in _messages[send.Message], send.Amount);
        }

        if (SendCount == _sends.Length) { Array.Resize(ref _sends, SendCount * 2); }
        _sends[SendCount++] = (send.Channel, channel.Add(new(send.Message, cause, amount)));
        if (channel.Count > 1) { return; }

        // What was sent before does not know of this message, so it goes on as it did.
        _channels.Activate(send.Channel);
        if (IsHeldBack(channel)) { _channels.SetFree(send.Channel, false); }
    }

    /// <summary>An actor takes part in the step of another.</summary>
    internal void TakesPart(ActorId actor, int part)
    {
        if (_isCausal) { _happensBefore.Inline(actor.Value, part); }
    }

    /// <summary>An actor looks at or changes something shared: it comes after whoever did so before it.</summary>
    internal void Touch(ActorId actor, int thing, bool changes)
    {
        if (_isCausal) { _happensBefore.Touch(actor.Value, thing, changes); }
    }

    /// <summary>What is on its way now is what <see cref="Rewind"/> goes back to.</summary>
    internal void KeepStart()
    {
        foreach (var number in new RankedChannels(_channels, _channels.Active))
        {
            var channel = _channels[number];
            for (var place = 0; place < channel.Count; place++) { _start.Add((number, channel.At(place))); }
        }

        _startCount = SendCount;
        Asks?.KeepStart();
        _happensBefore.KeepStart();
    }

    /// <summary>Goes back to the start at once.</summary>
    /// <param name="learnedMark">The place in what actors learned at the start.</param>
    internal void Rewind(int learnedMark)
    {
        foreach (var number in new RankedChannels(_channels, _channels.Active))
        {
            if (_isCausal) { _happensBefore.ForgetWaiting(_channels[number].To.Value); }
            _channels[number].Clear();
        }

        (_lost, _repeated) = (0, 0);
        Asks?.Rewind();
        _channels.DeactivateAll();
        if (_isCausal) { _happensBefore.Rewind(learnedMark); }
        foreach (var (number, pending) in _start) { Restore(number, in pending); }
        SendCount = _startCount;
        _tookBack = true;
    }

    /// <summary>What a choice of a bag makes of its message.</summary>
    internal MessageFate FateOf(Choice choice) =>
        _channels[choice.Channel].IsBag ? (MessageFate)choice.Option : MessageFate.Handled;

    /// <summary>A step of a bag begins: a message is handled or lost, or handled and kept.</summary>
    internal void TakeOfBag(Choice choice)
    {
        var fate = FateOf(choice);
        if (fate == MessageFate.Lost) { _lost++; }
        if (fate == MessageFate.Repeated) { _repeated++; }
        else { Take(choice.Channel); }
    }

    /// <summary>A step begins: the oldest message of a channel is handled.</summary>
    internal void Take(int number)
    {
        var channel = _channels[number];
        if (_isCausal)
        {
            if (IsSent(channel)) { _happensBefore.Hear(channel.To.Value, (int)channel.Head.Amount); }
            else { _happensBefore.Learn(channel.To.Value); }
        }

        channel.DropHead();
        if (channel.Count == 0) { _channels.Deactivate(number); }
        else if (IsHeldBack(channel)) { _channels.SetFree(number, false); }
        if (_channels.HeldCount > 0) { Release(channel.To); }
    }

    /// <summary>After steps were taken back: finds out anew what must wait.</summary>
    internal void Recheck()
    {
        if (!_tookBack) { return; }
        _tookBack = false;
        if (!_isCausal) { return; }
        foreach (var number in new RankedChannels(_channels, _channels.Active))
        {
            _channels.SetFree(number, !IsHeldBack(_channels[number]));
        }
    }

    /// <summary>Takes a step back, with what it sent.</summary>
    internal void TakeBack(in StepRecord record)
    {
        while (SendCount > record.FirstSend) { TakeBackSend(); }
        _tookBack = true;
        if (_delivery == Delivery.Bag && IsKept(record.Choice)) { return; }
        var channel = _channels[record.Choice.Channel];
        if (_isCausal)
        {
            _happensBefore.BackTo(record.LearnedMark);
            if (channel.Kind == ChannelKind.Messages)
            {
                _happensBefore.Unhear(channel.To.Value, (int)record.Taken.Amount);
            }
        }

        if (channel.Count == 0) { _channels.Activate(record.Choice.Channel); }
        channel.TakeBackDrop(in record.Taken);
    }

    /// <summary>Takes back what became of a message of a bag, and says whether it had stayed on its way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsKept(Choice choice)
    {
        var fate = FateOf(choice);
        if (fate == MessageFate.Lost) { _lost--; }
        if (fate != MessageFate.Repeated) { return false; }
        _repeated--;
        return true;
    }

    /// <summary>The channels of what was sent from a place on, with the places there at which it was put.</summary>
    internal ReadOnlySpan<(int Channel, int Place)> SentSince(int first) => _sends.AsSpan(first, SendCount - first);

    /// <summary>The receivers of what was sent between two places, or of what one actor sent.</summary>
    /// <remarks>What the host was asked it answers, so the one who asked is the receiver.</remarks>
    internal ulong ReceiversSince(int first, int end, ActorId? sender)
    {
        var receivers = 0UL;
        foreach (var (number, _) in _sends.AsSpan(first, end - first))
        {
            var channel = _channels[number];
            var from = channel.Kind == ChannelKind.Choices ? channel.To : channel.From;
            if (sender is null || from == sender) { receivers |= 1UL << channel.To.Value; }
        }

        return receivers;
    }

    /// <summary>An inline actor handles within a step what another sends it.</summary>
    internal void Inlines(ActorId from, ActorId to)
    {
        if (_isCausal) { _happensBefore.Inline(from.Value, to.Value); }
    }

    /// <summary>Whether the sending of one message to an actor happened before the sending of another to it.</summary>
    internal bool HappenedBefore(in Pending earlier, in Pending later) =>
        _isCausal && earlier.Amount < later.Amount && _happensBefore.IsBefore((int)earlier.Amount, (int)later.Amount);

    /// <summary>
    /// Whether the oldest message of a channel must wait for another to the same actor that happened before it.
    /// </summary>
    internal bool IsHeldBack(Channel channel) =>
        _isCausal && channel.Kind == ChannelKind.Messages
        && _happensBefore.IsHeldBack((int)channel.Head.Amount, channel.To.Value);

    internal ulong Fingerprint(ActorTable actorTable)
    {
        var sum = 0UL;
        foreach (var number in new RankedChannels(_channels, _channels.Active))
        {
            unchecked { sum += HashOf(_channels[number], actorTable); }
        }

        return sum;
    }

    /// <summary>
    /// The fingerprint, how many options there are to choose from, what a bag may still do, and who knows of which
    /// message on its way. Only messages to an actor with several senders count: to the others nothing can be
    /// overtaken.
    /// </summary>
    internal ulong FutureFingerprint(ActorTable actorTable)
    {
        var sum = _faults.IsNone ? 0 : Behaviors.Values.Fingerprint.Mix((ulong)_lost, (ulong)_repeated);
        if (Asks is not null) { unchecked { sum += Asks.Fingerprint; } }
        _causalHash.Clear();
        foreach (var number in new RankedChannels(_channels, _channels.Active))
        {
            var channel = _channels[number];
            unchecked { sum += HashOf(channel, actorTable); }
            if (channel.Kind == ChannelKind.Choices) { unchecked { sum += channel.OptionsHash(); } }
            if (!_isCausal || channel.Kind != ChannelKind.Messages) { continue; }
            _causalHash.Add(channel, IsShared(channel.To), (ulong)channel.Key);
        }

        unchecked { return sum + _causalHash.Hash(); }
    }

    /// <summary>As of <see cref="CausalHash.KnowsNothing"/>, of the last <see cref="FutureFingerprint"/>.</summary>
    internal bool KnowsNothing => !_isCausal || _causalHash.KnowsNothing;

    /// <summary>Whether messages are delivered in causal order.</summary>
    internal bool IsCausal => _isCausal;

    /// <summary>What came before what, where they are.</summary>
    internal HappensBefore Order => _happensBefore;

    /// <summary>The actors that were ever seen to hear several others.</summary>
    internal List<int> Shared { get; } = [];

    /// <summary>Whether an actor was ever seen to hear several others.</summary>
    internal bool IsShared(ActorId receiver) => _onlySender[receiver.Value].Value < 0;

    /// <summary>An actor handled a message: what waited for it need not wait any longer.</summary>
    private void Release(ActorId receiver)
    {
        var active = _channels.Active;
        var free = _channels.Free;
        for (var word = 0; word < active.Length; word++)
        {
            for (var bits = active[word] & ~free[word]; bits != 0; bits &= bits - 1)
            {
                var rank = (word << ChannelTable.WordShift) + BitOperations.TrailingZeroCount(bits);
                ref readonly var waits = ref _channels.ChoiceAt(rank);
                if (waits.Receiver != receiver || IsHeldBack(_channels[waits.Channel])) { continue; }
                _channels.SetFree(waits.Channel, true);
            }
        }
    }

    private static int MarkOf(EffectKind kind) => kind switch
    {
        EffectKind.TakePart => PlannedSend.TakesPart,
        EffectKind.Look => PlannedSend.Looks,
        _ => PlannedSend.Changes,
    };

    private static bool IsSent(Channel channel) => channel.Kind is ChannelKind.Messages or ChannelKind.Tasks;

    private int Send(Channel channel, in PlannedSend send) => channel.Kind == ChannelKind.Messages
        ? _happensBefore.Send(channel.From.Value, channel.To.Value, waits: true)
        : _happensBefore.Send((int)send.Amount, channel.To.Value, waits: false);

    private ulong HashOf(Channel channel, ActorTable actorTable) =>
        channel.Hash(_messages, channel.Kind == ChannelKind.Timers ? actorTable.ClockOf(channel.To.Value) : 0);

    private void Restore(int number, in Pending pending)
    {
        var channel = _channels[number];
        _ = channel.Add(in pending);
        if (channel.Count == 1) { _channels.Activate(number); }
        if (_isCausal && channel.Kind == ChannelKind.Messages)
        {
            _happensBefore.Unhear(channel.To.Value, (int)pending.Amount);
        }
    }

    private void TakeBackSend()
    {
        var (number, place) = _sends[--SendCount];
        var channel = _channels[number];
        channel.TakeBackAdd(place);
        if (Asks is not null && channel.Kind == ChannelKind.Choices) { Asks.TakeBack(); }
        if (channel.Count == 0) { _channels.Deactivate(number); }
        if (_isCausal && IsSent(channel)) { _happensBefore.Unsend(channel.To.Value); }
    }

    private void LearnSender(ActorId from, ActorId to)
    {
        ref var only = ref _onlySender[to.Value];
        if (only == from || only.Value < 0) { return; }
        if (only.IsSomebody) { Shared.Add(to.Value); }
        only = only.IsSomebody ? LearnedFacts.Several : from;
    }
}
