namespace VfioActors.Behaviors;

/// <summary>The things that a step may ask of its host.</summary>
public enum EffectKind
{
    /// <summary>Send a message now.</summary>
    Send,

    /// <summary>Send the actor a message when its own clock reaches a deadline.</summary>
    Timer,

    /// <summary>Choose one of several options and tell the actor by <see cref="Chosen"/>.</summary>
    Choice,
}
