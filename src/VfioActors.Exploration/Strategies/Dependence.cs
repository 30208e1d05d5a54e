using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>Whether the order of two steps can matter.</summary>
/// <remarks>
/// Two steps depend on each other when an actor takes part in both and its behaviour does not declare that the messages
/// commute; when a property sees both; and, with one queue an actor, when both add to the same queue.
/// </remarks>
internal sealed class Dependence(IReadOnlyList<Property> properties)
{
    private readonly (Observer? Observer, Ordering? Ordering)[] _lookers =
        [.. properties.Where(property => property is Observer or Ordering).Select(property => (property as Observer, property as Ordering))];

    /// <summary>What a step touches.</summary>
    internal Happening HappeningAt(World world, int step)
    {
        ref readonly var message = ref world.Step(step);
        var choice = world.ChoiceAt(step);
        return new()
        {
            Message = message,
            Choice = choice,
            Actors = (1UL << choice.Receiver.Value) | world.PromptedBy(step),
            Seen = _lookers.Length == 0 ? 0 : SeenBy(in message),
            Queues = world.Delivery == Delivery.Mailbox ? world.SentTo(step) : 0,
        };
    }

    internal static bool Depend(World world, in Happening left, in Happening right)
    {
        if (((left.Seen & right.Seen) | (left.Queues & right.Queues)) != 0) { return true; }
        var shared = left.Actors & right.Actors;
        if (shared == 0) { return false; }
        var receiver = left.Choice.Receiver;
        return receiver != right.Choice.Receiver
            || shared != 1UL << receiver.Value
            || !world.CellOf(receiver).Commutes(in left.Message, in right.Message);
    }

    private ulong SeenBy(in Envelope message)
    {
        var seen = 0UL;
        for (var at = 0; at < _lookers.Length; at++)
        {
            var (observer, ordering) = _lookers[at];
            var sees = observer is not null ? observer.Sees(message.To, message.Kind) : ordering!.Sees(message.To, message.Kind);
            if (sees) { seen |= 1UL << at; }
        }

        return seen;
    }
}
