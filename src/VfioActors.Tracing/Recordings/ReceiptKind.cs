namespace VfioActors.Tracing.Recordings;

/// <summary>What an actor can receive.</summary>
public enum ReceiptKind
{
    /// <summary>The next message of some sender.</summary>
    Message,

    /// <summary>Its own earliest timer.</summary>
    Timer,

    /// <summary>The host's answer to its oldest open choice.</summary>
    Choice,
}
