namespace VfioActors.Behaviors;

/// <summary>For hosts: puts something around the behaviours of a topology as they are added.</summary>
public interface IBehaviorDecorator
{
    /// <summary>Puts something around one behaviour, which takes the same steps.</summary>
    /// <param name="actor">Whose behaviour it is.</param>
    IBehavior<TState> Decorate<TState>(ActorId actor, IBehavior<TState> behavior)
        where TState : State;
}
