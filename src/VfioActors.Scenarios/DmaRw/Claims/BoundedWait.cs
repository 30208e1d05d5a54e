using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches DRW-26: a call waits for all chunks of somebody else's access.</summary>
/// <param name="actors">Who is who.</param>
public sealed class BoundedWait(Type1Actors actors) : Ordering
{
    /// <inheritdoc/>
    public override string Claim => "A map waits for one chunk of somebody else's access at most.";

    /// <summary>A map that asks the host for memory waits for that, and not for an access.</summary>
    public override bool PresumesEnough => true;

    /// <inheritdoc/>
    public override bool Sees(ActorId receiver, MessageKind kind) =>
        receiver == actors.Memory || actors.Containers.Contains(receiver);

    /// <inheritdoc/>
    public override (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view)
    {
        SortedDictionary<int, int> waiting = [];
        for (var at = 0; at < steps.Length; at++)
        {
            ref readonly var step = ref steps[at];
            if (step.Is<ContainerMessage.Done>()) { waiting.Remove(step.Operation.Value); }
            if (step.Is<ContainerMessage.Map>()) { waiting[step.Operation.Value] = 0; }
            if (!step.Is<GuestMemoryMessage.Copied>() || !IsGoingOn(steps, at)) { continue; }
            foreach (var operation in waiting.Keys.ToList())
            {
                if (!IsAnsweredBefore(steps, at, operation)) { waiting[operation]++; }
                var chunks = waiting[operation];
                // An order is judged at rest, so the trace that shows it must go on to rest.
                if (chunks > 1) { return (steps.Length - 1, $"a map waits for {chunks} chunks of one access"); }
            }
        }

        return null;
    }

    /// <summary>Whether the access goes on with another chunk in the same step.</summary>
    private static bool IsGoingOn(ReadOnlySpan<Envelope> steps, int at)
    {
        foreach (ref readonly var step in steps)
        {
            if (step.Cause == at && step.Is<GuestMemoryMessage.Copy>()) { return true; }
        }

        return false;
    }

    /// <summary>Whether the answer was sent by then, even if nobody has heard it yet.</summary>
    private static bool IsAnsweredBefore(ReadOnlySpan<Envelope> steps, int at, int operation)
    {
        foreach (ref readonly var step in steps)
        {
            if (step.Operation.Value == operation && step.Is<ContainerMessage.Done>()) { return step.Cause <= at; }
        }

        return false;
    }
}
