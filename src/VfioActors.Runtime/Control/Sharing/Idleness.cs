using System.Reflection;
using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>Asks the actors of a finished run what they still wait for.</summary>
internal static class Idleness
{
    private static readonly Func<ActorCell, ActorBase?>? Ask = typeof(ActorCell)
        .GetProperty("Actor", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
        ?.GetMethod?.CreateDelegate<Func<ActorCell, ActorBase?>>();

    /// <summary>Whether this Akka.NET tells the actor of a cell; where it does not, nobody is seen to stash.</summary>
    internal static bool IsKnown => Ask is not null;

    /// <summary>The actor of a cell; null where nobody tells.</summary>
    internal static ActorBase? ActorOf(ActorCell cell) => Ask?.Invoke(cell);

    /// <summary>Whoever is suspended though nothing is left to do; null when nobody is.</summary>
    internal static string? Suspended(LivingActors actors)
    {
        string? first = null;
        foreach (var actor in actors.All)
        {
            if (IsAlive(actor) && !OpenMailbox.Is(actor.Cell!.Mailbox!))
            {
                first = First(first, $"{Named.Of(actor.Owner)} waits for what never comes, and hears nothing");
            }
        }

        return first;
    }

    /// <summary>Whoever has messages put aside that it never came back to; null when nobody has.</summary>
    internal static string? Stashing(LivingActors actors)
    {
        if (Ask is null) { return null; }
        string? first = null;
        foreach (var actor in actors.All)
        {
            if (IsAlive(actor) && Ask(actor.Cell!) is IActorStash { Stash: { Count: > 0 and var count } })
            {
                var messages = count == 1 ? "message" : "messages";
                first = First(first, $"{Named.Of(actor.Owner)} has {count} {messages} left in its stash");
            }
        }

        return first;
    }

    private static bool IsAlive(ControlQueue actor) => actor.Cell is { IsTerminated: false };

    private static string First(string? one, string other) =>
        one is null || string.CompareOrdinal(other, one) < 0 ? other : one;
}
