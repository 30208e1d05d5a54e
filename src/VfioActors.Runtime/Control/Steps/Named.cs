using Akka.Actor;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>Actors by their names, for people.</summary>
internal static class Named
{
    /// <summary>The path below the parent of all, such as <c>shop/clerk</c>.</summary>
    internal static string Of(IActorRef actor) => Of(actor.Path);

    /// <summary>The path below the parent of all, such as <c>shop/clerk</c>.</summary>
    internal static string Of(Akka.Actor.ActorPath actor)
    {
        var path = actor.ToStringWithoutAddress();
        const string Below = ControlPaths.Guardian + "/";
        return path.StartsWith(Below, StringComparison.Ordinal) ? path[Below.Length..] : path.TrimStart('/');
    }
}
