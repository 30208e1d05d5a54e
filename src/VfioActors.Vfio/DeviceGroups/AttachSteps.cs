using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>Domains come, are replaced and leave.</summary>
internal sealed class AttachSteps(DeviceGroupOptions options, HardwareSteps hardware, DefectSet defects)
{
    private readonly bool _refusesTeardown = defects.Has(LivingDefects.TeardownIsRefusedInReset);

    /// <summary>Why a call is refused before anything is done; none when it is not.</summary>
    internal Errno Refusal(DeviceGroupState state, in GroupCall call) => call.Kind switch
    {
        GroupCallKind.AttachDomain or GroupCallKind.ReplaceDomain => OfDomain(state, in call),
        GroupCallKind.AttachPasid or GroupCallKind.ReplacePasid => OfPasid(state, in call),
        GroupCallKind.FreeDomain => !call.Domain.IsOfUser || state.Freed.Contains(call.Domain) ? Errno.ENOENT
            : state.Attachments.Contains(call.Domain) ? Errno.EBUSY
            : Errno.None,
        _ => Errno.None,
    };

    private static Errno OfDomain(DeviceGroupState state, in GroupCall call)
    {
        var isThere = state.Domain.Value.IsOfUser;
        if (!call.Domain.IsOfUser) { return Errno.EINVAL; }
        if (call.Kind == GroupCallKind.ReplaceDomain && !isThere) { return Errno.EINVAL; }
        if (call.Kind == GroupCallKind.AttachDomain && isThere) { return Errno.EBUSY; }
        return state.Recovering.Value > 0 ? Errno.EBUSY : Errno.None;
    }

    private Errno OfPasid(DeviceGroupState state, in GroupCall call)
    {
        if (options.PasidsMax == 0) { return Errno.EOPNOTSUPP; }
        if (!call.Pasid.IsSome || !call.Domain.IsOfUser) { return Errno.EINVAL; }
        if (state.Recovering.Value > 0) { return Errno.EBUSY; }
        if (call.Pasid.Value >= options.PasidsMax) { return Errno.EINVAL; }
        var isThere = state.Pasids.Contains(call.Pasid);
        return call.Kind == GroupCallKind.AttachPasid ? (isThere ? Errno.EBUSY : Errno.None)
            : isThere ? Errno.None : Errno.EINVAL;
    }

    /// <summary>Does what was asked.</summary>
    internal void Carry(DeviceGroupState state, in GroupCall call, Outbox outbox)
    {
        switch (call.Kind)
        {
            case GroupCallKind.AttachDomain:
            case GroupCallKind.ReplaceDomain:
                state.Count(state.Domain.Value, -1);
                state.Count(call.Domain, 1);
                SetAll(state, call.Domain, outbox);
                break;
            case GroupCallKind.DetachDomain:
                Detach(state, outbox);
                break;
            case GroupCallKind.AttachPasid:
            case GroupCallKind.ReplacePasid:
                SetPasid(state, in call, outbox);
                break;
            case GroupCallKind.DetachPasid:
                DetachPasid(state, call.Pasid, outbox);
                break;
            default:
                outbox.Note($"frees {call.Domain}");
                state.Freed[call.Domain] = 1;
                break;
        }
    }

    /// <summary>The group's domain is another one; a blocked device gets it when its reset is over.</summary>
    private void SetAll(DeviceGroupState state, GroupDomain domain, Outbox outbox)
    {
        for (var at = 0; at < state.Devices.Count; at++)
        {
            if (state.Devices.Values[at].IsBlocked == 1) { continue; }
            hardware.Set(state, state.Devices.Keys[at], domain, outbox);
            hardware.Invalidate(state, state.Devices.Keys[at], Pasid.None, outbox);
        }

        state.Domain.Value = domain;
    }

    private void Detach(DeviceGroupState state, Outbox outbox)
    {
        if (!state.Domain.Value.IsOfUser) { return; }
        state.Count(state.Domain.Value, -1);
        if (state.Recovering.Value > 0 && _refusesTeardown)
        {
            outbox.Note($"-EBUSY inside: {state.Domain.Value} stays");
            return;
        }

        SetAll(state, options.CoreDomain, outbox);
    }

    private void SetPasid(DeviceGroupState state, in GroupCall call, Outbox outbox)
    {
        if (state.Pasids.TryGet(call.Pasid, out var old)) { state.Count(old, -1); }
        state.Count(call.Domain, 1);
        for (var at = 0; at < state.Devices.Count; at++)
        {
            HardwareSteps.SetPasid(state, state.Devices.Keys[at], call.Pasid, call.Domain, outbox);
            if (old.IsOfUser) { hardware.Invalidate(state, state.Devices.Keys[at], call.Pasid, outbox); }
        }

        state.Pasids[call.Pasid] = call.Domain;
    }

    private void DetachPasid(DeviceGroupState state, Pasid pasid, Outbox outbox)
    {
        if (!state.Pasids.TryGet(pasid, out var domain)) { return; }
        state.Count(domain, -1);
        hardware.RemoveGroupPasid(state, pasid, outbox);
        state.Pasids.Remove(pasid);
    }
}
