namespace VfioActors.Storm.Measures;

/// <summary>How far a storm was at one moment.</summary>
/// <param name="Seconds">Since its beginning.</param>
/// <param name="Operations">Operations answered so far.</param>
/// <param name="Messages">Messages, timers and answers handled so far.</param>
/// <param name="InFlight">Operations in flight.</param>
/// <param name="IsHealing">Whether the clients were told to halt.</param>
public sealed record StormSample(double Seconds, long Operations, long Messages, int InFlight, bool IsHealing)
{
    /// <summary>The memory of the process, in bytes.</summary>
    public long WorkingSet { get; init; }
}
