using Akka.Actor;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>Which actors of a controlled system are controlled: by their paths.</summary>
internal static class ControlPaths
{
    /// <summary>The name of the actor that makes the first actors, beside those of the system.</summary>
    internal const string Root = "control";

    /// <summary>The path of the parent of all actors of an application.</summary>
    internal const string Guardian = "/user";

    private const string RootPath = "/system/" + Root;

    internal static bool Controls(IActorRef? actor) => actor is not null && Controls(actor.Path);

    internal static bool Controls(Akka.Actor.ActorPath actor)
    {
        var path = actor.ToStringWithoutAddress();
        return IsAtOrBelow(path, Guardian) || IsAtOrBelow(path, RootPath);
    }

    /// <summary>Whether it is one of the parents of all.</summary>
    internal static bool IsRoot(IActorRef actor) => actor.Path.ToStringWithoutAddress() is Guardian or RootPath;

    internal static bool IsGuardian(IActorRef actor) => actor.Path.ToStringWithoutAddress() == Guardian;

    private static bool IsAtOrBelow(string path, string top) =>
        path.StartsWith(top, StringComparison.Ordinal) && (path.Length == top.Length || path[top.Length] == '/');
}
