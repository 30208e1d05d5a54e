using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>A queue of messages of which only the oldest can be handled. Every change can be taken back.</summary>
/// <param name="content">
/// Of a bag: the fingerprint of the one message of which it holds copies. What is not a bag's has 0.
/// </param>
internal sealed class Channel(ChannelKind kind, ActorId from, ActorId to, ulong content)
{
    /// <summary>Where the receiver's number begins in a key.</summary>
    internal const int ReceiverShift = 34;

    /// <summary>Where the sender's number begins in a key.</summary>
    private const int SenderShift = 2;

    private Pending[] _ring = new Pending[4];
    private int _head;
    private ulong _hash;
    private bool _isHashed;

    internal ChannelKind Kind { get; } = kind;

    internal ActorId From { get; } = from;

    internal ActorId To { get; } = to;

    /// <summary>
    /// Orders channels the same way in every world: by receiver, then sender, then kind, then what a bag holds.
    /// </summary>
    internal long Key { get; } = KeyOf(kind, from, to);

    internal ulong Content { get; } = content;

    /// <summary>Whether it holds copies of one message of a bag.</summary>
    internal bool IsBag => Content != 0;

    internal int Count { get; private set; }

    internal ref readonly Pending Head => ref _ring[_head];

    internal ref readonly Pending At(int place) => ref _ring[(_head + place) & (_ring.Length - 1)];

    internal static long KeyOf(ChannelKind kind, ActorId from, ActorId to) =>
        ((long)to.Value << ReceiverShift) | ((long)from.Value << SenderShift) | (long)kind;

    /// <summary>Whether a number may be a key.</summary>
    internal static bool IsKey(long number) =>
        number >= 0 && number >> ReceiverShift <= int.MaxValue && SenderIn(number) <= int.MaxValue;

    /// <summary>What a key was made of.</summary>
    internal static (ChannelKind Kind, ActorId From, ActorId To) PartsOf(long key) => (
        (ChannelKind)(key & ((1 << SenderShift) - 1)),
        new((int)SenderIn(key)),
        new((int)(key >> ReceiverShift)));

    private static long SenderIn(long key) => (key >> SenderShift) & ((1L << (ReceiverShift - SenderShift)) - 1);

    /// <summary>Adds behind all others; a timer behind those that are due no later.</summary>
    /// <returns>The place it got, from 0.</returns>
    internal int Add(in Pending pending)
    {
        if (Count == _ring.Length) { Grow(); }
        _isHashed = false;
        if (Kind == ChannelKind.Timers) { return AddTimer(in pending); }
        Slot(Count) = pending;
        return Count++;
    }

    private int AddTimer(in Pending pending)
    {
        var place = Count++;
        while (place > 0 && At(place - 1).Amount > pending.Amount)
        {
            Slot(place) = Slot(place - 1);
            place--;
        }

        Slot(place) = pending;
        return place;
    }

    /// <summary>Takes back the addition that got <paramref name="place"/>.</summary>
    internal void TakeBackAdd(int place)
    {
        _isHashed = false;
        Count--;
        for (var at = place; at < Count; at++) { Slot(at) = Slot(at + 1); }
    }

    /// <summary>Drops all. Nobody asks for the hash of an empty channel.</summary>
    internal void Clear() => (_head, Count) = (0, 0);

    internal void DropHead()
    {
        _isHashed = false;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
    }

    /// <summary>Takes back a <see cref="DropHead"/>.</summary>
    internal void TakeBackDrop(in Pending pending)
    {
        if (Count == _ring.Length) { Grow(); }
        _isHashed = false;
        _head = (_head - 1) & (_ring.Length - 1);
        Slot(0) = pending;
        Count++;
    }

    /// <summary>What the channel adds to the fingerprint of a world.</summary>
    /// <param name="now">The receiver's time: timers count by how long they still have.</param>
    internal ulong Hash(MessageTable messages, long now)
    {
        if (_isHashed) { return _hash; }
        _hash = (ulong)Key;
        for (var place = 0; place < Count; place++)
        {
            ref readonly var pending = ref At(place);
            _hash = Fingerprint.Mix(_hash, messages.FingerprintOf(pending.Message));
            if (Kind != ChannelKind.Timers) { continue; }
            _hash = Fingerprint.Mix(_hash, (ulong)Math.Max(0, pending.Amount - now));
        }

        _isHashed = Kind != ChannelKind.Timers;
        return _hash;
    }

    /// <summary>
    /// What it would add with its oldest message handled, and there being others; not of timers.
    /// </summary>
    internal ulong HashBehindHead(MessageTable messages)
    {
        var hash = (ulong)Key;
        for (var place = 1; place < Count; place++)
        {
            hash = Fingerprint.Mix(hash, messages.FingerprintOf(At(place).Message));
        }

        return hash;
    }

    /// <summary>How many options the host has for each of the questions: the questions do not say.</summary>
    internal ulong OptionsHash()
    {
        var hash = ~(ulong)Key;
        for (var place = 0; place < Count; place++) { hash = Fingerprint.Mix(hash, (ulong)At(place).Amount); }
        return hash;
    }

    private ref Pending Slot(int place) => ref _ring[(_head + place) & (_ring.Length - 1)];

    private void Grow()
    {
        var larger = new Pending[_ring.Length * 2];
        for (var place = 0; place < Count; place++) { larger[place] = At(place); }
        _ring = larger;
        _head = 0;
    }
}
