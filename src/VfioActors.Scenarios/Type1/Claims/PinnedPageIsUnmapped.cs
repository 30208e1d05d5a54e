using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Some run in which a driver pins, and the unmap that follows removes the mapping under it.</summary>
/// <param name="actors">Who is who.</param>
public sealed class PinnedPageIsUnmapped(Type1Actors actors) : Witness
{
    /// <inheritdoc/>
    public override string Claim => "A driver pins a page, and an unmap removes its mapping.";

    /// <inheritdoc/>
    public override bool Reached(IWorldView view)
    {
        var (pinned, unmapped) = (false, false);
        foreach (var answer in actors.Answers(view))
        {
            if (!answer.Succeeded || answer.Outcome.Value == 0) { continue; }
            pinned |= answer.Request.Asks<VendorDriverMessage.Pin>(out _);
            unmapped |= answer.Request.Asks<ContainerMessage.Unmap>(out _);
        }

        return pinned && unmapped;
    }
}
