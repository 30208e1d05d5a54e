using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Iommufd;

/// <summary>Objects are destroyed: by their user, or by the driver that bound a device.</summary>
internal sealed class DestroySteps(IommufdOptions options, DefectSet defects)
{
    private readonly bool _raisesCount = defects.Has(LivingDefects.DestroyRaisesCount);

    internal void OnDestroy(IommufdState state, in IommufdMessage.Destroy destroy, ActorId user, Outbox outbox)
    {
        var id = destroy.Id;
        PendingCall call = new(user, outbox.Serving);
        if (!state.Objects.TryGet(id, out var found) || found.Phase != ObjectPhase.Live)
        {
            call.Return(outbox, Errno.ENOENT);
        }
        else if (_raisesCount)
        {
            state.Count(id, 1);
            state.Calls[call.Operation] = new(call, IommufdCallKind.Destroy, id, default, 0, found.Serial);
            outbox.Send(outbox.Self, default(IommufdMessage.GoOn));
        }
        else { Destroy(state, id, call, outbox); }
    }

    /// <summary>The count that was raised to look is dropped again, with a defect.</summary>
    internal void OnGoOn(IommufdState state, in IommufdCall call, Outbox outbox)
    {
        if (!state.IsThere(call.First, call.Serial))
        {
            state.Uses.Value++;
            call.Call.Return(outbox, Errno.ENOENT);
            return;
        }

        state.Count(call.First, -1);
        Destroy(state, call.First, call.Call, outbox);
    }

    private void Destroy(IommufdState state, ObjectId id, PendingCall call, Outbox outbox)
    {
        var found = state.Objects[id];
        if (found.Users != 1) { call.Return(outbox, Errno.EBUSY); }
        else if (found.Kind == ObjectKind.Vdevice)
        {
            state.Objects[id] = found with { Phase = ObjectPhase.Leaving, Users = 0 };
            state.Calls[call.Operation] = new(call, IommufdCallKind.DestroyVdevice, id, default, 0, found.Serial);
            outbox.Send(options.GroupLock, default(LockMessage.Acquire));
        }
        else
        {
            Free(state, id, outbox);
            call.Return(outbox, Errno.None);
        }
    }

    /// <summary>What it needs is needed once less, and its memory goes.</summary>
    internal static void Free(IommufdState state, ObjectId id, Outbox outbox)
    {
        var found = state.Objects[id];
        outbox.Note($"frees {found.Kind} {id}");
        state.Count(found.Parent, -1);
        if (found.Kind == ObjectKind.Hwpt) { state.Count(found.Other, -1); }
        for (var at = state.Areas.Count - 1; at >= 0; at--)
        {
            if (state.Areas.Keys[at].Ioas == id) { state.Areas.Remove(state.Areas.Keys[at]); }
        }

        state.Objects.Remove(id);
    }

    internal void OnUnbind(IommufdState state, in IommufdMessage.Unbind unbind, ActorId user, Outbox outbox)
    {
        var id = unbind.Device;
        PendingCall call = new(user, outbox.Serving);
        var isThere = state.TryFind(id, ObjectKind.Device, out var found) && !found.Is(ObjectMarks.IsEnding);
        if (!isThere)
        {
            call.Return(outbox, Errno.ENOENT);
            return;
        }

        state.Calls[call.Operation] = new(call, IommufdCallKind.Unbind, id, default, 0, found.Serial);
        outbox.Send(options.GroupLock, default(LockMessage.Acquire));
    }

    /// <summary>Under the lock nobody puts the device behind a virtual IOMMU any more, and its vDEVICE goes.</summary>
    internal void OnUnbindGranted(IommufdState state, in IommufdCall call, Outbox outbox)
    {
        var device = state.Objects[call.First];
        state.Objects[call.First] = device with { Marks = device.Marks | ObjectMarks.IsEnding };
        var vdevice = device.Other;
        if (vdevice.IsSome && state.Objects[vdevice].Phase == ObjectPhase.Live)
        {
            VdeviceSteps.Undo(state, vdevice, outbox);
            state.Objects[vdevice] = state.Objects[vdevice] with
            {
                Phase = ObjectPhase.Tombstone,
                Users = 0,
                Parent = default,
            };
            state.Put(call.First);
        }

        outbox.Send(options.GroupLock, default(LockMessage.Release));
        state.Calls[call.Call.Operation] = call with { Kind = IommufdCallKind.AwaitCalls };
        End(state, call.First, outbox);
    }

    /// <summary>
    /// The driver's own count goes when no call has the device any more; the table's must be the last.
    /// </summary>
    internal static void End(IommufdState state, ObjectId id, Outbox outbox)
    {
        if (!TryAwaiting(state, id, out var call) || state.Objects[id].ShortTerm > 0) { return; }
        state.Calls.Remove(call.Call.Operation);
        var device = state.Objects[id];
        device = device with { Users = device.Users - 1, Marks = device.Marks & ~ObjectMarks.IsBound };
        state.Objects[id] = device;
        if (device.Users == 1) { Free(state, id, outbox); }
        else
        {
            outbox.Note($"finds Device {id} busy: a bug");
            state.FailedEnds.Value++;
        }

        var serving = outbox.Serving;
        call.Call.Return(outbox, Errno.None);
        outbox.Serving = serving;
    }

    private static bool TryAwaiting(IommufdState state, ObjectId id, out IommufdCall call)
    {
        foreach (var known in state.Calls.Values)
        {
            call = known;
            if (known.Kind == IommufdCallKind.AwaitCalls && known.First == id) { return true; }
        }

        call = default;
        return false;
    }
}
