using VfioActors.Behaviors;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.Viommus;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>What users meant to write by IOVA, and which memory they mapped there, whenever that was.</summary>
internal sealed class AccessScript
{
    private readonly List<(ulong Iova, ulong Size, ulong Vaddr)> _mappings = [];
    private readonly List<(ulong Iova, ulong Length)> _writes = [];

    private AccessScript()
    {
    }

    /// <summary>Reads the scripts of all users.</summary>
    internal static AccessScript Of(Type1Actors actors)
    {
        AccessScript all = new();
        foreach (var (_, script) in actors.Users)
        {
            SortedDictionary<ActorId, ulong> targets = [];
            foreach (var step in script) { all.Add(step.Request, targets); }
        }

        return all;
    }

    /// <summary>The pages of the container that lead to bytes of the memory.</summary>
    internal IEnumerable<ulong> IovaPages(ulong vaddr, ulong count)
    {
        foreach (var (iova, size, start) in _mappings)
        {
            for (var page = 0UL; page < size; page += Paging.Size)
            {
                var first = start + page;
                if (vaddr < first + Paging.Size && first < vaddr + count) { yield return Paging.PageOf(iova + page); }
            }
        }
    }

    /// <summary>Whether each of the bytes may have been written by an access.</summary>
    /// <param name="asUnsigned">Whether a negative length, or an end that wraps, is gone along with.</param>
    internal bool Covers(in ChangedBytes bytes, bool asUnsigned)
    {
        var (at, end) = (bytes.First, bytes.First + bytes.Count);
        while (at < end)
        {
            var reached = Reach(at, asUnsigned);
            if (reached == at) { return false; }
            at = reached;
        }

        return true;
    }

    /// <summary>The first address from one on that no access leads to.</summary>
    private ulong Reach(ulong vaddr, bool asUnsigned)
    {
        var reached = vaddr;
        foreach (var (iova, size, start) in _mappings)
        {
            if (vaddr < start || vaddr - start >= size) { continue; }
            foreach (var (first, length) in _writes)
            {
                var distance = unchecked(iova + (vaddr - start) - first);
                var wraps = length - 1 > ulong.MaxValue - first || length > long.MaxValue;
                if (distance >= length || (wraps && !asUnsigned)) { continue; }
                reached = Math.Max(reached, vaddr + Math.Min(length - distance, size - (vaddr - start)));
            }
        }

        return reached;
    }

    private void Add(UserRequest request, SortedDictionary<ActorId, ulong> targets)
    {
        if (request.Asks<ContainerMessage.Map>(out var map))
        {
            _mappings.Add((map.Iova.Value, map.Size.Value, map.Vaddr.Value));
        }
        else if (request.Asks<ViommuMessage.Map>(out var guest))
        {
            _mappings.Add((guest.Iova.Value, guest.Size.Value, DmaRwRequests.At(0).Value + guest.Target.Value));
        }
        else if (request.Asks<VendorDriverMessage.Program>(out var program))
        {
            targets[request.To] = program.Target.Value;
        }
        else if (request.Asks<VendorDriverMessage.Run>(out var run) && run.Modes.HasFlag(AccessModes.Write))
        {
            _writes.Add((targets.GetValueOrDefault(request.To), run.Length.Value * (ulong)run.Accesses));
        }
        else if (request.Asks<VendorDriverMessage.Access>(out var access) && access.Modes.HasFlag(AccessModes.Write))
        {
            _writes.Add((access.Iova.Value, access.Length.Value));
        }
    }
}
