using System.Reflection;
using Akka.Actor;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Runtime.Control;

/// <summary>Something that went wrong in a step. What it says is worded only when it is asked for.</summary>
/// <param name="Actor">Who failed, who did not handle it, or whom it did not reach.</param>
/// <param name="What">The message; for a failure the exception.</param>
internal readonly record struct Mishap(MishapKind Kind, IActorRef Actor, object What)
{
    /// <summary>Who wrote the actor; asked for at once, as an actor that has stopped has no type any more.</summary>
    private readonly Assembly? _own = Kind == MishapKind.Failure ? TypeOf(Actor)?.Assembly : null;

    /// <summary>The mishap in a line.</summary>
    public override string ToString() => Kind switch
    {
        MishapKind.Failure => $"{Named.Of(Actor)} failed: {Cause()}",
        MishapKind.Unhandled => $"{Named.Of(Actor)} does not handle {MessageText.Of(What)}",
        _ => $"{MessageText.Of(What)} to {Named.Of(Actor)} is a dead letter",
    };

    private string Cause() => ThrownText.Of((Exception)What, _own ?? Assembly.GetExecutingAssembly());

    private static Type? TypeOf(IActorRef actor) =>
        (actor as ActorRefWithCell)?.Underlying is ActorCell { Props.Type: { } type } ? type : null;
}
