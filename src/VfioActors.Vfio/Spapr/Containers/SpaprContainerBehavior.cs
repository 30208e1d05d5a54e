using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>
/// One container of the POWER platform. Calls that change what it has take turns; maps and unmaps run beside each
/// other,
/// and are told apart by the operation that they serve.
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

    /// <param name="options">What the container is like.</param>
    public SpaprContainerBehavior(SpaprContainerOptions options)
    {
        _options = options;
        _gate = new(options);
        SettleSteps settle = new(options, _gate);
        _map = new(options, _gate, settle);
        _unmap = new(options, _map, settle);
        _regions = new(options);
        _enable = new(options);
        _windows = new(options, settle);
        _release = new(options, _windows, _enable, _regions);
        _groups = new(options, _release, settle);
    }

    /// <inheritdoc/>
    public SpaprContainerState Create(Journal journal) => new(journal, _options);

    /// <inheritdoc/>
    public void Receive(SpaprContainerState state, in Envelope envelope, Outbox outbox)
    {
        if (SpaprCallReader.TryRead(in envelope, out var call)) { Arrive(state, in call, outbox); }
        else if (envelope.Is<ContainerMessage.FindBackend>() || envelope.Is<ContainerMessage.Listen>()
            || envelope.Is<ContainerMessage.Unlisten>())
        {
            var error = state.Kind.Value == SpaprKind.None ? Errno.EINVAL : Errno.None;
            outbox.Send(envelope.From, new ContainerMessage.Done(0, error, 0));
        }
        else if (envelope.Is<Chosen>(out var chosen)) { OnChosen(state, in chosen, outbox); }
        else if (!TryAnswer(state, in envelope, outbox)) { throw Ensure.Unheard(in envelope); }

        while (state.Waiting.Count > 0 && MayBegin(state, state.Waiting[0]))
        {
            call = state.Waiting.Dequeue();
            outbox.Serving = call.Operation;
            Begin(state, in call, outbox);
        }
    }

    /// <summary>A container ends when nobody is at work in it: a call in flight keeps its files open.</summary>
    private static bool MayBegin(SpaprContainerState state, in SpaprCall call)
    {
        if (state.IsLocked.Value != 0) { return false; }

        var ends = call.Kind == SpaprCallKind.Release
            || (call.Kind == SpaprCallKind.DetachGroup && state.Groups.Count == 1);
        return !ends || state.Works.Count == 0;
    }

    private void Arrive(SpaprContainerState state, in SpaprCall call, Outbox outbox)
    {
        var isFull = state.Works.Count + state.Waiting.Count >= _options.CallsMax && !call.IsOfGroup;
        if (isFull) { SpaprCallBook.Answer(in call, new(0, Errno.EAGAIN, 0), outbox); }
        else if (!NeedsLock(state, in call)) { Begin(state, in call, outbox); }
        else
        {
            if (!MayBegin(state, in call) || state.Waiting.Count > 0) { outbox.Note($"waits for the lock"); }

            state.Waiting.Enqueue(in call);
        }
    }

    /// <summary>The default window is made under the lock, also by a map.</summary>
    private static bool NeedsLock(SpaprContainerState state, in SpaprCall call) =>
        call.Locks || (call.Kind is SpaprCallKind.Map or SpaprCallKind.Unmap && state.IsPending.Value != 0);

    private void Begin(SpaprContainerState state, in SpaprCall call, Outbox outbox)
    {
        var hasLock = NeedsLock(state, in call) ? 1 : 0;
        SpaprWork work = new SpaprWork() with { Call = call, HasLock = hasLock };
        var error = call.IsOfGroup || call.Kind == SpaprCallKind.Release ? Errno.None : _gate.Refusal(state, in call);
        if (hasLock != 0) { state.IsLocked.Value = 1; }

        if (error != Errno.None)
        {
            SpaprCallBook.Finish(state, in work, error, outbox);
            return;
        }

        switch (call.Kind)
        {
            case SpaprCallKind.Map or SpaprCallKind.Unmap or SpaprCallKind.CreateWindow:
                BeginInWindow(state, work, outbox);
                break;
            case SpaprCallKind.Register: _regions.Register(state, in work, outbox); break;
            case SpaprCallKind.Unregister: _regions.Unregister(state, work, outbox); break;
            case SpaprCallKind.Enable: _enable.Enable(state, in work, outbox); break;
            case SpaprCallKind.Disable: _enable.Disable(state, in work, outbox); break;
            case SpaprCallKind.RemoveWindow: _windows.BeginRemove(state, work, outbox); break;
            case SpaprCallKind.Release: _release.Next(state, work, outbox); break;
            default: BeginOnFile(state, work, outbox); break;
        }
    }

    private void BeginOnFile(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        switch (work.Call.Kind)
        {
            case SpaprCallKind.AttachGroup: _groups.Attach(state, in work, outbox); break;
            case SpaprCallKind.DetachGroup: _groups.Detach(state, work, outbox); break;
            case SpaprCallKind.SetKind: _groups.SetKind(state, in work, outbox); break;
            case SpaprCallKind.Describe: Describe(state, in work, outbox); break;
            default: AnswerFile(state, in work, outbox); break;
        }
    }

    private static void AnswerFile(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        var kind = work.Call.Kind;
        var (error, value) = kind switch
        {
            SpaprCallKind.Open => (state.IsOpen.Value != 0 ? Errno.EBUSY : Errno.None, 0UL),
            SpaprCallKind.Close => (state.IsOpen.Value == 0 ? Errno.EBADF : Errno.None, 0UL),
            SpaprCallKind.OpenDevice => (state.Kind.Value == SpaprKind.None ? Errno.EINVAL : Errno.None, 0UL),
            SpaprCallKind.HasExtension => (Errno.None, SpaprGroupSteps.Knows(work.Call.Number) ? 1UL : 0),
            _ => (Errno.ENOTTY, 0UL),
        };
        if (kind is SpaprCallKind.Open or SpaprCallKind.Close)
        {
            state.IsOpen.Value = kind == SpaprCallKind.Open ? 1 : 0;
        }

        SpaprCallBook.Finish(state, in work, new SpaprContainerMessage.Done(value, error, 0), outbox);
    }

    private void Describe(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        var isDynamic = _options.HasDynamicWindows && state.Kind.Value == SpaprKind.Second;
        outbox.Send(work.Call.Client, new SpaprContainerMessage.Description(
            default, _options.DefaultWindow, isDynamic ? _options.PageSizes : 0,
            isDynamic ? SpaprContainerState.WindowsMax : 0, isDynamic ? TableSize.LevelsMost : 0));
        SpaprCallBook.Finish(state, in work, Errno.None, outbox);
    }

    private void BeginInWindow(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        if (state.IsPending.Value == 0)
        {
            GoOnInWindow(state, work, outbox);
            return;
        }

        var error = _windows.BeginDefault(state, work, outbox);
        if (error != Errno.None) { SpaprCallBook.Finish(state, in work, error, outbox); }
    }

    private void GoOnInWindow(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        switch (work.Call.Kind)
        {
            case SpaprCallKind.Map: _map.Begin(state, work, outbox); break;
            case SpaprCallKind.Unmap: _unmap.Begin(state, work, outbox); break;
            default: _windows.BeginCreate(state, work, outbox); break;
        }
    }

    private void OnChosen(SpaprContainerState state, in Chosen chosen, Outbox outbox)
    {
        var work = state.Works[state.Choosing.Dequeue()];
        outbox.Serving = work.Call.Operation;
        if (work.Call.Kind == SpaprCallKind.Register) { _regions.OnChosen(state, work, chosen.Option == 0, outbox); }
        else { _groups.OnChosen(state, in work, chosen.Option == 0, outbox); }
    }

    private bool TryAnswer(SpaprContainerState state, in Envelope envelope, Outbox outbox)
    {
        if (!state.Works.TryGet(envelope.Operation, out var work)) { return false; }

        if (envelope.Is<TceUnitMessage.Exchanged>(out var old)) { OnExchanged(state, in work, in old, outbox); }
        else if (envelope.Is<PageHoldMessage.Held>(out var held)) { _map.OnPinned(state, work, in held, outbox); }
        else if (envelope.Is<GuestMemoryMessage.Recharged>(out var charged))
        {
            OnCharged(state, in work, charged.Error, outbox);
        }
        else if (envelope.Is<TceUnitMessage.Made>(out var made))
        {
            if (_windows.OnMade(state, work, in made, outbox)) { GoOnInWindow(state, work, outbox); }
        }
        else if (envelope.Is<TceUnitMessage.Removed>())
        {
            if (_windows.OnRemoved(state, work, outbox)) { AfterRemoval(state, in work, outbox); }
        }
        else { return TryRegistry(state, in work, in envelope, outbox); }

        return true;
    }

    private bool TryRegistry(SpaprContainerState state, in SpaprWork work, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<RegionRegistryMessage.Leased>(out var leased))
        {
            _map.OnLeased(state, work, in leased, outbox);
        }
        else if (envelope.Is<RegionRegistryMessage.Held>(out var held))
        {
            _map.OnHeld(state, work, held.Error, outbox);
        }
        else if (envelope.Is<RegionRegistryMessage.Registered>(out var registered))
        {
            _regions.OnRegistered(state, work, in registered, outbox);
        }
        else if (envelope.Is<RegionRegistryMessage.Dropped>(out var dropped))
        {
            if (Ends(work.Call.Kind)) { _release.OnDropped(state, work, in dropped, outbox); }
            else { _regions.OnDropped(state, work, in dropped, outbox); }
        }
        else if (!envelope.Is<RegionRegistryMessage.Found>(out var found)) { return false; }
        else if (work.Stage == SpaprStage.FindingExact) { _regions.OnFoundExact(state, work, in found, outbox); }
        else { _map.OnFound(state, work, in found, outbox); }

        return true;
    }

    private void OnExchanged(
        SpaprContainerState state, in SpaprWork work, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        switch (work.Stage)
        {
            case SpaprStage.Exchanging: _map.OnExchanged(state, work, in old, outbox); break;
            case SpaprStage.Undoing: _map.OnUndone(state, work, in old, outbox); break;
            case SpaprStage.Clearing: _unmap.OnCleared(state, work, in old, outbox); break;
            case SpaprStage.ClearingForGroup: _groups.OnCleared(state, work, in old, outbox); break;
            case SpaprStage.ClearingGone: AfterRemoval(state, in work, outbox); break;
            default: _windows.OnCleared(state, in work, in old, outbox); break;
        }
    }

    private void OnCharged(SpaprContainerState state, in SpaprWork work, Errno error, Outbox outbox)
    {
        var isDefault = state.IsPending.Value != 0;
        if (work.Stage == SpaprStage.ChargingWindow) { _enable.OnCharged(state, in work, error, outbox); }
        else { _windows.OnCharged(state, work, error, isDefault ? 1 : work.Call.Levels, outbox); }
    }

    private void AfterRemoval(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        if (Ends(work.Call.Kind)) { _release.Next(state, work, outbox); }
        else { SpaprCallBook.Finish(state, in work, Errno.None, outbox); }
    }

    private static bool Ends(SpaprCallKind kind) => kind is SpaprCallKind.Release or SpaprCallKind.DetachGroup;
}
