using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>The messages on their way, and for causal delivery what happened before what.</summary>
/// <remarks>
/// Each beginning of a step and each sending is an event of its own: what a step sends first may be handled, and
/// answered,
/// before what it sends next.
/// </remarks>
internal sealed class Mail
{
    private readonly ChannelTable _channels;
    private readonly Delivery _delivery;
    private readonly int _actors;
    private readonly PastTable _past = new();
    private readonly int[] _latest;
    private readonly ActorId[] _onlySender;
    private int _events;
    private (int Channel, int Place)[] _sends = new (int, int)[64];
    private (int Actor, int Latest)[] _latestBefore = new (int, int)[64];

    internal Mail(ChannelTable channels, int actors, Delivery delivery)
    {
        _channels = channels;
        _actors = actors;
        _delivery = delivery;
        _latest = new int[_actors + 1];
        _onlySender = new ActorId[_actors + 1];

        // The start of each actor is an event: the first ones, in their order.
        _events = _actors;
        for (var actor = 1; actor <= _actors; actor++)
        {
            _latest[actor] = actor - 1;
            _past.Open(actor - 1);
        }
    }

    internal int SendCount { get; private set; }

    internal int LatestCount { get; private set; }

    /// <summary>
    /// How many receivers turned out to have several senders. When this grows, knowledge counts that did not count
    /// before, and a search that merges states must begin again.
    /// </summary>
    internal int SharedReceivers { get; private set; }

    internal void Post(in Effect effect)
    {
        ref readonly var envelope = ref effect.Envelope;
        switch (effect.Kind)
        {
            case EffectKind.Send: PostMessage(in envelope); break;
            case EffectKind.Timer: Add(ChannelKind.Timers, envelope.From, in envelope, effect.Amount); break;
            default: Add(ChannelKind.Choices, ActorId.Nobody, in envelope, effect.Amount); break;
        }
    }

    internal void Drop(int number)
    {
        var channel = _channels[number];
        channel.DropHead();
        if (channel.Count == 0) { _channels.Deactivate(number); }
    }

    internal void TakeBackDrop(int number, in Pending taken)
    {
        var channel = _channels[number];
        if (channel.Count == 0) { _channels.Activate(number); }
        channel.TakeBackDrop(in taken.Envelope, taken.Amount);
    }

    internal void TakeBackTo(int sends, int latest)
    {
        while (SendCount > sends)
        {
            var (number, place) = _sends[--SendCount];
            var channel = _channels[number];
            channel.TakeBackAdd(place);
            if (channel.Count == 0) { _channels.Deactivate(number); }
        }

        while (LatestCount > latest)
        {
            var (actor, before) = _latestBefore[--LatestCount];
            _latest[actor] = before;
            _events--;
        }
    }

    internal ulong ReceiversSince(int first, int end)
    {
        var receivers = 0UL;
        for (var at = first; at < end; at++) { receivers |= 1UL << _channels[_sends[at].Channel].To.Value; }
        return receivers;
    }

    /// <summary>A step begins: after what its receiver did before, and after its message was sent.</summary>
    internal void Happens(int number, in Pending taken)
    {
        if (_delivery != Delivery.Causal) { return; }
        var happens = Next(taken.Envelope.To);
        if (_channels[number].Kind == ChannelKind.Messages) { _past.Add(happens, (int)taken.Amount); }
    }

    /// <summary>A prompt actor handles within a step what another sends it.</summary>
    internal void Prompts(ActorId from, ActorId to)
    {
        if (_delivery != Delivery.Causal) { return; }
        var sent = Next(from);
        _past.Add(Next(to), sent);
    }

    /// <summary>Whether the sending of one message happened before the sending of another to the same actor.</summary>
    internal bool HappenedBefore(in Pending earlier, in Pending later) =>
        _delivery == Delivery.Causal
        && earlier.Envelope.To == later.Envelope.To
        && earlier.Amount < later.Amount
        && _past.IsBefore((int)earlier.Amount, (int)later.Amount);

    /// <summary>Whether a message must wait for another to the same actor that happened before it.</summary>
    /// <param name="at">The place of its channel among the active ones.</param>
    internal bool IsHeldBack(int at)
    {
        if (_delivery != Delivery.Causal) { return false; }
        var active = _channels.Active;
        var channel = _channels[active[at]];
        if (channel.Kind != ChannelKind.Messages) { return false; }
        for (var other = at - 1; other >= 0 && _channels[active[other]].To == channel.To; other--)
        {
            if (Overtakes(channel, _channels[active[other]])) { return true; }
        }

        for (var other = at + 1; other < active.Length && _channels[active[other]].To == channel.To; other++)
        {
            if (Overtakes(channel, _channels[active[other]])) { return true; }
        }

        return false;
    }

