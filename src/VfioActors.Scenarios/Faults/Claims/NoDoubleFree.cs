using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.ResponseRings;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-21 and FLT-32: pages are freed that are free, or used.</summary>
/// <param name="actors">Who is who.</param>
/// <param name="ring">The response region, or nobody.</param>
public sealed class NoDoubleFree(FaultActors actors, ActorId ring = default) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "No page is freed twice, and none is used after it was freed.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var queue in actors.Queues)
        {
            var wrong = view.State<FaultQueueState>(queue).DoubleFrees.Value;
            if (wrong > 0) { return $"{view.NameOf(queue)} frees pages {Counted.Of(wrong, "time")} too often"; }
        }

        var used = ring.IsSomebody ? view.State<ResponseRingState>(ring).UsesOfFreed.Value : 0;
        return used == 0 ? null : $"{view.NameOf(ring)} uses pages that are free";
    }
}
