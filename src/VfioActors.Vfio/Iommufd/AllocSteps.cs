using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Iommufd;

/// <summary>Objects are made that need nothing but others: each in one step.</summary>
internal static class AllocSteps
{
    internal static IommufdObject New(ObjectKind kind, ObjectPhase phase = ObjectPhase.Live) =>
        new(kind, phase, 1, 0, default, default, 0, 0, ObjectMarks.None, 0);

    /// <summary>Makes it, counts in what it needs, answers.</summary>
    private static void Make(IommufdState state, in IommufdObject made, PendingCall call, Outbox outbox)
    {
        state.Count(made.Parent, 1);
        if (made.Kind == ObjectKind.Hwpt) { state.Count(made.Other, 1); }
        var id = state.Reserve(in made);
        outbox.Note($"makes {made.Kind} {id}");
        call.Return(outbox, Errno.None, id.Value);
    }

    internal static void OnIoas(IommufdState state, in IommufdMessage.AllocIoas alloc, ActorId user, Outbox outbox) =>
        Make(state, New(ObjectKind.Ioas), new(user, outbox.Serving), outbox);

    internal static void OnBind(IommufdState state, in IommufdMessage.Bind bind, ActorId user, Outbox outbox)
    {
        var device = New(ObjectKind.Device) with { Users = 2, Marks = ObjectMarks.IsBound };
        Make(state, in device, new(user, outbox.Serving), outbox);
    }

    internal static void OnHwpt(IommufdState state, in IommufdMessage.AllocHwpt alloc, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        var error = BelowOf(state, in alloc);
        var isQueue = !alloc.FaultQueue.IsSome || state.TryFind(alloc.FaultQueue, ObjectKind.FaultQueue, out _);
        if (error == Errno.None && !isQueue) { error = Errno.ENOENT; }
        if (error != Errno.None)
        {
            call.Return(outbox, error);
            return;
        }

        Make(state, New(ObjectKind.Hwpt) with
        {
            Parent = alloc.Below,
            Other = alloc.FaultQueue,
            Marks = alloc.IsNestParent == 1 ? ObjectMarks.IsNestParent : ObjectMarks.None,
        }, call, outbox);
    }

    private static Errno BelowOf(IommufdState state, in IommufdMessage.AllocHwpt alloc)
    {
        if (!state.Objects.TryGet(alloc.Below, out var below) || below.Phase != ObjectPhase.Live)
        {
            return Errno.ENOENT;
        }

        if (below.Kind == ObjectKind.Ioas) { return Errno.None; }
        if (below.Kind != ObjectKind.Hwpt) { return Errno.EINVAL; }
        return !below.Is(ObjectMarks.IsNestParent) ? Errno.EINVAL
            : alloc.IsNestParent == 1 ? Errno.EOPNOTSUPP
            : Errno.None;
    }

    internal static void OnViommu(
        IommufdState state, in IommufdMessage.AllocViommu alloc, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        IommufdObject hwpt = default;
        var isThere = state.TryFind(alloc.Device, ObjectKind.Device, out _)
            && state.TryFind(alloc.Hwpt, ObjectKind.Hwpt, out hwpt);
        var error = alloc.Type == 0 ? Errno.EOPNOTSUPP
            : !isThere ? Errno.ENOENT
            : !hwpt.Is(ObjectMarks.IsNestParent) ? Errno.EINVAL
            : Errno.None;
        if (error != Errno.None)
        {
            call.Return(outbox, error);
            return;
        }

        Make(state, New(ObjectKind.Viommu) with { Parent = alloc.Hwpt, Detail = alloc.Type }, call, outbox);
    }

    internal static void OnHwQueue(
        IommufdState state, in IommufdMessage.AllocHwQueue alloc, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        var error = alloc.Type == 0 ? Errno.EOPNOTSUPP
            : !state.TryFind(alloc.Viommu, ObjectKind.Viommu, out _) ? Errno.ENOENT
            : Errno.None;
        if (error != Errno.None)
        {
            call.Return(outbox, error);
            return;
        }

        Make(state, New(ObjectKind.HwQueue) with { Parent = alloc.Viommu, Detail = alloc.Type }, call, outbox);
    }
}
