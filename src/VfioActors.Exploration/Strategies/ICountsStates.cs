namespace VfioActors.Exploration.Strategies;

/// <summary>A strategy that tells states apart.</summary>
public interface ICountsStates
{
    /// <summary>How many different states it met; null when it was told not to count.</summary>
    long? States { get; }
}
