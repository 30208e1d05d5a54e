using System.Reflection;
using Akka.Actor;

namespace VfioActors.Runtime.Control;

/// <summary>Asks the actors of a finished run what they still wait for.</summary>
internal static class Idleness
{
    private static readonly Func<ActorCell, ActorBase?>? Ask = typeof(ActorCell)
        .GetProperty("Actor", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
        ?.GetMethod?.CreateDelegate<Func<ActorCell, ActorBase?>>();

    /// <summary>Whether this Akka.NET tells the actor of a cell; where it does not, nobody is seen to stash.</summary>
    internal static bool IsKnown => Ask is not null;

    /// <summary>Whoever is suspended though nothing is left to do; null when nobody is.</summary>
    internal static string? Suspended(ActorCell parent) =>
        First(parent, cell => OpenMailbox.Is(cell.Mailbox!) ? null : "waits for what never comes, and hears nothing");

    /// <summary>Whoever has messages put aside that it never came back to; null when nobody has.</summary>
    internal static string? Stashing(ActorCell parent) =>
        First(parent, cell => Ask?.Invoke(cell) is IActorStash { Stash: { Count: > 0 and var count } }
            ? $"has {count} {(count == 1 ? "message" : "messages")} left in its stash"
            : null);

    private static string? First(ActorCell parent, Func<ActorCell, string?> look)
    {
        string? first = null;
        foreach (var child in parent.GetChildren())
        {
            if (child is not ActorRefWithCell { Underlying: ActorCell { IsTerminated: false } cell }) { continue; }
            var text = look(cell) is { } said ? $"{Named.Of(child)} {said}" : First(cell, look);
            if (text is not null && (first is null || string.CompareOrdinal(text, first) < 0)) { first = text; }
        }

        return first;
    }
}
