using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.Endpoints;

/// <summary>What a device knows: how far it is in its script, and what came of it.</summary>
public sealed class EndpointState : State
{
    private const int StartersMost = 64;

    private readonly EndpointOptions _options;

    internal EndpointState(Journal journal, EndpointOptions options)
        : base(journal)
    {
        _options = options;
        Next = Variable<int>();
        Wait = Variable<EndpointWait>();
        Starters = Fifo<EndpointStarter>(StartersMost);
        Outcomes = SortedMap<OperationId, EndpointOutcome>(Math.Max(options.Script.Count, 1));
    }

    /// <summary>Whether it has begun something, or is to do so by itself, and has not come to its end.</summary>
    public bool IsBusy => _options.Waits ? Starters.Count > 0 : Next.Value < _options.Script.Count;

    /// <summary>The place in the script of what it does; the length of the script at the end.</summary>
    public Variable<int> Next { get; }

    /// <summary>What it waits for.</summary>
    public Variable<EndpointWait> Wait { get; }

    /// <summary>Who had it do what it does, and who has it do something next.</summary>
    public Fifo<EndpointStarter> Starters { get; }

    /// <summary>What came of the things that are over.</summary>
    public SortedMap<OperationId, EndpointOutcome> Outcomes { get; }
}
