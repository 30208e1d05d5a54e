using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Iommufd;

/// <summary>A device is put behind a virtual IOMMU, is found there by its guest's number, and leaves.</summary>
internal sealed class VdeviceSteps(IommufdOptions options, DefectSet defects)
{
    private readonly bool _showsFirst = defects.Has(LivingDefects.VdeviceIsVisibleFirst);
    private readonly bool _keepsLock = defects.Has(LivingDefects.SizeErrorKeepsLock);

    internal void OnAlloc(IommufdState state, in IommufdMessage.AllocVdevice alloc, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        var isThere = state.TryFind(alloc.Viommu, ObjectKind.Viommu, out _)
            && state.TryFind(alloc.Device, ObjectKind.Device, out _);
        if (!isThere)
        {
            call.Return(outbox, Errno.ENOENT);
            return;
        }

        state.Get(alloc.Viommu);
        state.Get(alloc.Device);
        state.Calls[call.Operation] =
            new(call, IommufdCallKind.MakeVdevice, alloc.Viommu, alloc.Device, alloc.Number, 0);
        outbox.Send(options.GroupLock, default(LockMessage.Acquire));
    }

    /// <summary>Under the lock: is there room for it, and what is it to be?</summary>
    internal void OnGranted(IommufdState state, in IommufdCall call, Outbox outbox)
    {
        var device = state.Objects[call.Second];
        var error = device.Is(ObjectMarks.IsEnding) ? Errno.ENOENT
            : device.Other.IsSome ? Errno.EEXIST
            : options.VdeviceSizeIsWrong ? Errno.EOPNOTSUPP
            : state.Objects.IsFull ? Errno.ENOMEM
            : Errno.None;
        if (error != Errno.None)
        {
            Refuse(state, in call, error, outbox);
            return;
        }

        var id = state.Reserve(AllocSteps.New(ObjectKind.Vdevice, ObjectPhase.Reserved) with
        {
            Parent = call.First,
            Other = call.Second,
            Detail = call.Detail,
        });
        state.Count(call.First, 1);
        state.Objects[call.Second] = device with { Other = id };
        VirtualKey key = new(call.First, call.Detail);
        if (_showsFirst && !state.Virtual.Contains(key)) { Show(state, key, id, outbox); }
        outbox.Send(outbox.Self, default(IommufdMessage.GoOn));
    }

    private static void Show(IommufdState state, VirtualKey key, ObjectId id, Outbox outbox)
    {
        outbox.Note($"Vdevice {id} can be found as {key.Number}");
        state.Virtual[key] = id;
    }

    /// <summary>The driver takes it, and then it can be found.</summary>
    internal void OnGoOn(IommufdState state, in IommufdCall call, Outbox outbox)
    {
        var id = state.Objects[call.Second].Other;
        VirtualKey key = new(call.First, call.Detail);
        var isOwn = state.Virtual.TryGet(key, out var shown) && shown == id;
        var error = shown.IsSome && !isOwn ? Errno.EEXIST
            : options.RefusedNumber > 0 && call.Detail == options.RefusedNumber ? Errno.EINVAL
            : Errno.None;
        if (error != Errno.None)
        {
            outbox.Note($"the driver or the table refuses Vdevice {id}");
            Undo(state, id, outbox);
            state.Count(call.First, -1);
            state.Objects.Remove(id);
            Refuse(state, in call, error, outbox);
            return;
        }

        outbox.Note($"Vdevice {id} is complete");
        state.Objects[id] = state.Objects[id] with { Phase = ObjectPhase.Live, Marks = ObjectMarks.IsComplete };
        if (!isOwn) { Show(state, key, id, outbox); }
        state.Calls.Remove(call.Call.Operation);
        outbox.Send(options.GroupLock, default(LockMessage.Release));
        state.Put(call.First);
        call.Call.Return(outbox, Errno.None, id.Value);
    }

    private void Refuse(IommufdState state, in IommufdCall call, Errno error, Outbox outbox)
    {
        state.Calls.Remove(call.Call.Operation);
        if (!_keepsLock || error != Errno.EOPNOTSUPP) { outbox.Send(options.GroupLock, default(LockMessage.Release)); }
        state.Put(call.Second);
        state.Put(call.First);
        call.Call.Return(outbox, error);
        DestroySteps.End(state, call.Second, outbox);
    }

    /// <summary>Nobody finds it any more: neither by the guest's number nor by its device.</summary>
    internal static void Undo(IommufdState state, ObjectId id, Outbox outbox)
    {
        var vdevice = state.Objects[id];
        VirtualKey key = new(vdevice.Parent, vdevice.Detail);
        if (state.Virtual.TryGet(key, out var shown) && shown == id) { state.Virtual.Remove(key); }
        state.Objects[vdevice.Other] = state.Objects[vdevice.Other] with { Other = default };
        outbox.Note($"takes Vdevice {id} apart");
        if (vdevice.Phase == ObjectPhase.Live) { state.Count(vdevice.Parent, -1); }
    }

    /// <summary>A user destroys it, under the lock.</summary>
    internal void OnDestroyGranted(IommufdState state, in IommufdCall call, Outbox outbox)
    {
        var device = state.Objects[call.First].Other;
        Undo(state, call.First, outbox);
        state.Calls.Remove(call.Call.Operation);
        DestroySteps.Free(state, call.First, outbox);
        outbox.Send(options.GroupLock, default(LockMessage.Release));
        state.Put(device);
        call.Call.Return(outbox, Errno.None);
        DestroySteps.End(state, device, outbox);
    }

    internal static void OnInvalidate(
        IommufdState state, in IommufdMessage.Invalidate invalidate, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        if (!state.TryFind(invalidate.Viommu, ObjectKind.Viommu, out _))
        {
            call.Return(outbox, Errno.ENOENT);
            return;
        }

        var isThere = state.Virtual.TryGet(new(invalidate.Viommu, invalidate.Number), out var id);
        if (isThere && !state.Objects[id].Is(ObjectMarks.IsComplete))
        {
            outbox.Note($"uses Vdevice {id}, which is not complete");
            state.IncompleteUses.Value++;
        }

        call.Return(outbox, isThere ? Errno.None : Errno.EIO);
    }
}
