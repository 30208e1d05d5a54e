namespace VfioActors.Exploration.Replays;

/// <summary>In which ways a trace may not be of the model as it is now.</summary>
public enum TraceMoveKind
{
    /// <summary>A parameter is gone, is new, or does not take the value.</summary>
    Parameter,

    /// <summary>A defect that was on is gone: it cannot be switched on.</summary>
    Defect,

    /// <summary>An operation of a client is gone, is new, or is called otherwise.</summary>
    Operation,

    /// <summary>An actor has another name.</summary>
    Actor,

    /// <summary>A kind of message has another name.</summary>
    Message,

    /// <summary>The message of a step has other fields, or others in them.</summary>
    Fields,

    /// <summary>A step of the trace is not there.</summary>
    Skipped,

    /// <summary>A step had to be taken that the trace does not have.</summary>
    Added,
}
