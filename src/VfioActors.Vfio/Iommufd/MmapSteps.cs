using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Iommufd;

/// <summary>Users map the registers of a command queue: a mapping holds a count of the queue.</summary>
internal sealed class MmapSteps(DefectSet defects)
{
    private readonly bool _countsLate = defects.Has(LivingDefects.MappingCountsLate);

    internal void OnMmap(IommufdState state, in IommufdMessage.Mmap mmap, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        if (!state.TryFind(mmap.Queue, ObjectKind.HwQueue, out var queue))
        {
            call.Return(outbox, Errno.ENXIO);
            return;
        }

        outbox.Note($"finds HwQueue {mmap.Queue}");
        if (!_countsLate) { state.Count(mmap.Queue, 1); }
        state.Calls[call.Operation] =
            new(call, IommufdCallKind.Mmap, mmap.Queue, default, mmap.IsWhole, queue.Serial);
        outbox.Send(outbox.Self, default(IommufdMessage.GoOn));
    }

    internal void OnGoOn(IommufdState state, in IommufdCall call, Outbox outbox)
    {
        if (!state.IsThere(call.First, call.Serial))
        {
            outbox.Note($"maps registers of HwQueue {call.First}, which is freed");
            state.Uses.Value++;
            call.Call.Return(outbox, Errno.None);
            return;
        }

        var isWhole = call.Detail == 1;
        var queue = state.Objects[call.First];
        if (_countsLate && isWhole) { queue = queue with { Users = queue.Users + 1 }; }
        else if (!_countsLate && !isWhole) { queue = queue with { Users = queue.Users - 1 }; }
        state.Objects[call.First] = queue with { Maps = queue.Maps + (isWhole ? 1 : 0) };
        call.Call.Return(outbox, isWhole ? Errno.None : Errno.ENXIO);
    }

    internal static void OnMunmap(IommufdState state, in IommufdMessage.Munmap munmap, ActorId user, Outbox outbox)
    {
        var id = munmap.Queue;
        var isMapped = state.Objects.TryGet(id, out var queue) && queue.Maps > 0;
        if (isMapped) { state.Objects[id] = queue with { Maps = queue.Maps - 1, Users = queue.Users - 1 }; }
        new PendingCall(user, outbox.Serving).Return(outbox, isMapped ? Errno.None : Errno.EINVAL);
    }
}
