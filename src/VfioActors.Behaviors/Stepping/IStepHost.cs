namespace VfioActors.Behaviors.Stepping;

/// <summary>Does what steps ask for. Decides nothing: what a step is, <see cref="ActorStepper"/> says.</summary>
public interface IStepHost
{
    /// <summary>Does one thing.</summary>
    void Perform(in Effect effect);

    /// <summary>An actor that handles what it hears within the step that sent it, with its clock.</summary>
    (Cell Cell, Ticks Now) InlineActor(ActorId actor);
}
