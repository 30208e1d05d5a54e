using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>A step that could be next.</summary>
/// <param name="Channel">The channel whose oldest message would be handled; a number of the world's own.</param>
/// <param name="Option">
/// For the host's answer to a choice which option, from 0; for a message of a bag 1 when it is lost, 2 when it stays on
/// its way; else 0.
/// </param>
/// <param name="Receiver">The actor whose step it is.</param>
public readonly record struct Choice(int Channel, int Option, ActorId Receiver);
