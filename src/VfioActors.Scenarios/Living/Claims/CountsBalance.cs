using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Iommufd;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>The count of an object is what needs it: else it is freed too early, or never.</summary>
/// <param name="iommufd">Who keeps the objects.</param>
public sealed class CountsBalance(ActorId iommufd) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "At rest the count of each object is 1, and 1 more for everything that needs it.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var objects = view.State<IommufdState>(iommufd).Objects;
        for (var at = 0; at < objects.Count; at++)
        {
            var (id, found) = (objects.Keys[at], objects.Values[at]);
            var needed = NeededBy(objects, id, in found);
            if (found.Phase == ObjectPhase.Live && found.Users != needed)
            {
                return $"{found.Kind} {id} counts {found.Users}, and {needed} need it";
            }
        }

        return null;
    }

    private static int NeededBy(SortedMap<ObjectId, IommufdObject> objects, ObjectId id, in IommufdObject found)
    {
        var needed = 1 + found.Maps + found.ShortTerm;
        if (found.Is(ObjectMarks.HasFile)) { needed++; }
        if (found.Is(ObjectMarks.IsBound)) { needed++; }
        foreach (var other in objects.Values)
        {
            if (other.Parent == id) { needed++; }
            if (other.Kind == ObjectKind.Hwpt && other.Other == id) { needed++; }
        }

        return needed;
    }
}
