using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// A step in words that hold for every world of a scenario, also when operations are left out or defects differ.
/// </summary>
/// <param name="To">The actor whose step it is.</param>
/// <param name="From">Who sent the message.</param>
/// <param name="Kind">What sort of message.</param>
/// <param name="Operation">The client operation that it serves.</param>
/// <param name="Option">
/// The option, for the host's answer to a choice; the place, for what an actor goes on with; which message, of a bag,
/// in which an actor may have several of a kind on their way; else 0.
/// </param>
/// <param name="Channel">Whether it is a message, a timer or an answer of the host.</param>
public readonly record struct StepKey(
    ActorId To, ActorId From, MessageKind Kind, OperationId Operation, int Option, ChannelKind Channel);
