using VfioActors.Behaviors;

namespace VfioActors.Conformance.Actors;

/// <summary>What the caller of the model hears beside the answers to its calls.</summary>
public static class CallerMessage
{
    /// <summary>To itself: the next calls lie on the desk.</summary>
    public readonly record struct Go : IMessage;
}
