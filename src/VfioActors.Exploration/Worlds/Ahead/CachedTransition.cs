using VfioActors.Behaviors.Stepping;

namespace VfioActors.Exploration.Worlds.Ahead;

/// <summary>What one message does to one actor in one state.</summary>
internal struct CachedTransition
{
    /// <summary>State, message and clock in one word.</summary>
    internal ulong Key;

    /// <summary>The actor's part in the fingerprint of the world afterwards.</summary>
    internal ulong Hash;

    /// <summary>The number of the state afterwards; -1 when it has none.</summary>
    internal int State;

    /// <summary>Where what it sends begins.</summary>
    internal int FirstSend;

    /// <summary>How much it sends.</summary>
    internal int Sends;

    /// <summary>What went wrong; null when nothing did.</summary>
    internal Crash? Crash;
}
