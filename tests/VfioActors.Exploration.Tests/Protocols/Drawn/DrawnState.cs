using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>The same as a model has it.</summary>
internal readonly record struct DrawnState(int Count, ActorId Holder, ActorId Waiter)
{
    public override string ToString() => new PlainState(Count, Holder.Value, Waiter.Value).ToString();
}
