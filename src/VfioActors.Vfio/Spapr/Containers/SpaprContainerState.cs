using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>What a sPAPR container owns: what the kernel's tce_container holds, and its lock.</summary>
public sealed class SpaprContainerState : State, IWaits
{
    /// <summary>How many windows a container may have: IOMMU_TABLE_GROUP_MAX_TABLES.</summary>
    public const int WindowsMax = 2;

    /// <summary>How many groups may wait beside users: groups are never sent away.</summary>
    private const int GroupsMax = 64;

    internal SpaprContainerState(Journal journal, SpaprContainerOptions options)
        : base(journal)
    {
        Kind = Variable(options.StartsAs);
        IsOpen = Variable(options.StartsAs == SpaprKind.None ? 0 : 1);
        Owner = Variable<int>();
        Enabled = Variable<int>();
        LockedPages = Variable<PageCount>();
        IsPending = Variable(options.StartsPending ? 1 : 0);
        Groups = SortedMap<ActorId, SpaprGroup>(GroupsMax);
        Windows = SortedMap<int, OwnWindow>(WindowsMax);
        Regions = SortedMap<RegionId, OwnRegion>(1 << 14);
        Calls = SortedMap<OperationId, SpaprCall>(options.CallsMax + GroupsMax);
        Maps = SortedMap<OperationId, TceMapProgress>(options.CallsMax + GroupsMax);
        Unmaps = SortedMap<OperationId, TcePageShift>(options.CallsMax + GroupsMax);
        Window = Variable<WindowProgress>();
        Registered = Variable<RegionId>();
        Release = Variable<ReleaseProgress>();
        Leave = Variable<LeaveProgress>();
        IsLocked = Variable<int>();
        Waiting = Fifo<KeptMessage>(options.CallsMax + GroupsMax);
        Choosing = Fifo<OperationId>(options.CallsMax + GroupsMax);
        FreedUses = Variable<int>();
        foreach (var group in options.StartsWith) { Groups[group] = new(1, 0); }

        for (var slot = 0; slot < options.StartsWithWindows.Count; slot++)
        {
            Windows[slot] = options.StartsWithWindows[slot];
        }
    }

    /// <summary>Its kind.</summary>
    public Variable<SpaprKind> Kind { get; }

    /// <summary>1 while its file is open.</summary>
    public Variable<int> IsOpen { get; }

    /// <summary>1 more than the number of the process that owns it; 0 when nobody does yet.</summary>
    public Variable<int> Owner { get; }

    /// <summary>1 while maps are allowed.</summary>
    public Variable<int> Enabled { get; }

    /// <summary>How many pages ENABLE has charged and DISABLE will uncharge.</summary>
    public Variable<PageCount> LockedPages { get; }

    /// <summary>1 while the default window is still to be made.</summary>
    public Variable<int> IsPending { get; }

    /// <summary>The groups in it.</summary>
    public SortedMap<ActorId, SpaprGroup> Groups { get; }

    /// <summary>Its windows, by the place that it keeps them in.</summary>
    public SortedMap<int, OwnWindow> Windows { get; }

    /// <summary>The regions that it has registered.</summary>
    public SortedMap<RegionId, OwnRegion> Regions { get; }

    /// <summary>The calls in flight, by operation: one that has the lock, and those that need none.</summary>
    public SortedMap<OperationId, SpaprCall> Calls { get; }

    /// <summary>How far those have come that map.</summary>
    public SortedMap<OperationId, TceMapProgress> Maps { get; }

    /// <summary>The size of the IOMMU pages that those empty that unmap.</summary>
    public SortedMap<OperationId, TcePageShift> Unmaps { get; }

    /// <summary>The window that the call with the lock makes or removes.</summary>
    public Variable<WindowProgress> Window { get; }

    /// <summary>The region that the call with the lock has registered, and has yet to write down.</summary>
    public Variable<RegionId> Registered { get; }

    /// <summary>How far the end of the container has come, when the call with the lock is its end.</summary>
    public Variable<ReleaseProgress> Release { get; }

    /// <summary>How far a group that leaves has come, when that is the call with the lock.</summary>
    public Variable<LeaveProgress> Leave { get; }

    /// <summary>1 while a call has the lock.</summary>
    public Variable<int> IsLocked { get; }

    /// <summary>The calls that wait for the lock, the oldest first.</summary>
    public Fifo<KeptMessage> Waiting { get; }

    /// <summary>The calls for which it is open whether there is memory for a record, the oldest first.</summary>
    public Fifo<OperationId> Choosing { get; }

    /// <summary>Uses of records of groups that were freed; 0 in the reference.</summary>
    public Variable<int> FreedUses { get; }

    /// <summary>The process whose memory is registered; the first one while nobody owns the container.</summary>
    public ProcessId OwnerOr(ProcessId caller) => Owner.Value > 0 ? new(Owner.Value - 1) : caller;

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        foreach (ref readonly var call in Calls.Values) { waits.Queued(call.Message.From, call.Message.Operation); }

        for (var at = 0; at < Waiting.Count; at++) { waits.Queued(Waiting[at].From, Waiting[at].Operation); }
    }

    /// <summary>Finds the window that an address lies in.</summary>
    public bool TryWindow(Iova iova, out int slot, out OwnWindow window)
    {
        for (var at = 0; at < Windows.Count; at++)
        {
            (slot, window) = (Windows.Keys[at], Windows.Values[at]);
            if (window.Contains(iova)) { return true; }
        }

        (slot, window) = (-1, default);
        return false;
    }
}
