namespace VfioActors.Behaviors.Stepping;

/// <summary>The ways in which a step may fail.</summary>
public enum CrashKind
{
    /// <summary>A promise of the model was broken.</summary>
    BrokenPromise,

    /// <summary>An exception that is no promise of anybody.</summary>
    Thrown,

    /// <summary>The step sends something to an actor that there is not.</summary>
    NoReceiver,
}
