using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>What a client knows: how far it is in its script, and what came of its operations.</summary>
public sealed class ClientState : State, IWaits, IAdvances
{
    private readonly IReadOnlyList<ClientStep> _script;

    internal ClientState(Journal journal, IReadOnlyList<ClientStep> script)
        : base(journal)
    {
        _script = script;
        Next = Variable<int>();
        Progress = Variable<ClientProgress>();
        Pasid = Variable<Pasid>();
        Bound = SortedMap<DeviceId, Pasid>(64);
        Outcomes = SortedMap<OperationId, Outcome>(Math.Max(script.Count, 1));
    }

    /// <summary>The place in the script of the operation in hand; the length of the script at the end.</summary>
    public Variable<int> Next { get; }

    /// <summary>How far the operation in hand has come.</summary>
    public Variable<ClientProgress> Progress { get; }

    /// <summary>The id that GETPASID answered last; none when it was refused.</summary>
    public Variable<Pasid> Pasid { get; }

    /// <summary>The processes that it has bound.</summary>
    public SortedMap<DeviceId, Pasid> Bound { get; }

    /// <summary>What came of the operations that were done; those that were skipped are not in it.</summary>
    public SortedMap<OperationId, Outcome> Outcomes { get; }

    /// <inheritdoc/>
    public int Place => Next.Value;

    /// <inheritdoc/>
    public int LastPlace => _script.Count;

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Next.Value < _script.Count) { waits.For(Awaited(_script[Next.Value].Action), _script[Next.Value].Id); }
    }

    /// <summary>With its first lock in hand it waits for the second.</summary>
    private ActorId Awaited(ClientAction action) =>
        action.Kind is ClientActionKind.FillDirectory or ClientActionKind.WalkPasids && Progress.Value.At > 0
            ? action.Second
            : action.To;
}
