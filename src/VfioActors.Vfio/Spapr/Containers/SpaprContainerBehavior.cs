using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>
/// One container of the POWER platform. Calls that change what it has take turns; maps and unmaps run beside each
/// other, and are told apart by the operation that they serve.
/// </summary>
public sealed class SpaprContainerBehavior : IBehavior<SpaprContainerState>
{
    private readonly SpaprContainerOptions _options;
    private readonly SpaprGate _gate;
    private readonly TceMapSteps _map;
    private readonly TceUnmapSteps _unmap;
    private readonly RegionCallSteps _regions;
    private readonly EnableSteps _enable;
    private readonly WindowSteps _windows;
    private readonly ReleaseSteps _release;
    private readonly SpaprGroupSteps _groups;
    private readonly SpaprFileSteps _file;
    private readonly MessageTable<SpaprContainerState> _calls;
    private readonly MessageTable<SpaprContainerState> _rest;

    /// <param name="options">What the container is like.</param>
    public SpaprContainerBehavior(SpaprContainerOptions options)
    {
        _options = options;
        _gate = new(options);
        SettleSteps settle = new(options, _gate);
        _map = new(options, _gate, settle);
        _unmap = new(options, _map, settle);
        _regions = new(options, _gate);
        _enable = new(options, _gate);
        _windows = new(options, settle);
        _release = new(options, _windows, _enable, _regions);
        _groups = new(options, _release, settle);
        _file = new(options, _gate);
        _calls = Calls();
        _rest = Rest();
    }

    /// <inheritdoc/>
    public IReadOnlyList<HostRefusal> Refusals { get; } =
    [
        new(RegionCallSteps.RecordQuestion, "memory for the record of a registration", "tce_iommu_register_pages",
            "ENOMEM"),
        new(SpaprGroupSteps.RecordQuestion, "memory for the record of a group", "tce_iommu_attach_group", "ENOMEM"),
    ];

    /// <inheritdoc/>
    public SpaprContainerState Create(Journal journal) => new(journal, _options);

    /// <inheritdoc/>
    public void Receive(SpaprContainerState state, in Envelope envelope, Outbox outbox)
    {
        if (_calls.Hears(in envelope)) { Arrive(state, new(in envelope), outbox); }
        else { _rest.Receive(state, in envelope, outbox); }

        while (state.Waiting.Count > 0 && MayBegin(state, state.Waiting[0]))
        {
            var call = state.Waiting.Dequeue();
            outbox.Serving = call.Operation;
            Begin(state, in call, outbox);
        }
    }

    /// <summary>What may wait for the lock, and what is done when it has it or needs none.</summary>
    private MessageTable<SpaprContainerState> Calls() => new MessageTable<SpaprContainerState>()
        .On<SpaprContainerMessage.Map>(BeginMap)
        .On<SpaprContainerMessage.Unmap>(BeginUnmap)
        .On<SpaprContainerMessage.Register>(_regions.Register)
        .On<SpaprContainerMessage.Unregister>(_regions.Unregister)
        .On<SpaprContainerMessage.Enable>(_enable.Enable)
        .On<SpaprContainerMessage.Disable>(_enable.Disable)
        .On<SpaprContainerMessage.CreateWindow>(BeginCreate)
        .On<SpaprContainerMessage.RemoveWindow>(BeginRemove)
        .On<SpaprContainerMessage.Release>(_release.Release)
        .On<ContainerMessage.AttachGroup>(_groups.Attach)
        .On<ContainerMessage.DetachGroup>(_groups.Detach)
        .On<ContainerMessage.SetKind>(_groups.SetKind);

