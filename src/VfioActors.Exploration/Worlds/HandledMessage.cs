using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>A message that an actor handled in this run, with what to go back to.</summary>
internal struct HandledMessage
{
    /// <summary>Its number in the <see cref="MessageTable"/>.</summary>
    internal int Message;

    /// <summary>The step that sent it.</summary>
    internal int Cause;

    /// <summary>The step within which it was handled.</summary>
    internal int Step;

    /// <summary>The number of the state before; -1 when it has none.</summary>
    internal int State;

    /// <summary>The actor's part in the fingerprint of the world before.</summary>
    internal ulong Hash;

    /// <summary>The actor's clock before.</summary>
    internal long Clock;

    /// <summary>The actor's clock when it handled the message.</summary>
    internal long Now;
}
