using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;

namespace VfioActors.Runtime;

/// <summary>Has done what one step of a running actor asks for.</summary>
/// <param name="performer">Does it.</param>
/// <param name="shell">The actor whose step it is: it counts what is sent in it, whoever sends.</param>
/// <param name="shells">All actors by their numbers: what waits for an actor is its own.</param>
internal readonly struct StepEffects(Performer performer, Shell shell, Shell[] shells) : IStepHost
{
    public void Perform(in Effect effect) => performer.Perform(
        in effect, effect.Kind == EffectKind.Send ? shell : shells[effect.Envelope.To.Value]);

    public (Cell Cell, Ticks Now) InlineActor(ActorId actor)
    {
        var inline = shells[actor.Value];
        return (inline.Cell, new(inline.Clock));
    }
}
