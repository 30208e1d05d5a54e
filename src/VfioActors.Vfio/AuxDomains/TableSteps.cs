using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>
/// The steps of a domain that are about its tables: map, unmap, walk, free, and being a primary domain.
/// </summary>
internal sealed class TableSteps(AuxDomainOptions options, DefectSet defects)
{
    private readonly bool _freesAttached = defects.Has(AuxDomainDefects.AttachedDomainIsFreed);
    private readonly ActorId[] _units = [.. options.Units.Where(unit => unit.IsSomebody).Distinct()];

    internal static void OnMap(AuxDomainState state, in AuxDomainMessage.Map map, ActorId client, Outbox outbox)
    {
        var error = state.Mappings.Contains(map.Iova) ? Errno.EEXIST : state.Mappings.IsFull
            ? Errno.ENOMEM
            : Errno.None;
        if (error == Errno.None) { state.Mappings[map.Iova] = map.Pfn; }
        AuxRequestTable.Answer(client, error, outbox);
    }

    /// <summary>
    /// Unmaps first, so that no new walk finds the page, then flushes every unit that may have walked before.
    /// </summary>
    internal void OnUnmap(AuxDomainState state, in AuxDomainMessage.Unmap unmap, ActorId client, Outbox outbox)
    {
        if (!state.Mappings.Contains(unmap.Iova))
        {
            AuxRequestTable.Answer(client, Errno.ENOENT, outbox);
            return;
        }

        if (!AuxRequestTable.TryOpen(state, in unmap, client, outbox)) { return; }
        outbox.Note($"unmaps iova {unmap.Iova}");
        state.Mappings.Remove(unmap.Iova);
        foreach (var unit in _units) { outbox.Send(unit, new IommuUnitMessage.Flush(unmap.Iova)); }
        if (_units.Length == 0) { AuxRequestTable.Close(state, Errno.None, outbox); }
        else { state.Flushing[outbox.Serving] = _units.Length; }
    }

    internal static void OnFlushed(AuxDomainState state, Outbox outbox)
    {
        var units = state.Flushing[outbox.Serving];
        if (units > 1)
        {
            state.Flushing[outbox.Serving] = units - 1;
            return;
        }

        state.Flushing.Remove(outbox.Serving);
        AuxRequestTable.Close(state, Errno.None, outbox);
    }

    internal static void OnWalk(AuxDomainState state, in AuxDomainMessage.Walk walk, ActorId unit, Outbox outbox)
    {
        var freed = state.Freed.Value != 0 || walk.RootLevel > state.TopLevel.Value;
        var mapped = state.Mappings.TryGet(walk.Iova, out var page) && !freed;
        if (freed) { outbox.Note($"the device walks freed tables"); }
        var error = mapped ? Errno.None : Errno.EFAULT;
        outbox.Send(unit, new IommuUnitMessage.Walked(walk.Driver, walk.Device, walk.Pasid, error, walk.Iova, page));
    }

    internal void OnFreeLocked(AuxDomainState state, Outbox outbox)
    {
        var attached = state.Users.Count > 0 && !_freesAttached;
        var error = state.Freed.Value != 0 ? Errno.EINVAL : attached ? Errno.EBUSY : Errno.None;
        if (error == Errno.None)
        {
            outbox.Note($"frees the domain and its tables");
            state.Freed.Value = 1;
            DropPrimaries(outbox);
        }

        AuxRequestTable.Close(state, error, outbox);
    }

    internal void OnAttachPrimaryLocked(
        AuxDomainState state, in AuxDomainMessage.AttachPrimary attach, Outbox outbox)
    {
        var unit = options.UnitOf(attach.Device);
        if (!unit.IsSomebody) { AuxRequestTable.Close(state, Errno.ENODEV, outbox); }
        else { outbox.Send(unit, new IommuUnitMessage.AttachPrimary(attach.Device)); }
    }

    private void DropPrimaries(Outbox outbox)
    {
        foreach (var unit in _units) { outbox.Send(unit, default(IommuUnitMessage.DropPrimaries)); }
    }
}
