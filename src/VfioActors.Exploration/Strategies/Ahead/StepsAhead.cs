using System.Runtime.CompilerServices;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Ahead;

/// <summary>
/// Says to which state a step leads without taking it, where it is known what the actors that take part would do: two
/// steps of three lead to states that were met, and to take those and to take them back is most of what a search does.
/// </summary>
/// <remarks>
/// The fingerprint of a state is a sum, so that of the next differs by the actors that take part and the channels that
/// they touch. What an actor would do is known by the number of its state, or, where its states seldom come again, by
/// what it would read of it (<see cref="StepTree"/>). Nothing is said of a step of a timer or of the host, of one that
/// sets a timer, asks the host or touches what is shared, and of one behind which somebody would know of a message on
/// its way that could hold another one back.
/// </remarks>
/// <param name="world">The world.</param>
/// <param name="judge">What claims would say.</param>
internal sealed class StepsAhead(World world, IJudgesAhead judge)
{
    /// <summary>No step touches more channels.</summary>
    private const int TouchedMax = 4;

    /// <summary>More actors than this are not told apart as bits of a word.</summary>
    private const int ActorsMax = 64;

    private readonly ActorTable _actors = world.Parts.Actors;
    private readonly Network _network = world.Parts.Network;
    private readonly MessageTable _messages = world.Parts.Messages;
    private readonly TransitionCache _transitions = world.Parts.Transitions;
    private readonly bool _isCausal = world.Parts.Network.IsCausal;
    private readonly bool _hasInline = world.HasInline;
    private readonly StepTree _tree = new(world.Parts.Transitions.Kept);
    private readonly bool[] _isInline = [false, .. world.Topology.Actors.Select(world.Topology.IsInline)];
    private readonly StepQueue<PlannedSend> _asked = new();
    private readonly Touched[] _touched = new Touched[TouchedMax];
    private readonly bool _canTell = world.CachesTransitions && !judge.LooksAtAll && world.Delivery != Delivery.Bag
        && world.Asks is null && world.Topology.Count < ActorsMax;
    private int _touchedCount;
    private int _step;
    private StateAhead _from;
    private readonly MessagesAwaited _awaited = new(world.Parts.Network);
    private ulong _taking;
    private ulong _change;
    private bool _hasSentToShared;
    private int _mover;
    private ulong _moverHash;

    /// <summary>Whether all that can be is known by what steps read, and not by numbers of states.</summary>
    internal bool AsksReads { get; init; }

    /// <summary>The actors of which it is asked what becomes of them, as bits of their numbers.</summary>
    internal ulong Movers { get; init; }

    /// <summary>From now on steps are looked for that begin where the world is.</summary>
    /// <returns>False when of none of them anything is known.</returns>
    internal bool Begin(StateAhead from)
    {
        if (!_canTell || !from.KnowsNothing || world.Listening) { return false; }
        _from = from;
        if (_isCausal) { _awaited.Find(); }
        return true;
    }

    /// <summary>The state to which a step leads; 0 where it is not known.</summary>
    /// <param name="found">What else is known of it.</param>
    internal ulong Find(Choice step, out StepAhead found)
    {
        if (!IsKnown(step))
        {
            found = default;
            return 0;
        }

        found = new(unchecked(_from.Actors + _change), _step) { Mover = _mover, MoverHash = _moverHash };
        return unchecked(_from.Fingerprint + _change + OfTouched());
    }

    /// <summary>What the receiver of a step sends, where that is known by what it reads.</summary>
    internal ReadOnlySpan<PlannedSend> SendsOf(StepAhead step) => _tree.SendsOf(in _tree[step.Step]);

    /// <summary>What a step changes is known.</summary>
    private bool IsKnown(Choice choice)
    {
        var channel = _network.Channels[choice.Channel];
        if (channel.Kind != ChannelKind.Messages) { return false; }
        (_touchedCount, _taking, _change, _step, _hasSentToShared) = (0, 0, 0, StepAhead.NoStep, false);
        _mover = 0;
        ref readonly var head = ref channel.Head;
        Take(choice.Channel, channel);
        if (_isCausal) { _awaited.LeaveOut((int)head.Amount); }
        var receiver = choice.Receiver.Value;
        if (!IsKnown(receiver, head.Message, head.Cause, isReceiver: true, out var sends)) { return false; }
        if (!_hasInline) { return Send(sends); }

        // Mostly it is one answer to one who asked, who asks for something else.
        if (sends.Length != 1 || sends[0].Channel != PlannedSend.AtOnce) { return Settle(sends); }
        return Prompt(in sends[0], out var prompted)
            && (prompted.Length == 1 && prompted[0].Channel >= 0 ? Send(in prompted[0]) : Settle(prompted));
    }

