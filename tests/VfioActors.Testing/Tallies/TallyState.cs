using VfioActors.Behaviors;

namespace VfioActors.Testing.Tallies;

/// <summary>One total.</summary>
public sealed class TallyState : State
{
    public TallyState(Journal journal)
        : base(journal) => Total = Variable(0);

    public Variable<int> Total { get; }
}
