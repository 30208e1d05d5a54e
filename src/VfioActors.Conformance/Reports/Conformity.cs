using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Reports;

/// <summary>Puts a performer through a recording, operation by operation, each case from a fresh start.</summary>
/// <param name="header">The kernel and machine.</param>
/// <param name="start">Starts a performer for them.</param>
public sealed class Conformity(RecordingHeader header, Func<RecordingHeader, IPerformer> start)
{
    private readonly List<CaseDifference> _first = [];
    private readonly Queue<string> _before = new();
    private IPerformer? _performer;
    private RecordedDrivers _drivers = new();
    private bool _hasDiffered;
    private int _cases;
    private int _operations;
    private int _agreed;

    /// <summary>How far it agrees by now.</summary>
    public RecordingReport Report => new(_cases, _operations, _agreed, [.. _first]);

    /// <summary>How many operations were performed by now.</summary>
    public int Operations => _operations;

    /// <summary>Performs every case of a recording.</summary>
    /// <param name="recording">What was recorded.</param>
    /// <param name="start">Starts a performer for the kernel and machine of a header.</param>
    public static RecordingReport Check(KernelRecording recording, Func<RecordingHeader, IPerformer> start)
    {
        Conformity conformity = new(recording.Header, start);
        foreach (var line in recording.Lines) { conformity.Take(in line); }
        return conformity.Report;
    }

    /// <summary>Performs the next line of the recording.</summary>
    public void Take(in RecordedLine line)
    {
        if (line.Operation is not { } operation)
        {
            (_performer, _drivers, _hasDiffered) = (start(header), new(), false);
            _before.Clear();
            _cases++;
            return;
        }

        if (_performer is not { } performer) { throw new InvalidOperationException("a case begins before its lines"); }
        _drivers.Expect(operation.Outcome);
        var outcome = performer.Perform(operation.Operation, _drivers);
        _drivers.Note(operation.Operation, operation.Outcome);
        var differences = OutcomeComparer.Compare(operation.Operation, header.Kernel, operation.Outcome, outcome);
        _operations++;
        if (differences.Count == 0) { _agreed++; }
        else if (!_hasDiffered)
        {
            _hasDiffered = true;
            _first.Add(new(line.Case, operation, differences) { Before = [.. _before] });
        }

        Remember(operation.Text);
    }

    private void Remember(string text)
    {
        if (_hasDiffered) { return; }
        if (_before.Count == CaseDifference.BeforeMax) { _before.Dequeue(); }
        _before.Enqueue(text);
    }
}
