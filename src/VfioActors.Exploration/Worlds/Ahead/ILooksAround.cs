namespace VfioActors.Exploration.Worlds.Ahead;

/// <summary>Looks at an actor before and behind a step that is tried.</summary>
internal interface ILooksAround
{
    /// <summary>The step is about to be taken.</summary>
    void Before();

    /// <summary>The step was taken, and nothing went wrong.</summary>
    void After();
}
