using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>
/// Catches T1-05: a call to the accounting for each page. Sees what the memory hears, in the order in which it hears
/// it, which searches that merge states cannot judge: claimed where one user does one thing after the other.
/// </summary>
/// <param name="actors">Who is who.</param>
public sealed class BatchedAccounting(Type1Actors actors) : Ordering
{
    /// <inheritdoc/>
    public override string Claim => "One step for one call calls the accounting at most once for each mapping.";

    /// <inheritdoc/>
    public override bool Sees(ActorId receiver, MessageKind kind) => receiver == actors.Memory;

    /// <inheritdoc/>
    public override (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view)
    {
        var mappings = actors.Users.Sum(user =>
            user.Script.Count(step => step.Request.Asks<ContainerMessage.Map>(out _)));
        SortedDictionary<(int, int), int> calls = [];
        for (var at = 0; at < steps.Length; at++)
        {
            if (!IsAccounting(in steps[at])) { continue; }
            var request = (steps[at].Cause, steps[at].Operation.Value);
            var sent = calls[request] = calls.GetValueOrDefault(request) + 1;
            if (sent <= mappings) { continue; }

            // Judged when the run is over, so that a trace which is cut here comes to rest when it is replayed.
            return (steps.Length - 1, $"one step calls the accounting more than {Counted.Of(mappings, "time")}");
        }

        return null;
    }

    private static bool IsAccounting(in Envelope envelope) =>
        envelope.Is<GuestMemoryMessage.Charge>()
        || (envelope.Is<GuestMemoryMessage.Unpin>(out var unpin) && unpin.Uncharged.Value > 0);
}
