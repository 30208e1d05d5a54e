using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>A reset blocks a device, and lets it go on.</summary>
internal sealed class ResetSteps(DeviceGroupOptions options, HardwareSteps hardware, DefectSet defects)
{
    private readonly bool _refusesNested = defects.Has(LivingDefects.NestedResetIsRefused);
    private readonly bool _usesNoDomain = defects.Has(LivingDefects.MissingDomainIsAttached);
    private readonly bool _blocksGroup = defects.Has(LivingDefects.ResetIsOfTheGroup);
    private readonly bool _attachesAll = defects.Has(LivingDefects.PasidsComeBackEverywhere);

    /// <summary>Why a call is refused before anything is done; none when it is not.</summary>
    internal Errno Refusal(DeviceGroupState state, in GroupCall call, Outbox outbox)
    {
        if (call.Kind is not (GroupCallKind.Prepare or GroupCallKind.Done)) { return Errno.None; }
        if (!state.Devices.TryGet(call.Device, out var device)) { return Errno.ENODEV; }
        if (call.Kind == GroupCallKind.Done) { return Errno.None; }
        var isNested = device.ResetDepth > 0;
        var isRefused = (isNested && _refusesNested) || (!isNested && _blocksGroup && state.IsResetting.Value == 1);
        if (!isRefused) { return Errno.None; }
        outbox.Note($"the reset is refused");
        state.RefusedResets.Value++;
        return Errno.EBUSY;
    }

    /// <summary>Does what was asked.</summary>
    /// <param name="fails">Whether there is no memory to attach again what is under tags.</param>
    internal void Carry(DeviceGroupState state, in GroupCall call, bool fails, Outbox outbox)
    {
        if (call.Kind == GroupCallKind.Prepare) { Prepare(state, call.Device, outbox); }
        else { Done(state, call.Device, fails, outbox); }
    }

    private void Prepare(DeviceGroupState state, DeviceId id, Outbox outbox)
    {
        var device = state.Devices[id];
        state.Devices[id] = device with { ResetDepth = device.ResetDepth + 1 };
        if (device.ResetDepth > 0) { return; }
        if (state.Domain.Value != GroupDomain.Blocking)
        {
            hardware.Set(state, id, GroupDomain.Blocking, outbox);
            hardware.Invalidate(state, id, Pasid.None, outbox);
        }

        state.Devices[id] = state.Devices[id] with { IsBlocked = 1 };
        for (var at = 0; at < state.Pasids.Count && options.PasidsMax > 0; at++)
        {
            hardware.RemovePasid(state, id, state.Pasids.Keys[at], outbox);
        }

        state.Recovering.Value++;
        state.IsResetting.Value = 1;
    }

    private void Done(DeviceGroupState state, DeviceId id, bool fails, Outbox outbox)
    {
        var device = state.Devices[id];
        if (device.ResetDepth == 0) { return; }
        state.Devices[id] = device with { ResetDepth = device.ResetDepth - 1 };
        if (device.ResetDepth > 1) { return; }
        AttachAgain(state, id, outbox);
        state.Devices[id] = state.Devices[id] with { IsBlocked = 0 };
        if (fails) { outbox.Note($"-ENOMEM inside: nothing comes back under tags"); }
        for (var at = 0; at < state.Pasids.Count && options.PasidsMax > 0 && !fails; at++)
        {
            AttachPasidAgain(state, id, state.Pasids.Keys[at], outbox);
        }

        state.Recovering.Value--;
        state.IsResetting.Value = 0;
    }

    private void AttachAgain(DeviceGroupState state, DeviceId id, Outbox outbox)
    {
        var domain = state.Domain.Value;
        if (domain == GroupDomain.Blocking || (domain == GroupDomain.None && !_usesNoDomain)) { return; }
        if (domain == GroupDomain.None)
        {
            outbox.Note($"attaches a domain that is not there");
            state.NullUses.Value++;
            return;
        }

        HardwareSteps.Use(state, domain, outbox);
        hardware.Set(state, id, domain, outbox);
    }

    private void AttachPasidAgain(DeviceGroupState state, DeviceId id, Pasid pasid, Outbox outbox)
    {
        for (var at = 0; at < state.Devices.Count; at++)
        {
            var key = state.Devices.Keys[at];
            if (key == id || _attachesAll) { HardwareSteps.SetPasid(state, key, pasid, state.Pasids[pasid], outbox); }
        }
    }
}
