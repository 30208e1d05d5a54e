using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Scenarios.Storms;
using VfioActors.Storm.Measures;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Storm.Reductions;

/// <summary>
/// A recorded run, replayed and judged at once; what it broke is made small one after the other. What is known can be
/// asked for at any time, also by another thread.
/// </summary>
public sealed class StormInvestigation
{
    /// <summary>Replaying and cutting short is for any length, making small is for runs that a world holds.</summary>
    private const int StepsMax = 500_000;

    private readonly Lock _gate = new();
    private readonly Setup _setup;
    private readonly Recording _cut;
    private readonly List<Diagnosis> _diagnoses = [];
    private readonly List<Finding> _left;
    private readonly List<string> _problems = [];
    private IReadOnlyList<Finding> _hopeful = [];

    private StormInvestigation(Setup setup, RecordedRun run, Recording cut, StormAnswers answers)
    {
        (_setup, _cut, Run) = (setup, cut, run);
        Answers = answers;
        _left = [.. run.Findings];
    }

    /// <summary>The replay, every step of which was judged.</summary>
    public RecordedRun Run { get; }

    /// <summary>
    /// Why the rest of a storm proves nothing, in a few words; null when some operation succeeded, and of other runs.
    /// </summary>
    public string? Emptiness => _setup.Scenario is StormScenario
        ? StormAnswers.Emptiness(Answers.Operations, Answers.Succeeded)
        : null;

    /// <summary>What the clients of a storm were answered; of other runs nothing.</summary>
    public StormAnswers Answers { get; }

    /// <summary>How many properties are tried to be made small; 0 until <see cref="Go"/> has begun.</summary>
    public int Count => _hopeful.Count;

    /// <summary>How many of them are done.</summary>
    public int Done { get; private set; }

    /// <summary>What is known so far.</summary>
    public StormTrial Known
    {
        get { lock (_gate) { return new(Run, [.. _diagnoses], [.. _left]) { Problems = [.. _problems] }; } }
    }

    /// <summary>Replays a recorded run, and judges every step of it.</summary>
    /// <param name="scenario">The scenario of its header.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="told">Told now and then how many steps were taken.</param>
    /// <param name="cancellation">Ends the replay early.</param>
    /// <exception cref="ReplayMisfitException">The recording and the model disagree.</exception>
    /// <exception cref="FormatException">The recording makes no sense.</exception>
    /// <exception cref="ArgumentException">The header does not fit the scenario.</exception>
    public static StormInvestigation Begin(
        Scenario scenario, Recording recording, Action<int>? told = null, CancellationToken cancellation = default)
    {
        var setup = TraceReplayer.SetupOf(scenario, recording.Header);
        StormAnswers answers = new();
        var (run, cut) = ForwardReplayer.Replay(setup, recording, told, answers.Note, cancellation);
        return new(setup, run, cut, answers);
    }

    /// <summary>Makes small what was broken first.</summary>
    /// <param name="cancellation">Ends it half-way.</param>
    public void Go(CancellationToken cancellation = default)
    {
        if (Run.Findings.Count == 0) { return; }
        var isTooLong = _cut.Orders.Sum(order => (long)order.Words.Count) > StepsMax;
        var findings = isTooLong ? Run.Findings : RecordingReplayer.Replay(_setup, _cut).Findings;
        List<Finding> hopeless = [.. findings.Where(finding => isTooLong && !IsEarly(finding))];
        _hopeful = [.. findings.Except(hopeless).DistinctBy(one => one.Property)];
        lock (_gate)
        {
            _left.Clear();
            _left.AddRange([.. hopeless, .. _hopeful]);
        }

        foreach (var finding in _hopeful)
        {
            if (cancellation.IsCancellationRequested) { return; }
            Reduce(finding, cancellation);
            Done++;
        }
    }

    private void Reduce(Finding finding, CancellationToken cancellation)
    {
        try
        {
            if (Small(finding, cancellation) is not { } small) { return; }
            lock (_gate)
            {
                _diagnoses.Add(small);
                _left.Remove(finding);
            }
        }
#pragma warning disable CA1031 // It was found, and is reported as it is; the reason is told beside it.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            var problem = $"{finding.Property.Name} could not be made small: {Thrown.Words(thrown)}";
            lock (_gate) { _problems.Add(problem); }
        }
    }

    /// <summary>What a storm breaks at rest may be broken in its first steps already.</summary>
    private bool IsEarly(Finding finding) => _setup.Scenario is StormScenario && finding.Property is AtRest;

    /// <summary>A storm is said as a script; any other run is a trace like those that exploring finds.</summary>
    private Diagnosis? Small(Finding finding, CancellationToken cancellation)
    {
        var header = _cut.Header;
        return _setup.Scenario is StormScenario
            ? StormReduction.Minimize(
                _setup, _cut, finding, new(header.Product, header.Strategy, header.Seed), cancellation)
            : TraceMinimizer.Minimize(
                _setup.Scenario, RecordingReplayer.TraceOf(_setup, _cut, finding.Step + 1), cancellation);
    }
}
