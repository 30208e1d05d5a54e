namespace VfioActors.Exploration.Units.Work;

/// <summary>One way in which a unit of work broke a property.</summary>
/// <param name="Property">The place of the property among those of the scenario.</param>
/// <param name="Reason">What is wrong, in one line.</param>
/// <param name="Run">The number of the run, of a sample; 0 otherwise.</param>
/// <param name="Way">The steps up to the one that breaks it, each by its place among those that could be next.</param>
internal sealed record UnitFailure(int Property, string Reason, long Run, int[] Way)
{
    /// <summary>How often it was met; 0 where what was met is counted state by state.</summary>
    internal long Occurrences { get; init; }

    /// <summary>Of a subtree where the run is, as <see cref="Failure.Branches"/>; else null.</summary>
    internal int[]? Branches { get; init; }

    /// <summary>Whether this one stands for a failure rather than another: the shorter, then the earlier one.</summary>
    internal bool IsBefore(UnitFailure other)
    {
        RunPlace place = new(Run, Branches);
        var order = (Way.Length, place).CompareTo((other.Way.Length, new(other.Run, other.Branches)));
        return order != 0 ? order < 0 : Way.AsSpan().SequenceCompareTo(other.Way) < 0;
    }
}
