namespace VfioActors.Exploration.Replays;

/// <summary>What became of the bug of a trace in the model as it is now.</summary>
public enum BugFate
{
    /// <summary>
    /// The run breaks the property that the trace broke, in the same words or at the same step; at rest, after all
    /// of its steps.
    /// </summary>
    StillThere,

    /// <summary>The run breaks something else, or the same property elsewhere and in other words.</summary>
    Another,

    /// <summary>Every step of the trace was there, nothing had to be added, and the run breaks nothing.</summary>
    Gone,

    /// <summary>
    /// The run breaks nothing, but it is not the run of the trace; or only where operations are left out.
    /// </summary>
    Unknown,
}
