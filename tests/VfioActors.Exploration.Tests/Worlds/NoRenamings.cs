using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Tests.Worlds;

/// <summary>Nothing can change places.</summary>
internal sealed class NoRenamings : IRenamings
{
    public int Members => 0;

    public Renaming Forgetful { get; } = new(1, new Dictionary<Type, int[]>());

    public Renaming Marking(int member) => Forgetful;

    public Renaming Of(ReadOnlySpan<int> places) => Forgetful;

    public int MemberOf(int actor) => -1;

    public ActorId[] PeersOf(ActorId actor) => [actor];

    public int ActorAt(int actor, int place) => actor;
}
