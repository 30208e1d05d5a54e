using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>A kernel in straight lines: each operation is one call, and nothing happens beside it.</summary>
public sealed class Machine : IPerformer
{
    private readonly MemoryCalls _memory;
    private readonly FileCalls _files;
    private readonly DriverCalls _drivers;

    public Machine(RecordingHeader header)
    {
        (Header, Kernel) = (header, Kernel.Of(header.Kernel));
        MappingsMax = header.MappingsMax;
        Processes[Operation.MainProcess] = new(Kernel, Zero);
        Names = new(this);
        _memory = new(this);
        _files = new(this);
        _drivers = new(this);
    }

    public RecordingHeader Header { get; }

    public Kernel Kernel { get; }

    public Frame Zero { get; } = new(FrameKind.Zero);

    public SortedDictionary<string, AddressSpace> Processes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Group> Groups { get; } = new(StringComparer.Ordinal);

    public FrameLabels Names { get; }

    public uint MappingsMax { get; private set; }

    /// <summary>Warnings of the operation that runs.</summary>
    public int Warnings { get; set; }

    public Group GroupOf(string name)
    {
        if (!Groups.TryGetValue(name, out var group)) { Groups[name] = group = new(name); }
        return group;
    }

    public AddressSpace ProcessOf(Operation operation) => Processes[operation.Process];

    public Outcome Perform(Operation operation, IDriverScript drivers)
    {
        OutcomeBuilder outcome = new();
        Warnings = 0;
        try
        {
            outcome.Answer(Answer(operation, drivers, outcome));
        }
        catch (KernelStoppedException stopped)
        {
            return new OutcomeBuilder().Set(Facts.Fatal, stopped.Message)
                .Number(Facts.Callbacks, outcome.Events.Count)
                .Set(Facts.Caller, "stuck").Build();
        }

        State(outcome);
        return outcome.Build();
    }

    private long? Answer(Operation operation, IDriverScript drivers, OutcomeBuilder outcome) => operation switch
    {
        ContainerOperation container => _files.Do(container, drivers, outcome),
        GroupOperation group => _files.Do(group, drivers, outcome),
        DriverOperation driver => _drivers.Do(driver, outcome),
        MemoryOperation memory => _memory.Do(memory, outcome),
        ProcessOperation process => Do(process),
        ProbeOperation probe => Do(probe, outcome),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private long Do(ProcessOperation operation)
    {
        switch (operation)
        {
            case ProcessOperation.LimitLocked limit:
                ProcessOf(operation).LimitBytes = limit.Bytes;
                break;
            case ProcessOperation.SetCapability capability:
                ProcessOf(operation).HasCapability = capability.Granted;
                break;
            case ProcessOperation.Fork fork:
                Processes[fork.Child] = ProcessOf(operation).Fork();
                _files.Fork(fork.Child);
                break;
            case ProcessOperation.Kill kill:
                Processes[kill.Child].Exit();
                _files.Exit(kill.Child);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }

        return 0;
    }

    private long Do(ProbeOperation operation, OutcomeBuilder outcome)
    {
        switch (operation)
        {
            case ProbeOperation.CountPins pins:
                Names.Look();
                outcome.List(Facts.Pins, _memory.PinsOf(pins).Select(count => $"{count}"));
                break;
            case ProbeOperation.Translate translate:
                outcome.List(Facts.Targets, Names.Of(_files.Translate(translate)));
                break;
            case ProbeOperation.LimitMappings limit:
                MappingsMax = limit.Mappings;
                break;
            default:
                break;
        }

        return 0;
    }

    private void State(OutcomeBuilder outcome)
    {
        outcome.Number(Facts.Locked, Processes[Operation.MainProcess].LockedPages * 4);
        foreach (var (name, process) in Processes.Where(process => process.Key.Length > 0 && process.Value.IsAlive))
        {
            outcome.Number(Facts.LockedOf + name, process.LockedPages * 4);
        }

        var available = _files.Available().ToList();
        if (available.Count > 0) { outcome.List(Facts.Available, available); }
        if (Warnings > 0) { outcome.Number(Facts.Warnings, Warnings); }
    }
}
