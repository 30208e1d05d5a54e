using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>
/// An IOMMU group of the kernel's core: it does one call at a time, under its mutex, and waits meanwhile for the
/// invalidations that the call needs.
/// </summary>
public sealed class DeviceGroupBehavior : IBehavior<DeviceGroupState>
{
    private const int MemoryQuestion = 1;

    private readonly DeviceGroupOptions _options;
    private readonly AttachSteps _attaching;
    private readonly ResetSteps _resetting;

    /// <param name="options">What the group is like.</param>
    /// <param name="defects">Which defects are on.</param>
    public DeviceGroupBehavior(DeviceGroupOptions options, DefectSet defects)
    {
        _options = options;
        HardwareSteps hardware = new(options, defects);
        _attaching = new(options, hardware, defects);
        _resetting = new(options, hardware, defects);
    }

    /// <inheritdoc/>
    public IReadOnlyList<HostRefusal> Refusals { get; } =
        [new(MemoryQuestion, "memory to attach a domain", "iommu_attach_device_pasid", "ENOMEM")];

    /// <inheritdoc/>
    public DeviceGroupState Create(Journal journal)
    {
        DeviceGroupState state = new(journal, _options);
        for (var device = 0; device < _options.Devices.Count; device++)
        {
            state.Devices[new(device)] = new(_options.Domain, 0, 0);
        }

        return state;
    }

    /// <inheritdoc/>
    public void Receive(DeviceGroupState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<DeviceGroupState> Hears => field ??= new MessageTable<DeviceGroupState>()
        .On<DeviceGroupMessage.AttachDomain>((state, in attach, user, outbox) =>
            OnCall(state, new(GroupCallKind.AttachDomain, user, outbox) { Domain = attach.Domain }, outbox))
        .On<DeviceGroupMessage.ReplaceDomain>((state, in replace, user, outbox) =>
            OnCall(state, new(GroupCallKind.ReplaceDomain, user, outbox) { Domain = replace.Domain }, outbox))
        .On<DeviceGroupMessage.DetachDomain>((state, user, outbox) =>
            OnCall(state, new(GroupCallKind.DetachDomain, user, outbox), outbox))
        .On<DeviceGroupMessage.AttachPasid>(OnAttachPasid)
        .On<DeviceGroupMessage.ReplacePasid>(OnReplacePasid)
        .On<DeviceGroupMessage.DetachPasid>((state, in detach, user, outbox) =>
            OnCall(state, new(GroupCallKind.DetachPasid, user, outbox) { Pasid = detach.Pasid }, outbox))
        .On<DeviceGroupMessage.Prepare>((state, in prepare, user, outbox) =>
            OnCall(state, new(GroupCallKind.Prepare, user, outbox) { Device = prepare.Device }, outbox))
        .On<DeviceGroupMessage.Done>((state, in done, user, outbox) =>
            OnCall(state, new(GroupCallKind.Done, user, outbox) { Device = done.Device }, outbox))
        .On<DeviceGroupMessage.FreeDomain>((state, in free, user, outbox) =>
            OnCall(state, new(GroupCallKind.FreeDomain, user, outbox) { Domain = free.Domain }, outbox))
        .On<ResettableMessage.Invalidated>(OnInvalidated)
        .On<Chosen>((state, in chosen, outbox) => Carry(state, chosen.Option == 1, outbox));

    private void OnAttachPasid(
        DeviceGroupState state, in DeviceGroupMessage.AttachPasid attach, ActorId user, Outbox outbox)
    {
        GroupCall call = new(GroupCallKind.AttachPasid, user, outbox);
        OnCall(state, call with { Pasid = attach.Pasid, Domain = attach.Domain }, outbox);
    }

    private void OnReplacePasid(
        DeviceGroupState state, in DeviceGroupMessage.ReplacePasid replace, ActorId user, Outbox outbox)
    {
        GroupCall call = new(GroupCallKind.ReplacePasid, user, outbox);
        OnCall(state, call with { Pasid = replace.Pasid, Domain = replace.Domain }, outbox);
    }

    /// <summary>A call waits for the mutex, or has it at once.</summary>
    private void OnCall(DeviceGroupState state, in GroupCall call, Outbox outbox)
    {
        state.Calls.Enqueue(in call);
        if (state.Calls.Count == 1) { Begin(state, outbox); }
    }

    private void Begin(DeviceGroupState state, Outbox outbox)
    {
        var call = state.Calls[0];
        outbox.Serving = call.Call.Operation;
        var error = _attaching.Refusal(state, in call);
        if (error == Errno.None) { error = _resetting.Refusal(state, in call, outbox); }
        if (error != Errno.None) { End(state, error, outbox); }
        else if (_options.MemoryMayFail && NeedsMemory(state, in call)) { outbox.Choose(MemoryQuestion, 2); }
        else { Carry(state, fails: false, outbox); }
    }

    private static bool NeedsMemory(DeviceGroupState state, in GroupCall call) => call.Kind switch
    {
        GroupCallKind.AttachDomain or GroupCallKind.ReplaceDomain => true,
        GroupCallKind.AttachPasid or GroupCallKind.ReplacePasid => true,
        GroupCallKind.Done => state.Devices[call.Device].ResetDepth == 1,
        _ => false,
    };

    private void Carry(DeviceGroupState state, bool fails, Outbox outbox)
    {
        var call = state.Calls[0];
        outbox.Serving = call.Call.Operation;
        var isReset = call.Kind is GroupCallKind.Prepare or GroupCallKind.Done;
        if (isReset) { _resetting.Carry(state, in call, fails, outbox); }
        else if (fails)
        {
            End(state, Errno.ENOMEM, outbox);
            return;
        }
        else { _attaching.Carry(state, in call, outbox); }

        if (state.Awaited.Value == 0) { End(state, Errno.None, outbox); }
    }

    private void OnInvalidated(DeviceGroupState state, Outbox outbox)
    {
        state.Awaited.Value--;
        if (state.Awaited.Value == 0) { End(state, Errno.None, outbox); }
    }

    private void End(DeviceGroupState state, Errno error, Outbox outbox)
    {
        state.Calls.Dequeue().Call.Return(outbox, error);
        if (state.Calls.Count > 0) { Begin(state, outbox); }
    }
}
