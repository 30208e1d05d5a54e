using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>The steps of an IOMMU unit that write and clear the entries of PASID tables.</summary>
internal sealed class PasidTableSteps(IommuUnitOptions options, DefectSet defects)
{
    private readonly bool _trustsEarlierCheck = defects.Has(AuxDomainDefects.DeviceIsNotLookedAtAgain);
    private readonly bool _overwrites = defects.Has(AuxDomainDefects.PresentEntryIsOverwritten);
    private readonly bool _flushesAbsent = defects.Has(AuxDomainDefects.AbsentEntryIsFlushed);
    private readonly bool _sharesOneNode = defects.Has(AuxDomainDefects.OneListNodeForAllDevices);

    internal void OnSetEntry(IommuUnitState state, IommuUnitMessage.SetEntry set, ActorId owner, Outbox outbox)
    {
        var error = Objection(state, set, owner);
        var use = state.DomainIds[owner];
        if (error == Errno.None && set.Stage != TranslationStage.FirstLevel)
        {
            use = new(use.Count > 0 ? use.DomainId : LowestFree(state), use.Count + 1);
            state.DomainIds[owner] = use;
        }

        if (error == Errno.None)
        {
            outbox.Note($"writes {options.NameOfDevice(set.Device)}[{set.Pasid}] = {options.NameOf(owner)}");
            state.Entries[new(set.Device, set.Pasid)] = new(owner, use.DomainId, set.RootLevel, set.Stage);
            Link(state, new(set.Device, owner));
        }
        else
        {
            outbox.Note($"refuses {options.NameOfDevice(set.Device)}[{set.Pasid}]: {error.Returned()}");
        }

        outbox.Send(owner, new IommuUnitMessage.EntrySet(error));
    }

    internal void OnClearEntry(IommuUnitState state, IommuUnitMessage.ClearEntry clear, ActorId owner, Outbox outbox)
    {
        var error = Objection(state, clear);
        if (error == Errno.None)
        {
            if (!Unlink(state, new(clear.Device, owner))) { error = Errno.EFAULT; }
            RemoveEntry(state, new(clear.Device, clear.Pasid), outbox);
            if (clear.Stage != TranslationStage.FirstLevel) { CountDown(state, owner); }
        }

        if (error != Errno.None)
        {
            outbox.Note($"{(error == Errno.EFAULT ? "unlinks a poisoned node" : "undoes nothing")}");
        }

        outbox.Send(owner, new IommuUnitMessage.EntryCleared(error));
    }

    /// <summary>Frees a device's table: the entries vanish with the memory that they were in.</summary>
    internal static void FreeTable(IommuUnitState state, DeviceId device)
    {
        for (var at = state.Entries.Count - 1; at >= 0; at--)
        {
            if (state.Entries.Keys[at].Device == device) { state.Entries.Remove(state.Entries.Keys[at]); }
        }

        CacheSteps.ForgetDevice(state, device);
    }

    private Errno Objection(IommuUnitState state, in IommuUnitMessage.SetEntry set, ActorId owner)
    {
        var second = set.Stage != TranslationStage.FirstLevel;
        var mode = _trustsEarlierCheck ? DeviceMode.Enabled : options.ModeOf(state, set.Device);
        if (mode is DeviceMode.Gone or DeviceMode.Unknown) { return Errno.ENODEV; }
        if (second && mode != DeviceMode.Enabled) { return Errno.EPERM; }
        if (second && state.DomainIds[owner].Count <= 0 && LowestFree(state).Value > options.DomainIdsMax)
        {
            return Errno.ENOSPC;
        }

        if (second && (!options.SecondLevel || set.RootLevel < options.Levels)) { return Errno.EINVAL; }
        if (!Fits(set) || state.Entries.IsFull) { return Errno.ENODEV; }
        var taken = state.Entries.TryGet(new(set.Device, set.Pasid), out var entry) && entry.Owner != owner;
        return taken && !_overwrites ? Errno.EBUSY : Errno.None;
    }

    private bool Fits(in IommuUnitMessage.SetEntry set) =>
        options.DeviceOf(set.Device) is { LeafTables: true } device && set.Pasid.Value < device.PasidsMax;

    private Errno Objection(IommuUnitState state, in IommuUnitMessage.ClearEntry clear)
    {
        var mode = options.ModeOf(state, clear.Device);
        if (mode is DeviceMode.Gone or DeviceMode.Unknown) { return Errno.ENODEV; }
        return clear.Stage != TranslationStage.FirstLevel && mode != DeviceMode.Enabled ? Errno.EPERM : Errno.None;
    }

    private void RemoveEntry(IommuUnitState state, EntryKey key, Outbox outbox)
    {
        if (state.Entries.TryGet(key, out var entry))
        {
            outbox.Note($"clears {options.NameOfDevice(key.Device)}[{key.Pasid}]");
            state.Entries.Remove(key);
            CacheSteps.FlushEntry(state, key, entry.DomainId);
        }
        else if (_flushesAbsent)
        {
            outbox.Note($"flushes domain id 0, pasid {key.Pasid}");
            state.MisdirectedFlushes.Value++;
        }
        else
        {
            outbox.Note($"{options.NameOfDevice(key.Device)}[{key.Pasid}] is absent");
        }
    }

    private void Link(IommuUnitState state, DeviceLink link)
    {
        if (_sharesOneNode) { UnlinkAnywhere(state, link.Owner); }
        state.Links[link] = 1;
    }

    /// <summary>
    /// Takes a node out of its list. False when the kernel would have died: the node is in none any more.
    /// </summary>
    private bool Unlink(IommuUnitState state, DeviceLink link)
    {
        if (_sharesOneNode) { return UnlinkAnywhere(state, link.Owner) || state.DomainIds[link.Owner].Count <= 0; }
        state.Links.Remove(link);
        return true;
    }

    private static bool UnlinkAnywhere(IommuUnitState state, ActorId owner)
    {
        for (var at = 0; at < state.Links.Count; at++)
        {
            if (state.Links.Keys[at].Owner == owner) { return state.Links.Remove(state.Links.Keys[at]); }
        }

        return false;
    }

    private static void CountDown(IommuUnitState state, ActorId owner)
    {
        var use = state.DomainIds[owner];
        if (use.Count == 1) { state.DomainIds.Remove(owner); }
        else { state.DomainIds[owner] = use with { Count = use.Count - 1 }; }
    }

    private static DomainId LowestFree(IommuUnitState state)
    {
        // Ids are as few as the domains of a unit: bits say which are taken, with 0 that is never handed out.
        UInt128 taken = 1;
        foreach (var use in state.DomainIds.Values) { taken |= UInt128.One << use.DomainId.Value; }
        return new((int)UInt128.TrailingZeroCount(~taken));
    }
}
