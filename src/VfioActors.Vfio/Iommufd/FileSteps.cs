using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Iommufd;

/// <summary>
/// Queues that are read as files: a file holds a count of its queue, which it gives back when it is released.
/// </summary>
internal sealed class FileSteps(IommufdOptions options, DefectSet defects)
{
    private readonly bool _releasesLater = defects.Has(LivingDefects.FileIsReleasedAfterAbort);
    private readonly bool _releasesTwice = defects.Has(LivingDefects.FileIsReleasedTwice);

    internal void OnFaultQueue(
        IommufdState state, in IommufdMessage.AllocFaultQueue alloc, ActorId user, Outbox outbox)
    {
        var queue = AllocSteps.New(ObjectKind.FaultQueue, ObjectPhase.Reserved);
        Open(state, in queue, new(user, outbox.Serving), outbox);
    }

    internal void OnVeventq(IommufdState state, in IommufdMessage.AllocVeventq alloc, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        var error = alloc.Type == 0 ? Errno.EOPNOTSUPP
            : !state.TryFind(alloc.Viommu, ObjectKind.Viommu, out _) ? Errno.ENOENT
            : HasQueue(state, in alloc) ? Errno.EEXIST
            : Errno.None;
        if (error != Errno.None)
        {
            call.Return(outbox, error);
            return;
        }

        Open(state, AllocSteps.New(ObjectKind.Veventq, ObjectPhase.Reserved) with
        {
            Parent = alloc.Viommu,
            Detail = alloc.Type,
        }, call, outbox);
    }

    private static bool HasQueue(IommufdState state, in IommufdMessage.AllocVeventq alloc)
    {
        foreach (var known in state.Objects.Values)
        {
            var isSame = known.Kind == ObjectKind.Veventq && known.Parent == alloc.Viommu && known.Detail == alloc.Type;
            if (isSame) { return true; }
        }

        return false;
    }

    private void Open(IommufdState state, in IommufdObject queue, PendingCall call, Outbox outbox)
    {
        state.Count(queue.Parent, 1);
        var id = state.Reserve(queue with { Users = 2, Marks = ObjectMarks.HasFile });
        outbox.Note($"makes {queue.Kind} {id} and its file");
        if (options.FilesAreFull)
        {
            Abort(state, id, copied: true, outbox);
            call.Return(outbox, Errno.EMFILE);
        }
        else if (options.AnswersFault)
        {
            Abort(state, id, copied: false, outbox);
            call.Return(outbox, Errno.EFAULT);
        }
        else
        {
            state.Objects[id] = state.Objects[id] with { Phase = ObjectPhase.Live };
            call.Return(outbox, Errno.None, id.Value);
        }
    }

    /// <summary>The file is put and the queue freed; what the file does at its release must come before.</summary>
    private void Abort(IommufdState state, ObjectId id, bool copied, Outbox outbox)
    {
        var queue = state.Objects[id];
        if (_releasesLater) { outbox.Send(outbox.Self, new IommufdMessage.ReleaseFile(id, queue.Serial)); }
        else { Release(state, id, outbox); }
        if (_releasesTwice && !copied) { Release(state, id, outbox); }
        outbox.Note($"frees {queue.Kind} {id}");
        state.Count(queue.Parent, -1);
        state.Objects.Remove(id);
    }

    internal static void Release(IommufdState state, ObjectId id, Outbox outbox)
    {
        var queue = state.Objects[id];
        outbox.Note($"releases the file of {queue.Kind} {id}");
        if (!queue.Is(ObjectMarks.HasFile)) { state.DoubleReleases.Value++; }
        state.Objects[id] = queue with { Users = queue.Users - 1, Marks = queue.Marks & ~ObjectMarks.HasFile };
    }

    internal static void OnReleaseFile(IommufdState state, in IommufdMessage.ReleaseFile release, Outbox outbox)
    {
        if (state.IsThere(release.Queue, release.Serial))
        {
            Release(state, release.Queue, outbox);
            return;
        }

        outbox.Note($"drops a count in freed memory");
        state.Uses.Value++;
    }

    internal static void OnClose(IommufdState state, in IommufdMessage.CloseFile close, ActorId user, Outbox outbox)
    {
        var id = close.Queue;
        var isOpen = state.Objects.TryGet(id, out var queue) && queue.Is(ObjectMarks.HasFile);
        if (isOpen) { Release(state, id, outbox); }
        new PendingCall(user, outbox.Serving).Return(outbox, isOpen ? Errno.None : Errno.EBADF);
    }
}
