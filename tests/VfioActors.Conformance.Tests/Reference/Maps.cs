using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>Map and unmap.</summary>
/// <remarks>Source: vfio_dma_do_map, vfio_dma_do_unmap.</remarks>
public sealed class Maps(Type1 driver, AddressSpace caller)
{
    private const ulong Page = Type1.Page;
    private const int RoundsMax = 10;

    private Mapping? _last;
    private int _rounds;

    private bool IsUpdating => driver.Kernel.UpdatesVaddr;

    public int Map(ContainerOperation.Map operation, ulong vaddr)
    {
        var flags = (MapFlags)operation.Flags;
        var known = MapFlags.Read | MapFlags.Write | (IsUpdating ? MapFlags.Vaddr : MapFlags.None);
        if (operation.Argsz < 32 || (flags & ~known) != 0) { return -Errno.EINVAL; }
        var protection = flags & (MapFlags.Read | MapFlags.Write);
        var update = (flags & MapFlags.Vaddr) != 0;
        if ((protection != 0) == update) { return -Errno.EINVAL; }
        var (iova, size) = (operation.Iova, operation.Size);
        if (size == 0 || (size | iova | vaddr) % Page != 0) { return -Errno.EINVAL; }
        if (Wraps(iova, size) || Wraps(vaddr, size)) { return -Errno.EINVAL; }
        var found = driver.Mappings.Find(iova, size);
        if (update) { return Update(found, operation, vaddr); }
        if (found is not null) { return -Errno.EEXIST; }
        if (driver.Available == 0) { return -Errno.ENOSPC; }
        if (!IsInRange(iova, size)) { return -Errno.EINVAL; }
        Mapping mapping = new()
        {
            Iova = iova,
            Vaddr = vaddr,
            Protection = protection,
            Owner = caller,
            IgnoresLimit = caller.HasCapability,
        };
        return Map(mapping, size);
    }

    public int Unmap(ContainerOperation.Unmap operation, IDriverScript drivers, OutcomeBuilder outcome)
    {
        var flags = (UnmapFlags)operation.Flags;
        var known = UnmapFlags.GetDirty | (IsUpdating ? UnmapFlags.All | UnmapFlags.Vaddr : UnmapFlags.None);
        if (operation.Argsz < 24 || (flags & ~known) != 0) { return -Errno.EINVAL; }
        var dirty = (flags & UnmapFlags.GetDirty) != 0;
        if (dirty && flags != UnmapFlags.GetDirty) { return -Errno.EINVAL; }
        if (dirty && IsBitmapWrong(operation)) { return -Errno.EINVAL; }
        var (iova, size) = (operation.Iova, operation.Size);
        if ((flags & UnmapFlags.Vaddr) != 0 && driver.Groups.Any(group => group.IsEmulated)) { return -Errno.EBUSY; }
        if (iova % Page != 0) { return -Errno.EINVAL; }
        if ((flags & UnmapFlags.All) != 0)
        {
            if (iova != 0 || size != 0) { return -Errno.EINVAL; }
            size = ulong.MaxValue;
        }
        else if (size == 0 || size % Page != 0 || Wraps(iova, size))
        {
            return -Errno.EINVAL;
        }

        if (dirty && (!driver.Dirty.IsOn || operation.Bitmap.PageSize != Page)) { return -Errno.EINVAL; }
        var bitmap = dirty && operation.Bitmap.BadPointer is null ? new byte[operation.Bitmap.Bytes] : null;
        UnmapRequest request = new(iova, size, flags, bitmap);
        var answer = Unmap(request, drivers, outcome);
        if (answer != 0) { return answer; }
        outcome.Hex(Facts.Unmapped, request.Unmapped);
        if (bitmap is not null) { outcome.Set(Facts.Bitmap, Convert.ToHexStringLower(bitmap)); }
        return 0;
    }

    private static bool Wraps(ulong start, ulong size) => unchecked(start + size - 1) < start;

    private static bool IsBitmapWrong(ContainerOperation.Unmap operation) => operation.Argsz < 48
        || DirtyTracking.IsOutsideUser(operation.Bitmap)
        || DirtyTracking.IsBitmapSizeWrong(operation.Size, operation.Bitmap);

    private bool IsInRange(ulong iova, ulong size) =>
        driver.Ranges.Count == 0
        || driver.Ranges.Any(range => iova >= range.First && unchecked(iova + size - 1) <= range.Last);