    /// <summary>What is answered at once, and the answers that calls in flight wait for.</summary>
    private MessageTable<SpaprContainerState> Rest() => new MessageTable<SpaprContainerState>()
        .On<SpaprContainerMessage.Describe>(_file.Describe)
        .On<SpaprContainerMessage.RawCall>(_file.RawCall)
        .On<ContainerMessage.Open>(SpaprFileSteps.Open)
        .On<ContainerMessage.Close>(SpaprFileSteps.Close)
        .On<ContainerMessage.HasExtension>(SpaprFileSteps.HasExtension)
        .On<ContainerMessage.OpenDevice>(SpaprFileSteps.NeedsKind)
        .On<ContainerMessage.FindBackend>(SpaprFileSteps.AnswersBackend)
        .On<ContainerMessage.Listen>(SpaprFileSteps.AnswersBackend)
        .On<ContainerMessage.Unlisten>(SpaprFileSteps.AnswersBackend)
        .On<Chosen>(OnChosen)
        .On<TceUnitMessage.Exchanged>(OnExchanged)
        .On<TceUnitMessage.Made>(OnMade)
        .On<TceUnitMessage.Removed>(OnRemoved)
        .On<PageHoldMessage.Held>(_map.OnPinned)
        .On<GuestMemoryMessage.Recharged>(OnCharged)
        .On<RegionRegistryMessage.Leased>(_map.OnLeased)
        .On<RegionRegistryMessage.Held>(_map.OnHeld)
        .On<RegionRegistryMessage.Found>(OnFound)
        .On<RegionRegistryMessage.Registered>(_regions.OnRegistered)
        .On<RegionRegistryMessage.Dropped>(OnDropped)
        .Says<SpaprContainerMessage.Description>()
        .Says<SpaprContainerMessage.Done>();

    /// <summary>A container ends when nobody is at work in it: a call in flight keeps its files open.</summary>
    private static bool MayBegin(SpaprContainerState state, in KeptMessage call)
    {
        if (state.IsLocked.Value != 0) { return false; }

        var ends = call.Is<SpaprContainerMessage.Release>()
            || (call.Is<ContainerMessage.DetachGroup>() && state.Groups.Count == 1);
        return !ends || state.Calls.Count == 0;
    }

    private void Arrive(SpaprContainerState state, in KeptMessage message, Outbox outbox)
    {
        if (_file.IsFull(state) && !IsOfGroup(in message)) { SpaprFileSteps.SendAway(message.From, outbox); }
        else if (!NeedsLock(state, in message)) { Begin(state, in message, outbox); }
        else
        {
            if (!MayBegin(state, in message) || state.Waiting.Count > 0) { outbox.Note($"waits for the lock"); }

            state.Waiting.Enqueue(in message);
        }
    }

    private static bool IsOfGroup(in KeptMessage message) => new SpaprCall(message, SpaprStage.None, 0).IsOfGroup;

    /// <summary>The default window is made under the lock, also by a map.</summary>
    private static bool NeedsLock(SpaprContainerState state, in KeptMessage call) => state.IsPending.Value != 0
        || !(call.Is<SpaprContainerMessage.Map>() || call.Is<SpaprContainerMessage.Unmap>());

    private void Begin(SpaprContainerState state, in KeptMessage call, Outbox outbox)
    {
        SpaprCallQueue.Begin(state, in call, NeedsLock(state, in call));
        _calls.Receive(state, in call, outbox);
    }

    private void BeginMap(SpaprContainerState state, in SpaprContainerMessage.Map call, Outbox outbox)
    {
        SpaprCaller caller = new(call.Modes, call.Caller);
        BeginInWindow(state, caller, _gate.OfMaps(state, caller), outbox);
    }

    private void BeginUnmap(SpaprContainerState state, in SpaprContainerMessage.Unmap call, Outbox outbox)
    {
        SpaprCaller caller = new(call.Modes, call.Caller);
        BeginInWindow(state, caller, _gate.OfMaps(state, caller), outbox);
    }

    private void BeginCreate(SpaprContainerState state, in SpaprContainerMessage.CreateWindow call, Outbox outbox)
    {
        SpaprCaller caller = new(call.Modes, call.Caller);
        BeginInWindow(state, caller, _gate.OfWindow(state, caller), outbox);
    }

    private void BeginRemove(SpaprContainerState state, in SpaprContainerMessage.RemoveWindow call, Outbox outbox)
    {
        var error = _gate.OfWindow(state, new(call.Modes, call.Caller));
        if (error != Errno.None) { SpaprCallQueue.Finish(state, error, outbox); }
        else { _windows.BeginRemove(state, in call, outbox); }
    }

    /// <summary>The default window is made first, if it is due.</summary>
    private void BeginInWindow(SpaprContainerState state, SpaprCaller caller, Errno error, Outbox outbox)
    {
        var makesFirst = error == Errno.None && state.IsPending.Value != 0;
        if (makesFirst) { error = _windows.BeginDefault(state, caller, outbox); }

        if (error != Errno.None) { SpaprCallQueue.Finish(state, error, outbox); }
        else if (!makesFirst) { GoOnInWindow(state, outbox); }
    }

