namespace VfioActors.Exploration.Protocols;

/// <summary>
/// The claims of a <see cref="Model"/> do not hold, or it is not known whether they do. The message holds the ladder of
/// each failure in plain text, so that a test that lets it pass shows them.
/// </summary>
#pragma warning disable CA1032 // It always says what does not hold.
public sealed class NotHeldException : Exception
#pragma warning restore CA1032
{
    /// <param name="message">What does not hold, with the ladders.</param>
    public NotHeldException(string message)
        : base(message)
    {
    }
}