    /// <param name="clocks">Each actor's time: timers count by how long they still have.</param>
    internal ulong Fingerprint(ReadOnlySpan<long> clocks)
    {
        var sum = 0UL;
        foreach (var number in _channels.Active)
        {
            var channel = _channels[number];
            var hash = (ulong)channel.Key;
            for (var place = 0; place < channel.Count; place++)
            {
                ref readonly var pending = ref channel.At(place);
                hash = Behaviors.Fingerprint.Mix(hash, pending.Envelope.Fingerprint);
                if (channel.Kind != ChannelKind.Timers) { continue; }
                hash = Behaviors.Fingerprint.Mix(hash, (ulong)Math.Max(0, pending.Amount - clocks[channel.To.Value]));
            }

            unchecked { sum += hash; }
        }

        return sum;
    }

    /// <summary>
    /// Who knows of which message on its way. Only messages to an actor with several senders count: to the others
    /// nothing can be overtaken.
    /// </summary>
    internal ulong KnowledgeFingerprint()
    {
        if (_delivery != Delivery.Causal) { return 0; }
        var sum = 0UL;
        foreach (var number in _channels.Active)
        {
            var channel = _channels[number];
            if (channel.Kind != ChannelKind.Messages || !IsShared(channel.To)) { continue; }
            for (var place = 0; place < channel.Count; place++)
            {
                unchecked { sum += Knowers(channel, place); }
            }
        }

        return sum;
    }

    private void PostMessage(in Envelope envelope)
    {
        LearnSender(envelope.From, envelope.To);
        var sent = _delivery == Delivery.Causal ? Next(envelope.From) : 0;
        Add(ChannelKind.Messages, _delivery == Delivery.Mailbox ? ActorId.Nobody : envelope.From, in envelope, sent);
    }

    private void Add(ChannelKind kind, ActorId from, in Envelope envelope, long amount)
    {
        var number = _channels.Find(kind, from, envelope.To);
        var channel = _channels[number];
        if (channel.Count == 0) { _channels.Activate(number); }
        if (SendCount == _sends.Length) { Array.Resize(ref _sends, SendCount * 2); }
        _sends[SendCount++] = (number, channel.Add(in envelope, amount));
    }

    private ulong Knowers(Channel channel, int place)
    {
        var sent = (int)channel.At(place).Amount;
        var identity = Behaviors.Fingerprint.Mix((ulong)channel.Key, (ulong)place);
        var sum = 0UL;
        for (var actor = 1; actor <= _actors; actor++)
        {
            if (actor == channel.From.Value || !Knows(_latest[actor], sent)) { continue; }
            unchecked { sum += Behaviors.Fingerprint.Mix(identity, (ulong)actor); }
        }

        foreach (var number in _channels.Active)
        {
            var other = _channels[number];
            if (other == channel || other.Kind != ChannelKind.Messages) { continue; }
            for (var at = 0; at < other.Count; at++)
            {
                if (!Knows((int)other.At(at).Amount, sent)) { continue; }
                unchecked { sum += Behaviors.Fingerprint.Mix(identity, (ulong)other.Key ^ ((ulong)at << 56)); }
            }
        }

        return sum;
    }

    private bool Knows(int later, int earlier) =>
        later == earlier || (later > earlier && _past.IsBefore(earlier, later));

    private bool Overtakes(Channel channel, Channel other) =>
        other.Kind == ChannelKind.Messages && HappenedBefore(in other.Head, in channel.Head);

    /// <summary>The next event of an actor: it happens after all that the actor did before.</summary>
    private int Next(ActorId actor)
    {
        var happens = _events++;
        ref var latest = ref _latest[actor.Value];
        _past.Open(happens);
        _past.Add(happens, latest);
        if (LatestCount == _latestBefore.Length) { Array.Resize(ref _latestBefore, LatestCount * 2); }
        _latestBefore[LatestCount++] = (actor.Value, latest);
        latest = happens;
        return happens;
    }

    private bool IsShared(ActorId receiver) => _onlySender[receiver.Value].Value < 0;

    private void LearnSender(ActorId from, ActorId to)
    {
        ref var only = ref _onlySender[to.Value];
        if (only == from || only.Value < 0) { return; }
        if (only == ActorId.Nobody)
        {
            only = from;
            return;
        }

        only = new(-1);
        SharedReceivers++;
    }
}
