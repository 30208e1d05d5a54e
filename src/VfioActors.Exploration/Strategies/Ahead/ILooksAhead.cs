namespace VfioActors.Exploration.Strategies.Ahead;

/// <summary>
/// A strategy that need not have a step taken which leads to a state that was met: such a step is a run of its own,
/// which was left there.
/// </summary>
internal interface ILooksAhead
{
    /// <summary>From now on it looks ahead.</summary>
    /// <returns>What it knows of the steps that it chooses; null when it does not look ahead.</returns>
    Leads? LookAhead(StepsAhead ahead);
}
