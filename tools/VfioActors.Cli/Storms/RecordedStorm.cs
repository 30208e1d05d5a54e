using VfioActors.Behaviors.Values;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Strategies;
using VfioActors.Storm.Reductions;
using VfioActors.Tracing.Files;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Cli.Storms;

/// <summary>A recording of free actors in a file: replayed, judged, and what it broke made small.</summary>
/// <param name="path">The file.</param>
/// <param name="terminal">For progress.</param>
/// <param name="quiet">Whether progress is not wanted.</param>
internal sealed class RecordedStorm(string path, Terminal terminal, bool quiet)
{
    /// <summary>A storm of an hour fits; a step takes two bytes of memory.</summary>
    private static readonly TraceLimits Limits = TraceLimits.Default with { Steps = 1_000_000_000, Bytes = 1L << 36 };

    /// <summary>Whether a file is one.</summary>
    public static bool Is(string path) => RecordingReader.IsRecording(path);

    /// <summary>Reads it, replays it and judges every step.</summary>
    /// <param name="catalog">Where its scenario is looked up.</param>
    /// <returns>Null when it was ended before anything was known.</returns>
    /// <exception cref="UsageException">It does not fit the model.</exception>
    public (Recording Recording, StormInvestigation Investigation)? Judge(Catalog catalog)
    {
        using ProgressLine progress = new(terminal, isWanted: !quiet);
        progress.Show($"reading {path}");
        (Recording, StormInvestigation)? judged = null;
        var isDone = Aside.Run(() => judged = Judged(catalog, progress), () => { }, terminal.Cancellation);
        return isDone ? judged : null;
    }

    /// <summary>Makes small what was broken; when that is ended, as much as was known by then.</summary>
    public StormTrial Reduce(StormInvestigation investigation)
    {
        using ProgressLine progress = new(terminal, isWanted: !quiet);
        if (investigation.Run.Findings.Count > 0)
        {
            Aside.Run(() => investigation.Go(terminal.Cancellation), Look, terminal.Cancellation);
        }

        return investigation.Known;

        void Look() => progress.Show(investigation.Count == 0
            ? "looking for what was broken first"
            : $"making broken property {investigation.Done + 1} of {investigation.Count} small");
    }

    private (Recording Recording, StormInvestigation Investigation) Judged(Catalog catalog, ProgressLine progress)
    {
        var recording = RecordingReader.ReadFile(path, Limits);
        try
        {
            var scenario = catalog.FindFor(path, recording.Header.Scenario);
            progress.Show($"judging {path}");
            return (recording, Building.Guard(scenario, () => StormInvestigation.Begin(
                scenario, recording, Told(recording, progress), terminal.Cancellation)));
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or ReplayMisfitException)
        {
            throw new UsageException($"{path}: {failure.Message}");
        }
    }

    private static Action<int> Told(Recording recording, ProgressLine progress)
    {
        var all = recording.Orders.Sum(order => (long)order.Words.Count);
        return steps => progress.Show($"judging: {Amount.Number(steps)} of about {Counted.Grouped(all, "step")}");
    }
}
