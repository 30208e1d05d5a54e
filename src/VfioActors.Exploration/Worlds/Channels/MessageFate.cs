namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>What becomes of a message in a step; the option of a choice of a bag.</summary>
internal enum MessageFate
{
    /// <summary>Its receiver handles it.</summary>
    Handled,

    /// <summary>It is lost: nobody handles it.</summary>
    Lost,

    /// <summary>Its receiver handles it, and it stays on its way.</summary>
    Repeated,
}
