namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>What a channel carries.</summary>
public enum ChannelKind
{
    /// <summary>Messages of one actor to another, in the order of sending.</summary>
    Messages,

    /// <summary>Timers of one actor, the earliest first.</summary>
    Timers,

    /// <summary>Choices that one actor waits for, in the order of asking.</summary>
    Choices,

    /// <summary>What one actor can go on with at one of its places: nothing else it hears has to wait for it.</summary>
    Tasks,
}
