using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>What actors are called when members have other places, or are forgotten.</summary>
internal sealed class RenamedActors
{
    /// <summary>In place of a member where all are forgotten.</summary>
    internal const int Nobody = -1;

    private readonly IRenamings _renamings;
    private readonly int[] _memberOf;
    private readonly int[] _forgotten;
    private readonly int[] _marked;
    private readonly int[] _firstPeers;

    /// <param name="renamings">What can change places.</param>
    /// <param name="count">How many actors there are, and one more.</param>
    internal RenamedActors(IRenamings renamings, int count)
    {
        _renamings = renamings;
        (Names, _memberOf) = (new int[count], new int[count]);
        (_forgotten, _marked) = (new int[count], new int[count]);
        _firstPeers = [0, .. Enumerable.Range(1, count - 1)
            .Select(actor => renamings.PeersOf(new(actor)).Min(peer => peer.Value))];
        for (var actor = 0; actor < count; actor++)
        {
            var member = renamings.MemberOf(actor);
            _memberOf[actor] = member;
            _forgotten[actor] = renamings.Forgetful.Of(typeof(ActorId), actor);
            _marked[actor] = member < 0 ? actor : renamings.Marking(member).Of(typeof(ActorId), actor);
        }
    }

    /// <summary>How many members there are.</summary>
    internal int MemberCount => _renamings.Members;

    /// <summary>By number what each actor is called where members have the places that were said last.</summary>
    internal int[] Names { get; }

    /// <summary>Members have places.</summary>
    /// <param name="places">The places by member; null for their own.</param>
    internal void Place(int[]? places)
    {
        for (var actor = 0; actor < Names.Length; actor++)
        {
            var member = _memberOf[actor];
            Names[actor] = member < 0 || places is null ? actor : _renamings.ActorAt(actor, places[member]);
        }
    }

    /// <summary>What an actor is called where members have places.</summary>
    internal int NameOf(ActorId actor) => Names[actor.Value];

    /// <summary>Of the actors that could be in the place of an actor, itself among them, the first.</summary>
    internal int FirstPeerOf(ActorId actor) => _firstPeers[actor.Value];

    /// <summary>The member that an actor is of; -1 for none.</summary>
    internal int MemberOf(ActorId actor) => _memberOf[actor.Value];

    /// <summary>What an actor is called where all members but one are forgotten.</summary>
    internal int MarkFor(ActorId actor, int member) =>
        member >= 0 && _memberOf[actor.Value] == member ? _marked[actor.Value] : _forgotten[actor.Value];
}
