using VfioActors.Behaviors;

namespace VfioActors.Benchmarks.Buses;

/// <summary>How often somebody was heard.</summary>
internal sealed class BusState : State
{
    internal BusState(Journal journal)
        : base(journal) => Count = Variable(0);

    internal Variable<int> Count { get; }
}
