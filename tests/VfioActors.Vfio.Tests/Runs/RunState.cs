using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.Tests.Runs;

/// <summary>A state of one map of runs and one tree.</summary>
public sealed class RunState : State
{
    public RunState(Journal journal)
        : base(journal)
    {
        Runs = new(this, 10_000);
        Tree = new(SortedMap<MappingKey, TreeLinks>(10_000), Variable<TreeLink>());
    }

    public RunMap<StripeRun> Runs { get; }

    public MappingTree Tree { get; }
}
