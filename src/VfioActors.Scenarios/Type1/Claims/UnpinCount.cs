using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-03: an unpin answers how many pages were freed.</summary>
/// <param name="actors">Who is who.</param>
public sealed class UnpinCount(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "An unpin that is not refused answers how many entries it handled: of a mapping, all.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var answer in actors.Answers(view))
        {
            if (!answer.Succeeded || !answer.Request.Asks<VendorDriverMessage.Unpin>(out var unpin)) { continue; }
            var handled = answer.Outcome.Value;
            if (handled == 0)
            {
                return $"an unpin of {Counted.Of(unpin.Pages.Value, "page")} answers 0, which is no error";
            }

            if (handled < unpin.Pages.Value && IsMapped(view, in unpin))
            {
                return $"an unpin of {Counted.Of(unpin.Pages.Value, "mapped page")} answers {handled}";
            }
        }

        return null;
    }

    private bool IsMapped(IWorldView view, in VendorDriverMessage.Unpin unpin)
    {
        foreach (var container in actors.Containers)
        {
            var state = view.State<ContainerState>(container);
            if (Type1Actors.TryMapping(state, unpin.Iova, out var start, out var mapping)
                && unpin.Iova.Since(start).Plus(unpin.Pages.Bytes) <= mapping.Size)
            {
                return true;
            }
        }

        return false;
    }
}
