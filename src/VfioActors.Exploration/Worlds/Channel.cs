using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>A queue of messages of which only the oldest can be handled. Every change can be taken back.</summary>
internal sealed class Channel(ChannelKind kind, ActorId from, ActorId to)
{
    private Pending[] _ring = new Pending[4];
    private int _head;

    internal ChannelKind Kind => kind;

    internal ActorId From => from;

    internal ActorId To => to;

    /// <summary>Orders channels the same way in every world: by receiver, then sender, then kind.</summary>
    internal long Key => ((long)to.Value << 34) | ((long)from.Value << 2) | (long)kind;

    internal int Count { get; private set; }

    internal ref readonly Pending Head => ref _ring[_head];

    internal ref readonly Pending At(int place) => ref _ring[(_head + place) & (_ring.Length - 1)];

    /// <summary>Adds behind all others; a timer behind those that are due no later.</summary>
    /// <returns>The place it got, from 0.</returns>
    internal int Add(in Envelope envelope, long amount)
    {
        if (Count == _ring.Length) { Grow(); }
        var place = Count++;
        while (kind == ChannelKind.Timers && place > 0 && At(place - 1).Amount > amount)
        {
            Slot(place) = Slot(place - 1);
            place--;
        }

        Slot(place) = new(in envelope, amount);
        return place;
    }

    /// <summary>Takes back the addition that got <paramref name="place"/>.</summary>
    internal void TakeBackAdd(int place)
    {
        Count--;
        for (var at = place; at < Count; at++) { Slot(at) = Slot(at + 1); }
    }

    internal void DropHead()
    {
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
    }

    /// <summary>
    /// Takes back a <see cref="DropHead"/>: what it dropped is still in the ring unless the ring moved.
    /// </summary>
    internal void TakeBackDrop(in Envelope envelope, long amount)
    {
        if (Count == _ring.Length) { Grow(); }
        _head = (_head - 1) & (_ring.Length - 1);
        Slot(0) = new(in envelope, amount);
        Count++;
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