    private void GoOnInWindow(SpaprContainerState state, Outbox outbox)
    {
        var call = SpaprCallQueue.Current(state, outbox).Message;
        if (call.Is<SpaprContainerMessage.Map>(out var map)) { _map.Begin(state, in map, outbox); }
        else if (call.Is<SpaprContainerMessage.Unmap>(out var unmap)) { _unmap.Begin(state, in unmap, outbox); }
        else { _windows.BeginCreate(state, call.Read<SpaprContainerMessage.CreateWindow>(), outbox); }
    }

    private void OnChosen(SpaprContainerState state, in Chosen chosen, Outbox outbox)
    {
        outbox.Serving = state.Choosing.Dequeue();
        var (call, isThere) = (SpaprCallQueue.Current(state, outbox).Message, chosen.Option == 0);
        if (call.Is<SpaprContainerMessage.Register>()) { _regions.OnChosen(state, isThere, outbox); }
        else { _groups.OnChosen(state, call.From, isThere, outbox); }
    }

    private void OnMade(SpaprContainerState state, in TceUnitMessage.Made made, Outbox outbox)
    {
        if (_windows.OnMade(state, in made, outbox)) { GoOnInWindow(state, outbox); }
    }

    private void OnRemoved(SpaprContainerState state, Outbox outbox)
    {
        if (_windows.OnRemoved(state, outbox)) { AfterRemoval(state, outbox); }
    }

    private void OnFound(SpaprContainerState state, in RegionRegistryMessage.Found found, Outbox outbox)
    {
        var isExact = SpaprCallQueue.Current(state, outbox).Stage == SpaprStage.FindingExact;
        if (isExact) { _regions.OnFoundExact(state, in found, outbox); }
        else { _map.OnFound(state, in found, outbox); }
    }

    private void OnDropped(SpaprContainerState state, in RegionRegistryMessage.Dropped dropped, Outbox outbox)
    {
        if (Ends(state, outbox)) { _release.OnDropped(state, in dropped, outbox); }
        else if (SpaprCallQueue.Current(state, outbox).Stage == SpaprStage.TakingBack)
        {
            RegionCallSteps.OnTakenBack(state, outbox);
        }
        else { _regions.OnDropped(state, in dropped, outbox); }
    }

    private void OnExchanged(SpaprContainerState state, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        var stage = SpaprCallQueue.Current(state, outbox).Stage;
        switch (stage)
        {
            case SpaprStage.Exchanging: _map.OnExchanged(state, in old, outbox); break;
            case SpaprStage.Undoing: _map.OnUndone(state, in old, outbox); break;
            case SpaprStage.Clearing: _unmap.OnCleared(state, in old, outbox); break;
            case SpaprStage.ClearingForGroup: _groups.OnCleared(state, in old, outbox); break;
            case SpaprStage.ClearingGone: AfterRemoval(state, outbox); break;
            case SpaprStage.RemovingWindow: _windows.OnCleared(state, in old, outbox); break;
            default: throw new BrokenPromiseException($"nobody waits for entries while {stage}");
        }
    }

    private void OnCharged(SpaprContainerState state, in GuestMemoryMessage.Recharged charged, Outbox outbox)
    {
        var isWhole = SpaprCallQueue.Current(state, outbox).Stage == SpaprStage.ChargingWindow;
        if (isWhole) { _enable.OnCharged(state, charged.Error, outbox); }
        else { _windows.OnCharged(state, charged.Error, outbox); }
    }

    private void AfterRemoval(SpaprContainerState state, Outbox outbox)
    {
        if (Ends(state, outbox)) { _release.Next(state, outbox); }
        else { SpaprCallQueue.Finish(state, Errno.None, outbox); }
    }

    /// <summary>Whether the call in hand ends the container.</summary>
    private static bool Ends(SpaprContainerState state, Outbox outbox)
    {
        var call = SpaprCallQueue.Current(state, outbox).Message;
        return call.Is<SpaprContainerMessage.Release>() || call.Is<ContainerMessage.DetachGroup>();
    }
}
