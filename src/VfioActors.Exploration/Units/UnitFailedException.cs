namespace VfioActors.Exploration.Units;

/// <summary>What a scenario threw where a unit of its search was done.</summary>
public sealed class UnitFailedException : Exception
{
    /// <summary>Without a reason.</summary>
    public UnitFailedException()
    {
    }

    /// <param name="message">What was thrown, in words.</param>
    public UnitFailedException(string message)
        : base(message)
    {
    }

    /// <param name="message">What was thrown, in words.</param>
    /// <param name="inner">The same.</param>
    public UnitFailedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
