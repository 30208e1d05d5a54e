using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>A state of one value.</summary>
internal sealed class ValueState<T> : State
    where T : unmanaged
{
    public ValueState(Journal journal, T initial)
        : base(journal) => Value = Variable(initial);

    public Variable<T> Value { get; }
}
