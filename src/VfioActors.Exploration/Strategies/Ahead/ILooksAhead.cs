using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Ahead;

/// <summary>
/// A strategy that need not have a step taken which leads to a state that was met: such a step is a run of its own,
/// which was left there.
/// </summary>
internal interface ILooksAhead
{
    /// <summary>From now on it looks ahead.</summary>
    void LookAhead(StepsAhead ahead);

    /// <summary>
    /// Whether it is known where the step leads that was chosen last, and that no claim says anything new of it.
    /// </summary>
    bool IsExpected { get; }

    /// <summary>Takes that step.</summary>
    void TakeExpected(World world);

    /// <summary>
    /// How many steps were not taken since this was last asked; the first of them ends the run at hand.
    /// </summary>
    int TakePassed();
}
