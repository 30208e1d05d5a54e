using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Spapr;

namespace VfioActors.Conformance.Actors;

/// <summary>
/// Performs operations by the behaviours of type1: each call is a message, and everything that follows from it happens
/// in a legal order that a seed draws.
/// </summary>
public sealed class ActorPerformer : IPerformer
{
    /// <summary>What a stop of the kernel is called in recordings.</summary>
    private const string KernelStopped = "kernel BUG";

    private readonly ModelRun _run;
    private readonly Processes _processes = new();
    private readonly FileCalls _files;
    private readonly DriverCalls _drivers;
    private readonly MemoryCalls _memory;

    /// <summary>Starts the actors of one case.</summary>
    /// <param name="header">The kernel and machine.</param>
    /// <param name="seed">Draws the order of steps.</param>
    public ActorPerformer(RecordingHeader header, long seed)
    {
        _run = new(new(header), seed);
        FrameLabels names = new(_run, _processes);
        _files = new(_run, _processes, names, header.MappingsMax);
        _drivers = new(_run, _processes, names, header);
        _memory = new(_run, _processes, names, _files);
    }

    /// <inheritdoc/>
    public Outcome Perform(Operation operation, IDriverScript drivers)
    {
        OutcomeBuilder outcome = new();
        _run.Script = drivers;
        _run.Clear();
        var warned = _run.Warnings;
        var answer = Do(operation, outcome);
        foreach (var heard in _run.Events) { outcome.Event(heard); }
        if (_run.Crash is { } crash) { return Stopped(crash); }
        outcome.Answer(answer);
        _memory.Tell(outcome);
        _files.Tell(outcome);
        if (_run.Warnings > warned) { outcome.Number(Facts.Warnings, _run.Warnings - warned); }
        return outcome.Build();
    }

    private long? Do(Operation operation, OutcomeBuilder outcome) => operation switch
    {
        ContainerOperation container => _files.Do(container, outcome),
        SpaprOperation spapr => _files.Do(spapr, outcome),
        GroupOperation group => _files.Do(group, outcome),
        DriverOperation driver => _drivers.Do(driver, outcome),
        MemoryOperation memory => _memory.Do(memory, outcome),
        ProcessOperation process => _memory.Do(process),
        ProbeOperation.CountPins pins => _memory.CountPins(pins, outcome),
        ProbeOperation probe => _files.Do(probe, outcome),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    /// <summary>The twelfth round of callbacks stops the kernel; any other crash is one of the model.</summary>
    private Outcome Stopped(string crash)
    {
        var isKernels = crash.Contains("11 times", StringComparison.Ordinal);
        return new OutcomeBuilder().Set(Facts.Fatal, isKernels ? KernelStopped : crash)
            .Number(Facts.Callbacks, _run.Events.Count)
            .Set(Facts.Caller, "stuck")
            .Build();
    }
}
