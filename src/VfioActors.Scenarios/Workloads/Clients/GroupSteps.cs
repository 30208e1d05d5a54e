using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>
/// How VFIO attaches a domain to a group: device after device, each by PASID or, where the feature is off, as primary
/// domain. What was attached by PASID is detached again when a later device fails.
/// </summary>
/// <remarks>
/// Source: vfio_iommu_attach_group and vfio_mdev_attach_domain, drivers/vfio/vfio_iommu_type1.c, Linux 5.2. Differs:
/// the feature is found off by the refusal; a primary attach is not undone, it ends with the domain.
/// </remarks>
internal sealed class GroupSteps(DefectSet defects)
{
    private readonly bool _leavesEarlierDevices = defects.Has(AuxDomainDefects.GroupAttachIsNotUndone);

    internal static bool Contains(ClientAction action, DeviceId device)
    {
        for (var at = 0; at < action.Group.Count; at++)
        {
            if (action.Group[at] == device) { return true; }
        }

        return false;
    }

    internal Outcome? Begin(ClientState state, ClientAction action, Outbox outbox) =>
        AttachAt(state, action, 0, outbox);

    internal Outcome? OnDone(ClientState state, ClientAction action, AuxDomainMessage.Done done, Outbox outbox)
    {
        var progress = state.Progress.Value;
        if (progress.Phase == ClientPhase.Undoing) { return UndoBefore(state, action, progress, outbox); }
        if (done.Error == Errno.None) { return AttachAt(state, action, progress.At + 1, outbox); }
        if (progress.Phase == ClientPhase.Doing && done.Error == Errno.EPERM)
        {
            state.Progress.Value = progress with { Phase = ClientPhase.AttachingPrimary };
            outbox.Send(action.To, new AuxDomainMessage.AttachPrimary(action.Group[progress.At]!.Value));
            return null;
        }

        return Fail(state, action, progress.At, done.Error, outbox);
    }

    private Outcome? AttachAt(ClientState state, ClientAction action, int at, Outbox outbox)
    {
        if (at == action.Group.Count) { return default(Outcome); }
        if (action.Group[at] is not { } device) { return Fail(state, action, at, Errno.EINVAL, outbox); }
        state.Progress.Value = new(at, ClientPhase.Doing, Errno.None, Pasid.None);
        outbox.Send(action.To, new AuxDomainMessage.Attach(device));
        return null;
    }

    private Outcome? Fail(ClientState state, ClientAction action, int at, Errno error, Outbox outbox) =>
        _leavesEarlierDevices
            ? new(error, default, 0)
            : UndoBefore(state, action, new(at, ClientPhase.Undoing, error, Pasid.None), outbox);

    private static Outcome? UndoBefore(ClientState state, ClientAction action, ClientProgress progress, Outbox outbox)
    {
        if (progress.At == 0) { return new(progress.Refusal, default, 0); }
        state.Progress.Value = progress with { At = progress.At - 1 };
        outbox.Send(action.To, new AuxDomainMessage.Detach(action.Group[progress.At - 1]!.Value));
        return null;
    }
}
