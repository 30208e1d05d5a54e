using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>
/// What can change places in a world: members, which have numbers from 0, those of one set after those of another. A
/// place has the number of the member that is there when nobody has changed places.
/// </summary>
internal interface IRenamings
{
    /// <summary>How many members there are in all sets.</summary>
    int Members { get; }

    /// <summary>
    /// A renaming that forgets which is which: ids of all members of a set become the same marks, which nothing else is
    /// called.
    /// </summary>
    Renaming Forgetful { get; }

    /// <summary>The same, but the ids of one member become marks of their own.</summary>
    Renaming Marking(int member);

    /// <summary>The renaming that brings each member to a place of its set.</summary>
    /// <param name="places">The places by member.</param>
    Renaming Of(ReadOnlySpan<int> places);

    /// <summary>The member that an actor is of; -1 for none.</summary>
    int MemberOf(int actor);

    /// <summary>The actors that an actor could change places with, itself too.</summary>
    ActorId[] PeersOf(ActorId actor);

    /// <summary>What an actor of a member is called when that is at a place.</summary>
    int ActorAt(int actor, int place);
}
