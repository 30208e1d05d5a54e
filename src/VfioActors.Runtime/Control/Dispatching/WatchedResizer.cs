using Akka.Actor;
using Akka.Routing;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// Says when a router looks at how busy its routees are, and whether they are. Akka.NET asks whether a mailbox is
/// being run and has more; here messages on their way to a routee are what it has not handled yet.
/// </summary>
/// <param name="inner">Decides how many routees there should be.</param>
/// <param name="router">The router.</param>
internal sealed class WatchedResizer(Resizer inner, IActorRef router, ControlRoom room) : Resizer
{
    public override bool IsTimeForResize(long messageCounter) => inner.IsTimeForResize(messageCounter);

    public override int Resize(IEnumerable<Routee> currentRoutees)
    {
        Routee[] routees = [.. currentRoutees];
        foreach (var routee in routees)
        {
            if (QueueOf(routee) is { } queue) { room.Hearer?.Counted(router, queue); }
        }

        return inner is DefaultResizer known ? Capacity(known, routees) : inner.Resize(routees);
    }

    /// <summary>The queue of a routee that is a controlled actor; null for any other.</summary>
    internal static ControlQueue? QueueOf(Routee routee) =>
        routee is ActorRefRoutee { Actor: ActorRefWithCell { Underlying: ActorCell cell } }
            ? cell.Mailbox?.MessageQueue as ControlQueue
            : null;

    /// <summary>As DefaultResizer.Capacity of Akka.NET 1.5.74, which asks mailboxes.</summary>
    private static int Capacity(DefaultResizer resizer, Routee[] routees)
    {
        var wanted = int.Max(resizer.PressureThreshold, 1);
        var pressure = routees.Count(routee => QueueOf(routee) is { } queue && queue.Count >= wanted);
        var proposed = routees.Length + resizer.Filter(pressure, routees.Length);
        return int.Clamp(proposed, resizer.LowerBound, resizer.UpperBound) - routees.Length;
    }
}
