using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>Pinning whole mappings and putting them into the IOMMU, and the way back.</summary>
public sealed class BackedPages(Type1 driver)
{
    private const ulong Page = Type1.Page;

    /// <summary>Pins every page of a mapping and translates to it; nothing is left when that fails.</summary>
    /// <param name="mapping">Its size is that of the pages that exist so far.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="caller">The process whose pages are taken, and whose limit is looked at.</param>
    public int PinAndMap(Mapping mapping, ulong size, AddressSpace caller)
    {
        for (ulong done = 0; done < size; done += Page)
        {
            var iova = mapping.Iova + done;
            var answer = PinOne(mapping, iova, caller);
            if (answer == 0 && iova > driver.Container.Header.ApertureEnd) { answer = -Errno.EFAULT; }
            if (answer != 0)
            {
                Undo(mapping);
                return answer;
            }
        }

        return 0;
    }

    /// <summary>Takes a mapping out of the IOMMU.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="charge">Whether the owner gets back what was charged.</param>
    /// <returns>How many pages were unpinned that count.</returns>
    public long Release(Mapping mapping, bool charge)
    {
        if (!driver.IsBacked) { return 0; }
        var released = mapping.Translated.Values.LongCount(frame => frame.Unpin());
        mapping.Translated.Clear();
        mapping.IsBacked = false;
        if (charge) { mapping.Charge(-released, sees: true); }
        return released;
    }

    /// <summary>Undoes what a failed attempt has pinned; pages that drivers pinned too stay charged.</summary>
    public static void Undo(Mapping mapping)
    {
        var kept = 0;
        var released = 0;
        foreach (var (iova, frame) in mapping.Translated.Where(page => page.Value.Unpin()))
        {
            released++;
            if (mapping.Pins.ContainsKey(iova)) { kept++; }
        }

        mapping.Translated.Clear();
        mapping.Charge(kept - released, sees: true);
    }

    private static int PinOne(Mapping mapping, ulong iova, AddressSpace caller)
    {
        if (caller.Pin(mapping.VaddrOf(iova), mapping.CanWrite) is not { } frame) { return -Errno.EFAULT; }
        var charged = frame.IsCounted && !mapping.Pins.ContainsKey(iova);
        var answer = charged && !mapping.IgnoresLimit && caller.LockedPages + 1 > caller.LimitPages
            ? -Errno.ENOMEM
            : mapping.Charge(charged ? 1 : 0, sees: false);
        if (answer != 0)
        {
            frame.Unpin();
            return answer;
        }

        mapping.Translated[iova] = frame;
        return 0;
    }
}
