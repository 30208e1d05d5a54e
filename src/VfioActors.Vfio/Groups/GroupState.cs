using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.Groups;

/// <summary>What a group owns: its file, the container that it is in, how often its device is open.</summary>
public sealed class GroupState : State, IWaits
{
    internal GroupState(Journal journal, GroupOptions options)
        : base(journal)
    {
        IsOpen = Variable(options.StartsOpen ? 1 : 0);
        Container = Variable(options.StartsIn);
        DevicesOpen = Variable(options.StartsWithDeviceOpen ? 1 : 0);
        References = Variable<int>();
        Users = Variable<int>();
        Current = Variable<KeptMessage>();
        Waiting = Fifo<KeptMessage>(16);
    }

    /// <summary>1 while its file is open.</summary>
    public Variable<int> IsOpen { get; }

    /// <summary>The container that it is in, or nobody.</summary>
    public Variable<ActorId> Container { get; }

    /// <summary>How often its device is open.</summary>
    public Variable<int> DevicesOpen { get; }

    /// <summary>How many references handles have to the group.</summary>
    public Variable<int> References { get; }

    /// <summary>How many handles keep it in its container.</summary>
    public Variable<int> Users { get; }

    /// <summary>The call in hand.</summary>
    public Variable<KeptMessage> Current { get; }

    /// <summary>The calls that wait.</summary>
    public Fifo<KeptMessage> Waiting { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Current.Value.IsSome) { waits.Queued(Current.Value.From, Current.Value.Operation); }
        for (var at = 0; at < Waiting.Count; at++) { waits.Queued(Waiting[at].From, Waiting[at].Operation); }
    }
}
