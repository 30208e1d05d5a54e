namespace VfioActors.Exploration.Strategies;

/// <summary>What a strategy may say at a state.</summary>
public enum DecisionKind
{
    /// <summary>Take a step; where none is enabled, the run has come to its end.</summary>
    GoOn,

    /// <summary>This state was met before: nothing new can come from it.</summary>
    Met,

    /// <summary>Every step from here leads to what was seen.</summary>
    Exhausted,

    /// <summary>The search goes on from this state, but not now: the run is left.</summary>
    Later,
}
