using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Scenarios.Storms;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Storm.Reductions;

/// <summary>What the replay of a recorded storm came to.</summary>
/// <param name="Run">The replay, every step of which was judged.</param>
/// <param name="Diagnoses">What was broken first, each property made small.</param>
/// <param name="NotReduced">The properties that were broken and could not be made small.</param>
public sealed record StormTrial(
    RecordedRun Run, IReadOnlyList<Diagnosis> Diagnoses, IReadOnlyList<Finding> NotReduced)
{
    /// <summary>Replaying and cutting short is for any length, making small is for runs that a world holds.</summary>
    private const int StepsMax = 500_000;

    /// <summary>Replays a recorded run, and makes small what it broke first.</summary>
    /// <param name="scenario">The scenario of its header.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="reduces">Whether to make anything small.</param>
    /// <exception cref="ReplayMisfitException">The recording and the model disagree.</exception>
    /// <exception cref="FormatException">The recording makes no sense.</exception>
    /// <exception cref="ArgumentException">The header does not fit the scenario.</exception>
    public static StormTrial Of(Scenario scenario, Recording recording, bool reduces = true)
    {
        var setup = TraceReplayer.SetupOf(scenario, recording.Header);
        var (run, cut) = ForwardReplayer.Replay(setup, recording);
        if (run.Findings.Count == 0 || !reduces) { return new(run, [], run.Findings); }
        var isTooLong = cut.Orders.Sum(order => (long)order.Words.Count) > StepsMax;
        var findings = isTooLong ? run.Findings : RecordingReplayer.Replay(setup, cut).Findings;
        List<Diagnosis> diagnoses = [];
        List<Finding> left = [.. findings.Where(finding => isTooLong && !IsEarly(setup, finding))];
        foreach (var finding in findings.Except(left).DistinctBy(one => one.Property).ToList())
        {
            if (Minimize(setup, cut, finding) is { } small) { diagnoses.Add(small); }
            else { left.Add(finding); }
        }

        return new(run, diagnoses, left);
    }

    /// <summary>What a storm breaks at rest may be broken in its first steps already.</summary>
    private static bool IsEarly(Setup setup, Finding finding) =>
        setup.Scenario is StormScenario && finding.Property is AtRest;

    /// <summary>A storm is said as a script; any other run is a trace like those that exploring finds.</summary>
    private static Diagnosis? Minimize(Setup setup, Recording cut, Finding finding)
    {
        var header = cut.Header;
        return setup.Scenario is StormScenario
            ? StormReduction.Minimize(setup, cut, finding, new(header.Product, header.Strategy, header.Seed))
            : TraceMinimizer.Minimize(setup.Scenario, RecordingReplayer.TraceOf(setup, cut, finding.Step + 1));
    }
}
