using VfioActors.Cli.Explorations;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Traces;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Schedules;
using VfioActors.Storm.Reductions;
using VfioActors.Tracing;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Cli.Storms;

/// <summary>A recording of free actors in a file: replayed, judged, and what it broke made small.</summary>
/// <param name="path">The file.</param>
internal sealed class RecordedStorm(string path)
{
    /// <summary>A storm of an hour fits; a step takes two bytes of memory.</summary>
    private static readonly TraceLimits Limits = TraceLimits.Default with { Steps = 1_000_000_000, Bytes = 1L << 36 };

    /// <summary>Whether a file is one.</summary>
    public static bool Is(string path) => RecordingReader.IsRecording(path);

    /// <summary>Reads it, replays it and judges every step.</summary>
    /// <param name="catalog">Where its scenario is looked up.</param>
    /// <param name="reduces">Whether to make small what is broken.</param>
    /// <exception cref="UsageException">It does not fit the model.</exception>
    public (Recording Recording, StormTrial Trial) Judge(Catalog catalog, bool reduces)
    {
        var recording = RecordingReader.ReadFile(path, Limits);
        try
        {
            var scenario = catalog.FindFor(path, recording.Header.Scenario);
            return (recording, StormTrial.Of(scenario, recording, reduces));
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or ReplayMisfitException)
        {
            throw new UsageException($"{path}: {failure.Message}");
        }
    }

    /// <summary>Writes what was made small, and says where.</summary>
    public static IReadOnlyList<FailureDocument> Put(IEnumerable<Diagnosis> diagnoses, TraceShelf shelf) =>
    [
        .. from diagnosis in diagnoses
           let file = shelf.Put(diagnosis)
           select FailureDocument.Of(diagnosis, file, shelf.Replay(file)),
    ];
}
