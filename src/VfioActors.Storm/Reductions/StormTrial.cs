using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Storm.Reductions;

/// <summary>What the replay of a recorded storm came to.</summary>
/// <param name="Run">The replay, every step of which was judged.</param>
/// <param name="Diagnoses">What was broken first, each property made small.</param>
/// <param name="NotReduced">The properties that were broken and could not be made small.</param>
public sealed record StormTrial(
    RecordedRun Run, IReadOnlyList<Diagnosis> Diagnoses, IReadOnlyList<Finding> NotReduced)
{
    /// <summary>What failed when something was made small, a line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Replays a recorded run, and makes small what it broke first.</summary>
    /// <param name="scenario">The scenario of its header.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="reduces">Whether to make anything small.</param>
    /// <exception cref="ReplayMisfitException">The recording and the model disagree.</exception>
    /// <exception cref="FormatException">The recording makes no sense.</exception>
    /// <exception cref="ArgumentException">The header does not fit the scenario.</exception>
    public static StormTrial Of(Scenario scenario, Recording recording, bool reduces = true)
    {
        var investigation = StormInvestigation.Begin(scenario, recording);
        if (reduces) { investigation.Go(); }
        return investigation.Known;
    }
}
