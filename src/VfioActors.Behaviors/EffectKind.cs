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

    /// <summary>
    /// For hosts: let an actor go on with something that nothing else it hears has to wait for, nor the other way
    /// round. It has a place of its own; what is given the same place goes on in the order of asking.
    /// </summary>
    Task,

    /// <summary>For hosts: an actor took part in the step.</summary>
    TakePart,

    /// <summary>For hosts: the step looked at something that actors share beside their messages.</summary>
    Look,

    /// <summary>For hosts: the step changed something that actors share beside their messages.</summary>
    Change,
}
