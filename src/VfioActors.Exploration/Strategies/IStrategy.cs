using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>Answers one question, over and over: of these steps, which next? Mechanism is elsewhere.</summary>
/// <remarks>
/// For each run <see cref="Begin"/>, then <see cref="Choose"/> at every state that was not chosen at before, the last
/// one too, and at the end <see cref="Finish"/>. Between runs the world is the strategy's, to look ahead in and to take
/// back; within a run it looks, and whoever explores takes the steps. One that also tells states apart is an
/// <see cref="ICountsStates"/>.
/// </remarks>
public interface IStrategy
{
    /// <summary>What it is like.</summary>
    StrategyTraits Traits { get; }

    /// <summary>Says from where the next run goes on.</summary>
    /// <param name="world">The world as the last run left it.</param>
    /// <param name="run">
    /// The number of the run; what a sampling strategy does depends on it and on its seed alone, unless it learns from
    /// its runs (<see cref="StrategyTraits.LearnsFromRuns"/>).
    /// </param>
    /// <returns>Null when no run is left to try.</returns>
    RunStart? Begin(World world, long run);

    /// <summary>Chooses among the enabled steps, of which there are none when the run has come to its end.</summary>
    /// <param name="run">The state that the run is in; the same state always lists the same steps.</param>
    Decision Choose(RunView run);

    /// <summary>Shows the end of a run.</summary>
    /// <param name="world">The world there; taken elsewhere, it is to be brought back.</param>
    void Finish(World world)
    {
    }
}
