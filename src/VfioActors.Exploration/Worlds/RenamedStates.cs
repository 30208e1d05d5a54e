using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Worlds;

/// <summary>What the states of actors would be if members had other places.</summary>
/// <remarks>
/// The fingerprint of a state is the sum of those of its pieces. Of the pieces of an actor that others work for most
/// stay as they are from one state to the next.
/// </remarks>
/// <param name="actors">The actors.</param>
/// <param name="names">What they are called.</param>
/// <param name="memory">What was found out of states and pieces.</param>
internal sealed class RenamedStates(ActorTable actors, RenamedActors names, RenamedMemory memory)
{
    private readonly RenamedValues _values = memory.Values;
    private readonly RecentTable<RenamedState> _known = memory.States;

    /// <summary>What is known of the state of each actor, as it was when somebody looked last.</summary>
    private readonly RenamedState?[] _last = new RenamedState?[actors.Slots.Length];

    /// <summary>Those of which <see cref="_looks"/> says what they say.</summary>
    private readonly RenamedState?[] _looked = new RenamedState?[actors.Slots.Length];

    /// <summary>What the states add up to where members had the places of <see cref="_places"/>.</summary>
    private readonly (RenamedState? State, ulong Sum)[] _sums = new (RenamedState?, ulong)[actors.Slots.Length];
    private readonly int[] _places = [.. Enumerable.Repeat(RenamedActors.Nobody, names.MemberCount)];
    private readonly ulong[] _looks = new ulong[names.MemberCount];
    private readonly List<(int Part, int Piece, RenamedValue Value)> _pieces = [];
    private readonly MemberSet _members = new(names.MemberCount);

    /// <summary>By how much more pieces add up to where a member is not forgotten; 0 between two states.</summary>
    private readonly ulong[] _marked = new ulong[names.MemberCount];

    /// <summary>What the states say of each member: most say what they said when somebody looked last.</summary>
    internal void Look(Span<ulong> looks)
    {
        for (var at = 0; at < _looked.Length; at++)
        {
            var state = StateOf(at);
            ref var before = ref _looked[at];
            if (ReferenceEquals(before, state)) { continue; }
            if (before is not null) { before.TakeFrom(_looks); }
            state.AddTo(_looks);
            before = state;
        }

        _looks.CopyTo(looks);
    }

    /// <summary>What the states add up to if members had other places, by which actors are called.</summary>
    internal ulong Sum(int[] places)
    {
        var areSame = places.AsSpan().SequenceEqual(_places);
        if (!areSame) { places.CopyTo(_places, 0); }
        var all = 0UL;
        for (var at = 0; at < _sums.Length; at++)
        {
            var state = StateOf(at);
            ref var last = ref _sums[at];
            if (!areSame || !ReferenceEquals(last.State, state)) { last = (state, SumOf(at, state, places)); }
            unchecked { all += last.Sum; }
        }

        return all;
    }

    /// <summary>Most actors know of one member alone: then few places matter to them.</summary>
    private ulong SumOf(int at, RenamedState state, int[] places)
    {
        if (state.ByPlace.Length == 0) { return SumOfPieces(at, state, places); }
        ref var known = ref state.ByPlace[places[state.Members[0]]];
        if (known == 0) { known = SumOfPieces(at, state, places); }
        return known;
    }

    private ulong SumOfPieces(int at, RenamedState state, int[] places)
    {
        var sum = state.Fixed;
        foreach (var (part, piece, value) in state.Pieces)
        {
            unchecked { sum += _values.At(value, new Piece(actors, names, actors.Slots[at], part, piece), places); }
        }

        return Fingerprint.Mix(sum, (ulong)names.NameOf(actors.Slots[at].Cell.Id));
    }

    private RenamedState StateOf(int at)
    {
        var slot = actors.Slots[at];
        ref var last = ref _last[at];
        if (last is not null && last.Fingerprint == slot.Hash) { return last; }
        if (!_known.TryGet(slot.Hash, out var state))
        {
            state = Find(slot);
            _known.Put(slot.Hash, state);
        }

        return last = state;
    }

    private RenamedState Find(ActorSlot slot)
    {
        var actor = slot.Cell.Id;
        actors.Settle(actor.Value);
        var (without, forgotten) = (0UL, 0UL);
        _pieces.Clear();
        _members.Clear();
        _members.Add(names.MemberOf(actor));
        for (var part = 0; part < slot.Cell.State.PartCount; part++)
        {
            for (var piece = 0; piece < slot.Cell.State.PieceCount(part); piece++)
            {
                var share = Forgotten(slot, part, piece, out var isNobodys);
                unchecked { (forgotten, without) = (forgotten + share, isNobodys ? without + share : without); }
            }
        }

        var members = _members.ToArray();
        foreach (var (_, _, value) in _pieces) { value.AddTo(_marked); }
        var looks = new ulong[members.Length];
        for (var at = 0; at < looks.Length; at++) { looks[at] = LookFor(actor, members[at], forgotten); }
        var byPlace = members.Length == 1 ? new ulong[names.MemberCount] : [];
        return new(slot.Hash, without, [.. _pieces], members, looks, byPlace);
    }

    /// <summary>What a piece adds where all members are forgotten, and whether it adds that whoever is where.</summary>
    private ulong Forgotten(ActorSlot slot, int part, int piece, out bool isNobodys)
    {
        var value = _values.Of(new Piece(actors, names, slot, part, piece));
        isNobodys = value.Members.Length == 0;
        if (!isNobodys) { _pieces.Add((part, piece, value)); }
        foreach (var member in value.Members) { _members.Add(member); }
        return value.Forgotten;
    }

    /// <summary>By how much the state at hand is another where a member is not forgotten.</summary>
    private ulong LookFor(ActorId actor, int member, ulong forgotten)
    {
        var marked = unchecked(forgotten + _marked[member]);
        _marked[member] = 0;
        return unchecked(Fingerprint.Mix(marked, (ulong)names.MarkFor(actor, member))
            - Fingerprint.Mix(forgotten, (ulong)names.MarkFor(actor, RenamedActors.Nobody)));
    }

    /// <summary>A piece of the state of an actor.</summary>
    private readonly struct Piece(ActorTable actors, RenamedActors names, ActorSlot slot, int part, int piece)
        : IRenamable
    {
        public ulong Fingerprint
        {
            get
            {
                actors.Settle(slot.Cell.Id.Value);
                return slot.Cell.State.Contribution(part, piece);
            }
        }

        /// <summary>Pieces of different actors may have the same words and mean an id by them, or a number.</summary>
        public ulong Key => Behaviors.Values.Fingerprint.Mix(Fingerprint, (ulong)names.FirstPeerOf(slot.Cell.Id) + 1);

        public ulong Renamed(Renaming renaming)
        {
            actors.Settle(slot.Cell.Id.Value);
            return slot.Cell.State.Contribution(part, piece, renaming);
        }
    }
}
