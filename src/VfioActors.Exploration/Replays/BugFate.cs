namespace VfioActors.Exploration.Replays;

/// <summary>What became of the bug of a trace in the model as it is now.</summary>
public enum BugFate
{
    /// <summary>The run breaks the property that the trace broke.</summary>
    StillThere,

    /// <summary>The run breaks something, and not what the trace broke.</summary>
    Another,

    /// <summary>Every step of the trace was there, nothing had to be added, and the run breaks nothing.</summary>
    Gone,

    /// <summary>The run breaks nothing, but it is not the run of the trace.</summary>
    Unknown,
}
