using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-08: a driver gives a page back, and its mapping is not found.</summary>
/// <param name="actors">Who is who.</param>
public sealed class UnpinFindsWhatPinFound(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "A page that a driver gives back is not left pinned when no driver holds it.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var container in actors.Containers)
        {
            var state = view.State<ContainerState>(container);
            var held = RefsMatchDriver.HeldIn(view, actors, container);
            foreach (var page in GivenBack(view))
            {
                if (state.Pins.RunAt(page).IsPinned && !held.ContainsKey(page))
                {
                    return $"page {page} was given back, and its pin was not found";
                }
            }
        }

        return null;
    }

    private IEnumerable<PageIndex> GivenBack(IWorldView view)
    {
        foreach (var answer in actors.Answers(view))
        {
            if (!answer.Request.Asks<VendorDriverMessage.Unpin>(out var unpin)) { continue; }
            for (PageCount at = default; at < unpin.Pages; at = at.Plus(PageCount.One))
            {
                yield return unpin.Iova.Page.Plus(at);
            }
        }
    }
}
