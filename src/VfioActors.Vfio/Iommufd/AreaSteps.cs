using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Iommufd;

/// <summary>Pages are mapped into address spaces, and charged to another process.</summary>
internal sealed class AreaSteps(DefectSet defects)
{
    private readonly bool _usesNoPages = defects.Has(LivingDefects.HalfMadeMappingIsRead);

    /// <summary>The addresses are taken under the lock; then the pages are filled in without it.</summary>
    internal static void OnMap(IommufdState state, in IommufdMessage.Map map, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        AreaKey key = new(map.Ioas, map.Page);
        var error = !state.TryFind(map.Ioas, ObjectKind.Ioas, out var ioas) ? Errno.ENOENT
            : map.Pages is not (AreaPages.File or AreaPages.Memory) ? Errno.EINVAL
            : state.Areas.Contains(key) ? Errno.EEXIST
            : state.Areas.IsFull ? Errno.ENOMEM
            : Errno.None;
        if (error != Errno.None)
        {
            call.Return(outbox, error);
            return;
        }

        outbox.Note($"takes the addresses");
        state.Get(map.Ioas);
        state.Areas[key] = AreaPages.None;
        state.Calls[call.Operation] =
            new(call, IommufdCallKind.Map, map.Ioas, new((int)map.Pages), map.Page, ioas.Serial);
        outbox.Send(outbox.Self, default(IommufdMessage.GoOn));
    }

    internal static void OnGoOn(IommufdState state, in IommufdCall call, Outbox outbox)
    {
        outbox.Note($"the mapping has its pages");
        state.Areas[new(call.First, call.Detail)] = (AreaPages)call.Second.Value;
        state.Put(call.First);
        call.Call.Return(outbox, Errno.None);
    }

    internal static void OnUnmap(IommufdState state, in IommufdMessage.Unmap unmap, ActorId user, Outbox outbox)
    {
        AreaKey key = new(unmap.Ioas, unmap.Page);
        var isThere = state.TryFind(unmap.Ioas, ObjectKind.Ioas, out _) & state.Areas.TryGet(key, out var pages);
        var error = !isThere ? Errno.ENOENT : pages == AreaPages.None ? Errno.EBUSY : Errno.None;
        if (error == Errno.None) { state.Areas.Remove(key); }
        new PendingCall(user, outbox.Serving).Return(outbox, error);
    }

    internal void OnChangeProcess(IommufdState state, ActorId user, Outbox outbox)
    {
        var error = Errno.None;
        foreach (var pages in state.Areas.Values)
        {
            if (pages == AreaPages.None && _usesNoPages)
            {
                outbox.Note($"uses the pages of a mapping that has none");
                state.NullUses.Value++;
            }

            if (pages == AreaPages.None) { error = _usesNoPages ? Errno.EFAULT : Errno.EBUSY; }
            else if (pages == AreaPages.Memory && error == Errno.None) { error = Errno.EINVAL; }
        }

        new PendingCall(user, outbox.Serving).Return(outbox, error);
    }
}
