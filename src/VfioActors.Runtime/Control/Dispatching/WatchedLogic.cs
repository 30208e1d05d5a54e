using System.Reflection;
using Akka.Actor;
using Akka.Routing;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// Says when a router picks a routee: that happens in the step of whoever sends it something, so what the picking
/// depends on is shared by all who do.
/// </summary>
/// <param name="inner">Picks.</param>
/// <param name="router">The router.</param>
/// <param name="touches">
/// Whether the picking changes what it depends on, or may for all that is known, and whether it depends on how full
/// the mailboxes of the routees are.
/// </param>
internal sealed class WatchedLogic(
    RoutingLogic inner, IActorRef router, ControlRoom room, (bool Changes, bool Counts) touches) : RoutingLogic
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public override Routee Select(object message, Routee[] routees)
    {
        if (inner is RandomLogic or TailChopping)
        {
            room.Report($"{room.Acting?.Owner.Path.Name ?? "stage"} sends to the router {router.Path.Name}, "
                + "which picks at random: that is not controlled");
        }

        room.Hearer?.Shared(SharedKind.Router, router, 0, touches.Changes);
        if (touches.Counts) { Count(routees); }
        return inner.Select(message, routees);
    }

    /// <summary>Puts itself before the picking of a router, which has a cell of its own kind.</summary>
    internal static void Watch(ActorCell cell, ControlRoom room)
    {
        if (!ControlPaths.Controls(cell.Self)) { return; }
        if (cell.Mailbox?.MessageQueue is ControlQueue queue) { queue.IsRouter = true; }
        var logic = typeof(Router).GetField("<RoutingLogic>k__BackingField", Any);
        var router = cell.GetType().GetProperty("Router", Any)?.GetValue(cell);
        if (logic?.GetValue(router) is not RoutingLogic picks)
        {
            room.Report($"{cell.Self.Path.Name} is a router of a kind that is not controlled");
            return;
        }

        var resizes = cell.Props.RouterConfig is Pool { Resizer: not null };
        if (resizes) { WatchResizer(cell, room); }
        var changes = resizes || picks is not (BroadcastRoutingLogic or ConsistentHashingRoutingLogic);
        var counts = resizes || picks is SmallestMailboxRoutingLogic;
        logic.SetValue(router, new WatchedLogic(picks, cell.Self, room, (changes, counts)));
    }

    private static void WatchResizer(ActorCell cell, ControlRoom room)
    {
        var field = Array.Find(cell.GetType().GetFields(Any), one => one.FieldType == typeof(Resizer));
        if (field?.GetValue(cell) is not Resizer resizer)
        {
            room.Report($"{cell.Self.Path.Name} is a router that resizes in a way that is not controlled");
            return;
        }

        field.SetValue(cell, new WatchedResizer(resizer, cell.Self, room));
    }

    /// <summary>How full mailboxes are depends on what their actors did, and on who sent them something.</summary>
    private void Count(Routee[] routees)
    {
        foreach (var routee in routees)
        {
            if (WatchedResizer.QueueOf(routee) is { } queue) { room.Hearer?.Counted(router, queue); }
        }
    }
}
