using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Storm;

/// <summary>What a claim about one actor may look at while the others are at work: names.</summary>
internal sealed class NamesOnly(Topology topology) : IWorldView
{
    public Topology Topology => topology;

    public string NameOf(ActorId actor) => topology.NameOf(actor);

    public State StateOf(ActorId actor) =>
        throw new InvalidOperationException("a claim about one actor looks at the state of another");
}
