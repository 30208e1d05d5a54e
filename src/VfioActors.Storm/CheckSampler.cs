using VfioActors.Exploration.Properties;

namespace VfioActors.Storm;

/// <summary>Decides in which steps of one actor its claims are looked at. Belongs to the thread of its actor.</summary>
internal sealed class CheckSampler(CellChecks checks)
{
    /// <summary>All of the first steps are looked at.</summary>
    private const int First = 1024;

    /// <summary>Then one in so many: a prime, so that it does not fall in step with a protocol.</summary>
    private const int OneIn = 1021;

    private int _left = First;

    internal CellChecks Checks => checks;

    /// <summary>Whether this step is looked at.</summary>
    internal bool IsLooking { get; private set; }

    /// <summary>Begins the next step.</summary>
    internal bool Looks()
    {
        _left--;
        if (_left <= -OneIn) { _left = 0; }
        return IsLooking = _left >= 0;
    }
}