    private bool Send(ReadOnlySpan<PlannedSend> sends)
    {
        foreach (ref readonly var send in sends)
        {
            if (!Send(in send)) { return false; }
        }

        return true;
    }

    private bool Settle(ReadOnlySpan<PlannedSend> sends)
    {
        _asked.Begin(sends);
        while (_asked.TryTake(out var send))
        {
            if (send.Channel != PlannedSend.AtOnce)
            {
                if (!Send(in send)) { return false; }
                continue;
            }

            if (!Prompt(in send, out var prompted)) { return false; }
            _asked.Add(prompted);
        }

        return true;
    }

    /// <summary>A message is handled within the step.</summary>
    private bool Prompt(in PlannedSend send, out ReadOnlySpan<PlannedSend> prompted)
    {
        prompted = default;

        // Who is told of something after something else was sent knows of that.
        return !_hasSentToShared && IsKnown(
            _messages[send.Message].To.Value, send.Message, world.Depth, isReceiver: false, out prompted);
    }

    /// <summary>What an actor would do with a message is known; then its state is as it would be.</summary>
    /// <param name="heard">The message.</param>
    /// <param name="cause">The step that sent it.</param>
    /// <param name="isReceiver">Whether the step is the actor's.</param>
    /// <param name="sends">What it would send.</param>
    private bool IsKnown(int actor, int heard, int cause, bool isReceiver, out ReadOnlySpan<PlannedSend> sends)
    {
        sends = default;
        if ((_taking >> actor & 1) != 0) { return false; }
        if (_isCausal && _awaited.AreKnownTo(actor)) { return false; }
        _taking |= 1UL << actor;
        var slot = _actors.SlotOf(actor);
        var number = _transitions.Find(actor, heard, slot.Clock);
        if (AsksReads || (number < 0 && slot.Reuse.IsSeldom))
        {
            return IsKnownByReads(slot, heard, cause, isReceiver, out sends);
        }

        if (number < 0) { return false; }
        ref readonly var known = ref _transitions[number];
        if (known.Crash is not null || (isReceiver && !judge.HoldsBefore(actor, number))) { return false; }
        if (!judge.HoldsIn(actor, known.State)) { return false; }
        slot.Reuse.Hit();
        sends = _transitions.SendsOf(in known);
        Move(actor, known.Hash, slot);
        return true;
    }

    /// <summary>An actor's part in the fingerprint becomes another.</summary>
    private void Move(int actor, ulong hash, ActorSlot slot)
    {
        unchecked { _change += hash - slot.Hash; }
        if ((Movers >> actor & 1) == 0) { return; }
        (_mover, _moverHash) = (_mover == 0 ? actor : StepAhead.Several, hash);
    }

    private bool IsKnownByReads(
        ActorSlot slot, int heard, int cause, bool isReceiver, out ReadOnlySpan<PlannedSend> sends)
    {
        sends = default;
        if (slot.Ahead.IsSeldom)
        {
            slot.Ahead.Pass();
            return false;
        }

        // What claims say of an actor's own step is another thing than what they say of one that it takes part in.
        var actor = slot.Cell.Id.Value;
        if (slot.ReadsClock || _isInline[actor] == isReceiver) { return false; }
        if (!slot.IsLive) { _actors.Settle(actor); }
        var number = _tree.Find(heard);
        if (number >= 0) { slot.Ahead.Hit(); }
        else if (!TryLearn(slot, heard, cause, isReceiver, out number)) { return false; }
        ref readonly var known = ref _tree[number];
        if (known.IsToBeTaken || (known.Refuted != 0 && !judge.AreFound(actor, known.Refuted))) { return false; }
        if (isReceiver) { _step = number; }
        sends = _tree.SendsOf(in known);
        var sum = unchecked(slot.Cell.Fingerprint + known.Change);
        Move(actor, Fingerprint.Mix(sum, (ulong)actor), slot);
        return true;
    }

    /// <summary>A step is not known by what it would read: it is tried.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryLearn(ActorSlot slot, int heard, int cause, bool isReceiver, out int number)
    {
        number = -1;
        if (!_messages.IsKept(heard) || _tree.IsNever(heard)) { return false; }
        slot.Ahead.Miss();
        if (_tree.IsFull) { return false; }
        Try(slot, heard, cause, isReceiver);
        number = _tree.Find(heard);
        return number >= 0;
    }

