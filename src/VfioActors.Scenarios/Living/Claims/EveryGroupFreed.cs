using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.PageRequests;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-09: a group of page requests is on no list and not freed.</summary>
/// <param name="requests">Who keeps the groups.</param>
public sealed class EveryGroupFreed(ActorId requests) : Exploration.Properties.AtRest
{
    private const RequestMarks Kept =
        RequestMarks.InCore | RequestMarks.ToDeliver | RequestMarks.ToAnswer | RequestMarks.AtWork;

    /// <inheritdoc/>
    public override string Claim => "Every group of page requests is on a list or freed.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var groups = view.State<PageRequestState>(requests).Groups;
        for (var at = 0; at < groups.Count; at++)
        {
            if (!groups.Values[at].IsAny(Kept | RequestMarks.Freed)) { return $"group {groups.Keys[at]} is lost"; }
        }

        return null;
    }
}
