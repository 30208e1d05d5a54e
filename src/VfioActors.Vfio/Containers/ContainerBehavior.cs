using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Containers.Accesses;
using VfioActors.Vfio.Containers.Attachments;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.DirtyLogs;
using VfioActors.Vfio.Containers.DriverPins;
using VfioActors.Vfio.Containers.Files;
using VfioActors.Vfio.Containers.Maps;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// One container. It serves one call at a time: a call that comes while another has the lock waits, and no answer of a
/// memory or an IOMMU is overtaken by the work of somebody else. Only while drivers are told of an unmap is the lock
/// free.
/// </summary>
public sealed class ContainerBehavior : IBehavior<ContainerState>, IRefuses
{
    private readonly ContainerOptions _options;
    private readonly MapSteps _map;
    private readonly UnmapSteps _unmap;
    private readonly FillSteps _fill;
    private readonly DrainSteps _drain;
    private readonly TellSteps _tell;
    private readonly DriverPinSteps _pin;
    private readonly DriverUnpinSteps _unpin;
    private readonly AttachSteps _attach;
    private readonly DetachSteps _detach;
    private readonly DirtyLogSteps _log;
    private readonly FileSteps _file;
    private readonly AccessRules _accessRules;
    private readonly AccessSteps _access;
    private readonly MessageTable<ContainerState> _calls;
    private readonly MessageTable<ContainerState> _rest;

    /// <param name="options">What the container is like.</param>
    public ContainerBehavior(ContainerOptions options)
    {
        MappingIndex mappings = new(options.Kernel);
        _options = options;
        _accessRules = new(options);
        _fill = new(options);
        _drain = new(options);
        _tell = new(options);
        _log = new(options, mappings);
        _map = new(options, mappings, _fill);
        _unmap = new(options, mappings, _tell, _log, _accessRules);
        _unpin = new(options, mappings);
        _pin = new(options, mappings, _unpin);
        _attach = new(options, _fill);
        _detach = new(options, _unpin);
        _file = new(options);
        _access = new(options, mappings, _accessRules);
        _calls = Calls();
        _rest = Rest();
    }

