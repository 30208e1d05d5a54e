using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.NestedDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>A device reaches what neither stage lets it reach, or through a domain that has left it.</summary>
/// <param name="unit">The IOMMU unit.</param>
/// <param name="domains">The address spaces.</param>
public sealed class NoStaleTranslation(ActorId unit, IReadOnlyList<ActorId> domains) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Every cached translation is one of both stages of a domain, and every entry is of one that is on the device.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var state = view.State<IommuUnitState>(unit);
        for (var at = 0; at < state.Entries.Count; at++)
        {
            var (key, owner) = (state.Entries.Keys[at], state.Entries.Values[at].Owner);
            var isOn = domains.Contains(owner)
                && view.State<NestedDomainState>(owner).On.Contains(new(key.Device, key.Pasid, default));
            if (!isOn) { return $"{view.NameOf(unit)} has an entry of {view.NameOf(owner)}, which has left"; }
        }

        return Stale(view, state.Iotlb, "the IOTLB") ?? Stale(view, state.DeviceTlbs, "a device");
    }

    private static string? Stale(IWorldView view, SortedMap<TlbKey, TlbLine> lines, string where)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            var (key, line) = (lines.Keys[at], lines.Values[at]);
            var domain = view.State<NestedDomainState>(line.Owner);
            var isRight = domain.Stage1.TryGet(key.Iova, out var target)
                && domain.Stage2.TryGet(target, out var page) && page == line.Pfn;
            if (!isRight) { return $"{where} keeps page {line.Pfn} for {key.Iova}, which is not mapped there"; }
        }

        return null;
    }
}
