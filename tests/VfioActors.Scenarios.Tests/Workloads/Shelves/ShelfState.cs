using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Tests.Workloads.Shelves;

/// <summary>What of a shelf is out.</summary>
internal sealed class ShelfState : State
{
    internal ShelfState(Journal journal)
        : base(journal) => Uppers = Variable<int>();

    /// <summary>How many of the things that stand on others are out.</summary>
    internal Variable<int> Uppers { get; }
}
