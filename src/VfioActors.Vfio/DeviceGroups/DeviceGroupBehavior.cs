using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Calls;
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
    public void Receive(DeviceGroupState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<ResettableMessage.Invalidated>()) { OnInvalidated(state, outbox); }
        else if (envelope.Is<Chosen>(out var chosen)) { Carry(state, chosen.Option == 1, outbox); }
        else
        {
            if (!TryCall(in envelope, out var call)) { throw Ensure.Unheard(in envelope); }
            state.Calls.Enqueue(call);
            if (state.Calls.Count == 1) { Begin(state, outbox); }
        }
    }

    private static bool TryCall(in Envelope envelope, out GroupCall call)
    {
        var who = PendingCall.Of(in envelope);
        call = envelope.Is<DeviceGroupMessage.AttachDomain>(out var attach)
            ? new(who, GroupCallKind.AttachDomain, default, default, attach.Domain)
            : envelope.Is<DeviceGroupMessage.ReplaceDomain>(out var replace)
                ? new(who, GroupCallKind.ReplaceDomain, default, default, replace.Domain)
            : envelope.Is<DeviceGroupMessage.DetachDomain>()
                ? new(who, GroupCallKind.DetachDomain, default, default, default)
            : envelope.Is<DeviceGroupMessage.AttachPasid>(out var attachPasid)
                ? new(who, GroupCallKind.AttachPasid, default, attachPasid.Pasid, attachPasid.Domain)
            : envelope.Is<DeviceGroupMessage.ReplacePasid>(out var replacePasid)
                ? new(who, GroupCallKind.ReplacePasid, default, replacePasid.Pasid, replacePasid.Domain)
            : envelope.Is<DeviceGroupMessage.DetachPasid>(out var detachPasid)
                ? new(who, GroupCallKind.DetachPasid, default, detachPasid.Pasid, default)
            : envelope.Is<DeviceGroupMessage.Prepare>(out var prepare)
                ? new(who, GroupCallKind.Prepare, prepare.Device, default, default)
            : envelope.Is<DeviceGroupMessage.Done>(out var done)
                ? new(who, GroupCallKind.Done, done.Device, default, default)
            : envelope.Is<DeviceGroupMessage.FreeDomain>(out var free)
                ? new(who, GroupCallKind.FreeDomain, default, default, free.Domain)
            : default;
        return call.Call.Operation != OperationId.None || call.Call.Client.IsSomebody;
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
