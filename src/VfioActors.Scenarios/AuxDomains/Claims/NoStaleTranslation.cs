using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-22: the cache of a device keeps a page that is unmapped.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoStaleTranslation(AuxActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "No cache holds a translation that the tables of its domain do not have.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        for (var at = 0; at < actors.Units.Count; at++)
        {
            var state = view.State<IommuUnitState>(actors.Units[at]);
            if (Stale(state.DeviceTlbs, view) is { } key)
            {
                return $"{actors.NameOfDevice(new(key.Tag))} keeps iova {key.Iova}, which is unmapped";
            }

            if (Stale(state.Iotlb, view) is { } line)
            {
                return $"{view.NameOf(actors.Units[at])} keeps iova {line.Iova}, which is unmapped";
            }
        }

        return null;
    }

    private static TlbKey? Stale(SortedMap<TlbKey, TlbLine> lines, IWorldView view)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            var domain = view.State<AuxDomainState>(lines.Values[at].Owner);
            if (domain.Mappings[lines.Keys[at].Iova] != lines.Values[at].Pfn) { return lines.Keys[at]; }
        }

        return null;
    }
}
