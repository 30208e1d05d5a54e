using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>
/// What must come of the accesses of one user that does everything, one after the other: the rules written once more,
/// with no regard to how they are kept.
/// </summary>
internal sealed class AccessModel
{
    private readonly GuestMemoryState _memory;
    private readonly List<AccessExpectation> _all = [];
    private readonly List<(ulong Iova, ulong Size, ulong Vaddr, MapModes Rights)> _mappings = [];
    private bool _isInvalid;
    private bool _isOwnerGone;

    private AccessModel(GuestMemoryState memory) => _memory = memory;

    /// <summary>Goes through the script.</summary>
    internal static IReadOnlyList<AccessExpectation> Of(Type1Actors actors, IWorldView view)
    {
        AccessModel model = new(view.State<GuestMemoryState>(actors.Memory));
        var (user, script) = actors.Users[0];
        foreach (var step in script)
        {
            var known = view.State<UserState>(user).Outcomes.TryGet(step.Id, out var outcome);
            model.Do(step.Id, step.Request, known && outcome.Error == Errno.None);
        }

        return model._all;
    }

    private void Do(OperationId id, UserRequest request, bool succeeded)
    {
        if (request.Asks<VendorDriverMessage.Access>(out var access)) { Expect(id, in access); }
        else if (!succeeded) { return; }
        else if (request.Asks<ContainerMessage.Map>(out var map))
        {
            _mappings.Add((map.Iova.Value, map.Size.Value, map.Vaddr.Value, map.Modes));
        }
        else if (request.Asks<ContainerMessage.Unmap>(out var unmap))
        {
            if (unmap.Modes.HasFlag(UnmapModes.Vaddr)) { _isInvalid = true; }
            else { _mappings.RemoveAll(known => unchecked(known.Iova - unmap.Iova.Value) < unmap.Size.Value); }
        }
        else if (request.Asks<GuestMemoryMessage.Exec>(out _) || request.Asks<GuestMemoryMessage.Exit>(out _))
        {
            _isOwnerGone = true;
        }
    }

    private void Expect(OperationId id, in VendorDriverMessage.Access access)
    {
        var length = access.Length.Value;
        List<(ulong, ulong)> places = [];
        var error = length == 0 || length > long.MaxValue || access.Modes.HasFlag(AccessModes.NoBuffer) ? Errno.EINVAL
            : length - 1 > ulong.MaxValue - access.Iova.Value ? Errno.EOVERFLOW
            : _isInvalid ? Errno.EBUSY
            : Go(in access, places);
        _all.Add(new(id, access, error, places));
    }

    private Errno Go(in VendorDriverMessage.Access access, List<(ulong Vaddr, ulong Count)> places)
    {
        var needed = access.Modes.HasFlag(AccessModes.Write) ? MapModes.Write : MapModes.Read;
        for (var done = 0UL; done < access.Length.Value;)
        {
            var iova = access.Iova.Value + done;
            var at = _mappings.FindIndex(known => unchecked(iova - known.Iova) < known.Size);
            if (at < 0) { return Errno.EINVAL; }
            var (start, size, vaddr, rights) = _mappings[at];
            if (!rights.HasFlag(needed) || _isOwnerGone) { return Errno.EPERM; }
            var count = Math.Min(access.Length.Value - done, size - (iova - start));
            var present = Present(vaddr + (iova - start), count);
            places.Add((vaddr + (iova - start), present));
            if (present < count) { return Errno.EFAULT; }
            done += count;
        }

        return Errno.None;
    }

    private ulong Present(ulong vaddr, ulong count)
    {
        var at = 0UL;
        while (at < count && _memory.Areas.TryFrom(0, new Vaddr(vaddr + at).Page, out _))
        {
            at += Paging.Size - ((vaddr + at) & (Paging.Size - 1));
        }

        return Math.Min(at, count);
    }
}
