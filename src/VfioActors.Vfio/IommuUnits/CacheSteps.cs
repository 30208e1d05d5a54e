using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>The steps of an IOMMU unit that translate, cache translations and flush them.</summary>
internal sealed class CacheSteps(IommuUnitOptions options, DefectSet defects)
{
    private readonly bool _flushesPrimaryOnly = defects.Has(AuxDomainDefects.DeviceTlbFlushSkipsAuxDevices);

    /// <summary>
    /// A device reads: its own cache answers, else the unit's, else the owner of the tables is asked to walk.
    /// </summary>
    internal void OnDma(IommuUnitState state, IommuUnitMessage.Dma dma, ActorId driver, Outbox outbox)
    {
        var pasid = dma.Pasid.IsSome ? dma.Pasid : state.Programmed[dma.Device];
        EntryKey key = new(dma.Device, pasid);
        if (state.DeviceTlbs.TryGet(new(dma.Device.Value, pasid, dma.Iova), out var line))
        {
            Answer(driver, in line, outbox);
        }
        else if (!TryEntry(state, key, out var entry)) { Fault(driver, key, outbox); }
        else if (entry.Stage == TranslationStage.FirstLevel)
        {
            Answer(driver, new(entry.Owner, default, default), outbox);
        }
        else if (state.Iotlb.TryGet(new(entry.DomainId.Value, pasid, dma.Iova), out line))
        {
            Answer(driver, in line, outbox);
        }
        else
        {
            outbox.Note($"walks the tables of {options.NameOf(entry.Owner)}");
            outbox.Send(entry.Owner, new AuxDomainMessage.Walk(driver, dma.Device, pasid, entry.RootLevel, dma.Iova));
        }
    }

    /// <summary>
    /// The walk has come back. A translation is kept only when its entry is still there: the hardware lets no
    /// invalidation finish before the walks that it would miss.
    /// </summary>
    internal void OnWalked(IommuUnitState state, IommuUnitMessage.Walked walked, ActorId owner, Outbox outbox)
    {
        EntryKey key = new(walked.Device, walked.Pasid);
        if (walked.Error != Errno.None || !TryEntry(state, key, out var entry) || entry.Owner != owner)
        {
            Fault(walked.Driver, key, outbox);
            return;
        }

        TlbLine line = new(owner, entry.DomainId, walked.Pfn);
        if (!state.Iotlb.IsFull) { state.Iotlb[new(entry.DomainId.Value, walked.Pasid, walked.Iova)] = line; }
        var keeps = options.DeviceOf(walked.Device)!.DeviceTlb && !state.DeviceTlbs.IsFull;
        if (keeps) { state.DeviceTlbs[new(walked.Device.Value, walked.Pasid, walked.Iova)] = line; }
        Answer(walked.Driver, in line, outbox);
    }

    internal void OnFlush(IommuUnitState state, IommuUnitMessage.Flush flush, ActorId domain, Outbox outbox)
    {
        for (var at = state.Iotlb.Count - 1; at >= 0; at--)
        {
            var matches = state.Iotlb.Keys[at].Iova == flush.Iova && state.Iotlb.Values[at].Owner == domain;
            if (matches) { state.Iotlb.Remove(state.Iotlb.Keys[at]); }
        }

        for (var at = state.DeviceTlbs.Count - 1; at >= 0; at--)
        {
            var key = state.DeviceTlbs.Keys[at];
            var matches = key.Iova == flush.Iova && state.DeviceTlbs.Values[at].Owner == domain;
            if (matches && IsFlushed(state, new(key.Tag), domain)) { state.DeviceTlbs.Remove(key); }
        }

        outbox.Note($"flushes iova {flush.Iova} of {options.NameOf(domain)}");
        outbox.Send(domain, default(IommuUnitMessage.Flushed));
    }

    /// <summary>
    /// Flushes what was made through one entry: the copies of it, and the translations under its tags.
    /// </summary>
    internal static void FlushEntry(IommuUnitState state, EntryKey entry, DomainId domain)
    {
        state.PasidCache.Remove(entry);
        for (var at = state.Iotlb.Count - 1; at >= 0; at--)
        {
            var key = state.Iotlb.Keys[at];
            if (key.Tag == domain.Value && key.Pasid == entry.Pasid) { state.Iotlb.Remove(key); }
        }

        for (var at = state.DeviceTlbs.Count - 1; at >= 0; at--)
        {
            var key = state.DeviceTlbs.Keys[at];
            if (key.Tag == entry.Device.Value && key.Pasid == entry.Pasid) { state.DeviceTlbs.Remove(key); }
        }
    }

    /// <summary>A device is gone, and with it its cache.</summary>
    internal static void ForgetDevice(IommuUnitState state, DeviceId device)
    {
        state.Programmed.Remove(device);
        for (var at = state.DeviceTlbs.Count - 1; at >= 0; at--)
        {
            if (state.DeviceTlbs.Keys[at].Tag == device.Value) { state.DeviceTlbs.Remove(state.DeviceTlbs.Keys[at]); }
        }

        for (var at = state.PasidCache.Count - 1; at >= 0; at--)
        {
            if (state.PasidCache.Keys[at].Device == device) { state.PasidCache.Remove(state.PasidCache.Keys[at]); }
        }
    }

    private bool IsFlushed(IommuUnitState state, DeviceId device, ActorId domain) =>
        !_flushesPrimaryOnly || state.Primaries[device] == domain;

    private static bool TryEntry(IommuUnitState state, EntryKey key, out PasidEntry entry)
    {
        if (state.PasidCache.TryGet(key, out entry)) { return true; }
        if (!state.Entries.TryGet(key, out entry)) { return false; }
        if (!state.PasidCache.IsFull) { state.PasidCache[key] = entry; }
        return true;
    }

    private void Answer(ActorId driver, in TlbLine line, Outbox outbox)
    {
        outbox.Note($"reads page {line.Pfn} of {options.NameOf(line.Owner)}");
        outbox.Send(driver, new IommuUnitMessage.Read(Errno.None, line.Owner, line.Pfn));
    }

    private void Fault(ActorId driver, EntryKey key, Outbox outbox)
    {
        outbox.Note($"faults at {options.NameOfDevice(key.Device)}[{key.Pasid}]");
        outbox.Send(driver, new IommuUnitMessage.Read(Errno.EFAULT, default, default));
    }
}