    /// <summary>Has an actor handle a message, to see what it reads, and takes that back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Try(ActorSlot slot, int heard, int cause, bool isReceiver)
    {
        if (!slot.Cell.TellsReads)
        {
            _tree.AddNever(heard);
            return;
        }

        var actor = slot.Cell.Id.Value;
        ref readonly var said = ref _messages[heard];
        Trial trial = new(judge, slot, said.Serving(said.Operation, cause), isReceiver);
        var count = _messages.Count;
        var outcome = _actors.Try(actor, new(heard, cause, 0), world.Depth, trial);
        var log = slot.Cell.Reads!;
        if (log.IsBlind || !trial.IsJudged || slot.ReadsClock || !AreKept(outcome.Sends))
        {
            _tree.AddNever(heard);
        }
        else
        {
            var isToBeTaken = outcome.Crash is not null;
            _tree.Add(
                heard, log, new() { Change = trial.Change, Refuted = trial.Refuted, IsToBeTaken = isToBeTaken },
                outcome.Sends);
        }

        _messages.BackTo(count);
    }

    private bool AreKept(ReadOnlySpan<PlannedSend> sends)
    {
        foreach (ref readonly var send in sends)
        {
            if (send.IsMark || !_messages.IsKept(send.Message)) { return false; }
        }

        return true;
    }

    /// <summary>The oldest message of a channel is handled.</summary>
    private void Take(int number, Channel channel)
    {
        var before = channel.Hash(_messages, now: 0);
        var after = channel.Count == 1 ? 0 : channel.HashBehindHead(_messages);
        _touched[_touchedCount++] = new(number, before, after, IsEmpty: channel.Count == 1);
    }

    /// <summary>A message is sent that is not handled at once.</summary>
    private bool Send(in PlannedSend send)
    {
        if (send.IsMark) { return false; }
        var channel = _network.Channels[send.Channel];
        if (channel.Kind != ChannelKind.Messages || (_hasSentToShared && _isCausal)) { return false; }
        _hasSentToShared = _isCausal && _network.IsShared(channel.To);
        var at = 0;
        while (at < _touchedCount && _touched[at].Channel != send.Channel) { at++; }
        if (at == TouchedMax) { return false; }
        if (at == _touchedCount)
        {
            var hash = channel.Count == 0 ? 0 : channel.Hash(_messages, now: 0);
            _touched[_touchedCount++] = new(send.Channel, hash, hash, IsEmpty: channel.Count == 0);
        }

        ref var touched = ref _touched[at];
        var behind = touched.IsEmpty ? (ulong)channel.Key : touched.After;
        touched = touched with
        {
            After = Fingerprint.Mix(behind, _messages.FingerprintOf(send.Message)),
            IsEmpty = false,
        };
        return true;
    }

    private ulong OfTouched()
    {
        var sum = 0UL;
        foreach (ref readonly var touched in _touched.AsSpan(0, _touchedCount))
        {
            unchecked { sum += touched.After - touched.Before; }
        }

        return sum;
    }

    /// <summary>A channel as it would be.</summary>
    private readonly record struct Touched(int Channel, ulong Before, ulong After, bool IsEmpty);

    /// <summary>Asks the claims around a step that is tried, and measures what it does to the state.</summary>
    private sealed class Trial(IJudgesAhead judge, ActorSlot slot, Envelope message, bool isReceiver) : ILooksAround
    {
        private const int UpperHalf = 32;

        private ulong _before;

        /// <summary>What was added to the fingerprint of the state.</summary>
        internal ulong Change { get; private set; }

        /// <summary>Which claims do not hold, as of <see cref="IJudgesAhead.AreFound"/>.</summary>
        internal ulong Refuted { get; private set; }

        /// <summary>Whether all claims had something to say.</summary>
        internal bool IsJudged { get; private set; } = true;

        public void Before()
        {
            if (isReceiver) { Judge(before: true, shift: 0); }
            _before = slot.Cell.Fingerprint;
        }

        public void After()
        {
            Change = unchecked(slot.Cell.Fingerprint - _before);
            Judge(before: false, UpperHalf);
        }

        private void Judge(bool before, int shift)
        {
            var refuted = judge.Refuted(slot.Cell.Id.Value, in message, before);
            IsJudged &= refuted is not null;
            Refuted |= (refuted ?? 0) << shift;
        }
    }
}
