namespace VfioActors.Exploration.Units.Work;

/// <summary>What became of a run in a state that a search went on from.</summary>
[Flags]
internal enum StateMarks : byte
{
    /// <summary>It went on.</summary>
    None = 0,

    /// <summary>It ended there.</summary>
    Ended = 1,

    /// <summary>It ended there with something broken.</summary>
    BrokenEnd = 2,

    /// <summary>It was cut there, since it had too many steps.</summary>
    Cut = 4,
}
