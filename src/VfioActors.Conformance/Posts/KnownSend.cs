namespace VfioActors.Conformance.Posts;

/// <summary>What an actor knows of a line: that its first messages were sent, up to a number.</summary>
/// <param name="Line">The line.</param>
/// <param name="Sent">How many of its messages.</param>
internal readonly record struct KnownSend(PostLine Line, long Sent)
{
    /// <summary>Whether one of the messages is still on its way.</summary>
    public bool IsOpen => Line.Heard < Sent;
}
