using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Strategies.Selections;

/// <summary>The steps that a run is about: those of one actor, or those of one client operation.</summary>
/// <param name="actor">Whose steps; nobody when it is about an operation.</param>
/// <param name="operation">Which operation; none when it is about an actor.</param>
internal sealed class Selection(ActorId actor, OperationId operation)
{
    /// <summary>How many of these steps each channel has.</summary>
    internal ChannelWeights Weights { get; } = new();

    /// <summary>Whether it is about an operation: then a step's message must be looked at.</summary>
    internal bool IsOfOperation { get; } = operation != OperationId.None;

    /// <summary>Whether a step of an actor is one of these.</summary>
    internal bool Has(ActorId receiver) => receiver == actor;

    /// <summary>Whether a step that serves an operation is one of these.</summary>
    internal bool Has(OperationId served) => served == operation;
}
