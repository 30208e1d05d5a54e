using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds.Ahead;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// One actor of a world: what it handled in this run, by numbers, and its state as an object, which is brought up to
/// date only when somebody needs it.
/// </summary>
internal sealed class ActorSlot
{
    private readonly Cell _cell;
    private readonly Journal _journal;
    private HandledMessage[] _heard = new HandledMessage[16];
    private int[] _marks = new int[16];
    private int _count;
    private ReuseCount _reuse;
    private ReuseCount _ahead;

    /// <summary>How much the object has handled.</summary>
    private int _live;

    /// <summary>How much of that is still part of the run.</summary>
    private int _valid;

    internal ActorSlot(Topology topology, ActorId actor)
    {
        _journal = new();
        _cell = topology.Make(actor, _journal);
    }

    /// <summary>The actor; its state may lag behind.</summary>
    internal Cell Cell => _cell;

    /// <summary>The number of its state; -1 when it has none.</summary>
    internal int State { get; set; } = -1;

    /// <summary>Its part in the fingerprint of the world.</summary>
    internal ulong Hash { get; set; }

    /// <summary>How often it does what it did before.</summary>
    internal ref ReuseCount Reuse => ref _reuse;

    /// <summary>How often it was known what it would do by what it would read.</summary>
    internal ref ReuseCount Ahead => ref _ahead;

    /// <summary>Its clock.</summary>
    internal long Clock { get; set; }

    /// <summary>Whether it was ever seen to ask for the time, in any run.</summary>
    internal bool ReadsClock { get; set; }

    /// <summary>Whether its object is where the run is.</summary>
    internal bool IsLive => _live == _count && _valid == _count;

    /// <summary>The last step in which it took part; -1 when there is none.</summary>
    internal int LastStep => _count > 0 ? _heard[_count - 1].Step : -1;

    /// <summary>The part in the fingerprint of the world of the object as it is.</summary>
    internal ulong HashOfObject() => Fingerprint.Mix(_cell.Fingerprint, (ulong)_cell.Id.Value);

    /// <summary>Notes that the actor handles a message; the object does not yet.</summary>
    internal void Note(int message, int cause, int step, long now)
    {
        if (_count == _heard.Length)
        {
            Array.Resize(ref _heard, _count * 2);
            Array.Resize(ref _marks, _count * 2);
        }

        ref var heard = ref _heard[_count++];
        heard.Message = message;
        heard.Cause = cause;
        heard.Step = step;
        heard.State = State;
        heard.Hash = Hash;
        heard.Clock = Clock;
        heard.Now = now;
        Clock = now;
    }

    /// <summary>Its states have no numbers any more.</summary>
    internal void ForgetStates()
    {
        State = -1;
        for (var at = 0; at < _count; at++) { _heard[at].State = -1; }
    }

    /// <summary>Takes back the last message that the actor handled; the object follows when needed.</summary>
    internal void TakeBack()
    {
        ref readonly var heard = ref _heard[--_count];
        State = heard.State;
        Hash = heard.Hash;
        Clock = heard.Clock;
        if (_valid > _count) { _valid = _count; }
    }

    /// <summary>Takes back all that the actor handled; the object follows when needed.</summary>
    internal void Rewind()
    {
        if (_count == 0) { return; }
        ref readonly var first = ref _heard[0];
        State = first.State;
        Hash = first.Hash;
        Clock = first.Clock;
        (_count, _valid) = (0, 0);
    }

    /// <summary>Takes back from the object what is no longer part of the run.</summary>
    internal void DropStale()
    {
        if (_live == _valid) { return; }
        _journal.BackTo(_marks[_valid]);
        _live = _valid;
    }

    /// <summary>The next message that the object is to handle; it counts as handled from now on.</summary>
    internal ref readonly HandledMessage Next()
    {
        _marks[_live] = _journal.Mark;
        _valid = _live + 1;
        return ref _heard[_live++];
    }
}