    private int Update(Mapping? mapping, ContainerOperation.Map operation, ulong vaddr)
    {
        if (mapping is null) { return -Errno.ENOENT; }
        var matches = mapping.IsVaddrInvalid && mapping.Iova == operation.Iova && mapping.Size == operation.Size;
        if (!matches) { return -Errno.EINVAL; }
        var answer = ChangeOwner(mapping);
        if (answer != 0) { return answer; }
        (mapping.Vaddr, mapping.IsVaddrInvalid) = (vaddr, false);
        driver.InvalidVaddrs--;
        return 0;
    }

    private int ChangeOwner(Mapping mapping)
    {
        if (mapping.Owner == caller) { return 0; }
        var pages = mapping.Charged;
        if (pages > 0 && !caller.HasCapability && caller.LockedPages + pages > caller.LimitPages)
        {
            return -Errno.ENOMEM;
        }

        caller.LockedPages += pages;
        if (mapping.Owner.IsAlive) { mapping.Owner.LockedPages -= pages; }
        (mapping.Owner, mapping.IgnoresLimit) = (caller, caller.HasCapability);
        return 0;
    }

    private int Map(Mapping mapping, ulong size)
    {
        driver.Available--;
        driver.Mappings.Insert(mapping);
        mapping.Size = size;
        var answer = driver.IsBacked ? driver.Pages.PinAndMap(mapping, size, caller) : 0;
        mapping.IsBacked = driver.IsBacked && answer == 0;
        if (answer == 0) { answer = driver.Dirty.Begin(mapping); }
        if (answer != 0) { driver.Remove(mapping); }
        return answer;
    }

    private int Unmap(UnmapRequest request, IDriverScript drivers, OutcomeBuilder outcome)
    {
        while (true)
        {
            if (driver.IsV2 && !request.All && driver.Bisects(request.Iova, request.Size)) { return -Errno.EINVAL; }
            if (request.Vaddr) { return Invalidate(request); }
            request.Found = Overlapping(request);
            var next = Next(request);
            while (next is not null && next.Pins.Count == 0)
            {
                if (request.Bitmap is not null && !driver.Dirty.CopyTo(next, request.Iova, request.Bitmap))
                {
                    return -Errno.EFAULT;
                }

                request.Unmapped = unchecked(request.Unmapped + next.Size);
                driver.Remove(next);
                request.Found.TryDequeue(out _);
                next = Next(request);
            }

            if (next is null) { return 0; }
            Notify(next, drivers, outcome);
        }
    }

    private Mapping? Next(UnmapRequest request)
    {
        var next = driver.Kernel.UnmapsNearestRoot
            ? driver.Mappings.Find(request.Iova, request.Size)
            : request.Found.FirstOrDefault();
        if (next is null || (!driver.IsV2 && request.Iova > next.Iova)) { return null; }
        return driver.Kernel.OnlyMapperUnmaps && next.Owner != caller ? null : next;
    }

    private Queue<Mapping> Overlapping(UnmapRequest request)
    {
        var end = unchecked(request.Iova + request.Size);
        return new(driver.Mappings.From(request.Iova, request.Size).TakeWhile(mapping => mapping.Iova < end));
    }

    private int Invalidate(UnmapRequest request)
    {
        var found = Overlapping(request)
            .TakeWhile(mapping => driver.IsV2 || request.Iova <= mapping.Iova)
            .ToList();
        if (found.Any(mapping => mapping.IsVaddrInvalid)) { return -Errno.EINVAL; }
        foreach (var mapping in found)
        {
            mapping.IsVaddrInvalid = true;
            driver.InvalidVaddrs++;
            request.Unmapped = unchecked(request.Unmapped + mapping.Size);
        }

        return 0;
    }

    private void Notify(Mapping mapping, IDriverScript drivers, OutcomeBuilder outcome)
    {
        _rounds = _last == mapping ? _rounds + 1 : 0;
        _last = mapping;
        if (_rounds > RoundsMax) { throw new KernelStoppedException(); }
        foreach (var device in driver.ListenersInTurn())
        {
            var unpins = drivers.HearUnmap(device, new(mapping.Iova, mapping.Size));
            outcome.Event(Type1.Told(device, mapping, unpins));
            Pinning pinning = new(driver);
            foreach (var unpin in unpins) { pinning.UnpinTimes(unpin); }
        }
    }
}
