using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>What a world is made of.</summary>
/// <param name="Actors">Its actors.</param>
/// <param name="Network">What is on its way.</param>
/// <param name="Messages">The messages by their numbers.</param>
/// <param name="Transitions">The steps that are known by the numbers of states.</param>
internal sealed record WorldParts(
    ActorTable Actors, Network Network, MessageTable Messages, TransitionCache Transitions);
