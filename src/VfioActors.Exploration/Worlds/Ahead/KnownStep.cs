namespace VfioActors.Exploration.Worlds.Ahead;

/// <summary>What a message does to an actor in every state in which the step reads the same.</summary>
internal struct KnownStep
{
    /// <summary>What is added to the fingerprint of the actor's state.</summary>
    internal ulong Change;

    /// <summary>Where what it sends begins.</summary>
    internal int FirstSend;

    /// <summary>How much it sends.</summary>
    internal int Sends;

    /// <summary>Which claims do not hold, as of <see cref="IJudgesAhead.AreFound"/>.</summary>
    internal ulong Refuted;

    /// <summary>Whether it must be taken to see what comes of it.</summary>
    internal bool IsToBeTaken;
}
