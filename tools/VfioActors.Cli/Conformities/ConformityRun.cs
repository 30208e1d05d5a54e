using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Reports;

namespace VfioActors.Cli.Conformities;

/// <summary>Performs one recording, and says how far it is.</summary>
/// <param name="terminal">Where to say so.</param>
/// <param name="file">The name of the recording.</param>
internal sealed class ConformityRun(Terminal terminal, string file)
{
    private const long OrderSeed = 1;
    private const int LookEvery = 1 << 12;

    private Conformity? _conformity;

    /// <summary>What came of it by now.</summary>
    public RecordingReport Report => _conformity?.Report ?? new(0, 0, 0, []);

    /// <summary>Why it ended before its end; null when it did not.</summary>
    public string? Cut { get; private set; }

    /// <summary>Performs a recording and closes it.</summary>
    /// <exception cref="RecordingException">A line of it is wrong.</exception>
    public void Do(RecordingStream recording)
    {
        using var opened = recording;
        using ProgressLine progress = new(terminal);
        progress.Show(file);
        _conformity = new(recording.Header, header => new ActorPerformer(header, OrderSeed));
        foreach (var line in recording.ReadLines())
        {
            if (terminal.Cancellation.IsCancellationRequested)
            {
                Cut = $"ended after {Counted.Grouped(_conformity.Operations, "operation")}";
                return;
            }

            _conformity.Take(in line);
            if (_conformity.Operations % LookEvery != 0) { continue; }
            progress.Show($"{Counted.Grouped(_conformity.Operations, "operation")} of {file}");
        }
    }
}
