using VfioActors.Behaviors;

namespace VfioActors.Testing.Toys;

/// <summary>What a toy actor remembers: a number that depends on the order of all it heard.</summary>
public sealed class ToyState : State
{
    public ToyState(Journal journal)
        : base(journal)
    {
        Value = Variable(1);
        Heard = SortedMap<int, int>(64);
    }

    public Variable<int> Value { get; }

    public SortedMap<int, int> Heard { get; }
}