    /// <inheritdoc/>
    public IReadOnlyList<HostRefusal> Refusals { get; } =
    [
        .. DriverPinSteps.Refusals,
        new(MapSteps.RecordQuestion, "memory for the record of a mapping", "vfio_dma_do_map", "ENOMEM"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "memory for the record of a group", "vfio_iommu_type1_attach_group", "ENOMEM"),
            static (in ContainerMessage.AttachGroup _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new ContainerMessage.Done(0, Errno.ENOMEM, 0))),
        RefusableRequest.Of(
            new(0, "memory for the bitmaps", "vfio_dma_bitmap_alloc_all", "ENOMEM"),
            static (in ContainerMessage.StartLog _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new ContainerMessage.Done(0, Errno.ENOMEM, 0))),
    ];

    /// <inheritdoc/>
    public ContainerState Create(Journal journal)
    {
        ContainerState state = new(journal, _options);
        ContainerGroups.Start(state, _options);
        return state;
    }

    /// <inheritdoc/>
    public void Receive(ContainerState state, in Envelope envelope, Outbox outbox)
    {
        if (_calls.Hears(in envelope)) { state.Calls.Enqueue(in envelope, outbox); }
        else { _rest.Receive(state, in envelope, outbox); }

        _access.Wake(state);
        while (!state.Calls.IsLocked && state.Calls.Waiting.Count > 0)
        {
            Begin(state, state.Calls.TakeNext(in envelope, outbox), outbox);

            // A call that ends at once, as one that gives a vaddr back, is followed by no message that would wake.
            _access.Wake(state);
        }
    }

    private void OnChosen(ContainerState state, in Chosen chosen, Outbox outbox)
    {
        if (chosen.Question == MapSteps.RecordQuestion) { _map.OnChosen(state, chosen.Option == 0, outbox); }
        else { _pin.OnChosen(state, in chosen, outbox); }
    }

    /// <summary>What waits for the lock, and what is done when it has it.</summary>
    private MessageTable<ContainerState> Calls() => new MessageTable<ContainerState>()
        .On<ContainerMessage.Map>(_map.Begin)
        .On<ContainerMessage.Unmap>(_unmap.Begin)
        .On<ContainerCall.ResumeUnmap>(_unmap.Resume)
        .On<ContainerMessage.Told>(_tell.OnTold)
        .On<ContainerMessage.PinListEntry>(AddToPinList)
        .On<ContainerMessage.Pin>(_pin.Begin)
        .On<ContainerCall.PinAgain>(_pin.BeginAgain)
        .On<ContainerMessage.Unpin>(_unpin.Begin)
        .On<ContainerMessage.Access>(_access.Begin)
        .On<ContainerCall.NextChunk>(_access.Resume)
        .On<ContainerMessage.AttachGroup>(_attach.Begin)
        .On<ContainerMessage.SetKind>(_attach.BeginKind)
        .On<ContainerMessage.DetachGroup>(BeginDetach)
        .On<ContainerMessage.StartLog>(_log.Start)
        .On<ContainerMessage.StopLog>(DirtyLogSteps.Stop)
        .On<ContainerMessage.GetLog>(_log.Get)
        .On<ContainerMessage.Open>(FileSteps.Open)
        .On<ContainerMessage.Close>(FileSteps.Close)
        .On<ContainerMessage.HasExtension>(_file.HasExtension)
        .On<ContainerMessage.Describe>(_file.Describe)
        .On<ContainerMessage.BadCall>(FileSteps.BadCall)
        .On<ContainerMessage.OpenDevice>(FileSteps.OpenDevice)
        .On<ContainerMessage.Listen>(_file.Listen)
        .On<ContainerMessage.Unlisten>(_file.Unlisten);

    /// <summary>What is heard at once, whoever has the lock: mostly answers that the current call waits for.</summary>
    private MessageTable<ContainerState> Rest() => new MessageTable<ContainerState>()
        .On<ContainerMessage.SetMappingsMax>(SetMappingsMax)
        .On<ContainerMessage.FindBackend>(OtherBackends.Find)
        .On<GuestMemoryMessage.Pinned>(OnPinned)
        .On<IommuTableMessage.Mapped>(OnMapped)
        .On<IommuTableMessage.Unmapped>(OnUnmapped)
        .On<GuestMemoryMessage.Recharged>(OnRecharged)
        .On<IommuTableMessage.Attached>(_attach.OnAttached)
        .On<GuestMemoryMessage.Read>(AccessSteps.OnRead)
        .On<GuestMemoryMessage.Copied>(OnCopied)
        .On<GuestMemoryMessage.Moved>(MapSteps.OnMoved)
        .On<Chosen>(OnChosen)
        .Says<ContainerMessage.Bits>()
        .Says<ContainerMessage.Description>()
        .Says<ContainerMessage.Range>()
        .Says<ContainerMessage.Pinned>()
        .Says<ContainerMessage.Bytes>()
        .Says<ContainerMessage.Moved>()
        .Says<ContainerMessage.Done>();

    private void Begin(ContainerState state, in KeptMessage call, Outbox outbox)
    {
        var error = state.Kind.Value == ContainerKind.None && NeedsKind(in call)
            ? Errno.EINVAL
            : OtherBackends.RefusalToUsers(state.Kind.Value, in call);
        if (error != Errno.None) { state.Finish(error, 0, outbox); }
        else { _calls.Receive(state, in call, outbox); }
    }

    private static bool NeedsKind(in KeptMessage call) =>
        call.Is<ContainerMessage.Map>() || call.Is<ContainerMessage.Unmap>()
        || call.Is<ContainerMessage.StartLog>() || call.Is<ContainerMessage.StopLog>()
        || call.Is<ContainerMessage.GetLog>() || call.Is<ContainerMessage.Describe>()
        || call.Is<ContainerMessage.BadCall>() || call.Is<ContainerMessage.Listen>();

    private static void SetMappingsMax(ContainerState state, in ContainerMessage.SetMappingsMax most, Outbox outbox) =>
        state.MappingsMax.Value = unchecked((int)most.Mappings);

    private static void AddToPinList(
        ContainerState state, in ContainerMessage.PinListEntry entry, ActorId driver, Outbox outbox)
    {
        PinList.Add(state, in entry, driver);
        state.Drop();
    }

    private void OnPinned(ContainerState state, in GuestMemoryMessage.Pinned pinned, Outbox outbox)
    {
        if (state.Calls.Stage == CallStage.PinningForDriver) { _pin.OnPinned(state, in pinned, outbox); }
        else { AfterFill(state, _fill.OnPinned(state, in pinned, outbox), outbox); }
    }

    private void OnMapped(ContainerState state, in IommuTableMessage.Mapped mapped, Outbox outbox) =>
        AfterFill(state, _fill.OnMapped(state, in mapped, outbox), outbox);

    private void OnUnmapped(ContainerState state, in IommuTableMessage.Unmapped unmapped, Outbox outbox)
    {
        if (state.Calls.Stage == CallStage.Walking)
        {
            AfterFill(state, FillSteps.OnWalked(state, in unmapped, outbox), outbox);
            return;
        }

        AfterDrain(state, _drain.OnUnmapped(state, in unmapped, outbox), outbox);
    }

    private void OnRecharged(ContainerState state, in GuestMemoryMessage.Recharged recharged, Outbox outbox) =>
        AfterDrain(state, DrainSteps.OnRecharged(state, in recharged), outbox);

    private void AfterDrain(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        var call = state.Calls.Current;
        if (call.Is<ContainerMessage.Unmap>()) { _unmap.OnDrain(state, outcome, outbox); }
        else if (call.Is<ContainerMessage.Map>()) { MapSteps.OnDrain(state, outcome, outbox); }
        else if (call.Is<ContainerMessage.DetachGroup>()) { _detach.OnDrain(state, outcome, outbox); }
        else { AttachSteps.OnDrain(state, outcome, outbox); }
    }

    /// <summary>A copy has ended: what waits for that goes on.</summary>
    private void OnCopied(ContainerState state, in GuestMemoryMessage.Copied copied, Outbox outbox)
    {
        _access.OnCopied(state, in copied, outbox);
        if (state.Calls.Stage != CallStage.Cancelling) { return; }
        var call = state.Calls.Current;
        outbox.Serving = call.Operation;
        state.Calls.Stage = CallStage.None;
        if (call.Is<ContainerMessage.DetachGroup>()) { BeginDetach(state, call.From, outbox); }
        else { _unmap.Continue(state, outbox); }
    }

    /// <summary>A group leaves when no copy of its driver is on its way; with the last one no copy at all.</summary>
    private void BeginDetach(ContainerState state, ActorId group, Outbox outbox)
    {
        var driver = _options.Of(group).Driver;
        var waits = !_accessRules.UnmapsIgnoreLeases
            && Leases.CancelOf(state, driver, state.Groups.Count == 1, (_options.Memory, outbox));
        if (!waits) { _detach.Begin(state, group, outbox); }
        else { state.Calls.Stage = CallStage.Cancelling; }
    }

    private void AfterFill(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (state.Calls.Current.Is<ContainerMessage.Map>()) { MapSteps.OnFill(state, outcome, outbox); }
        else { _attach.OnFill(state, outcome, outbox); }
    }
}
