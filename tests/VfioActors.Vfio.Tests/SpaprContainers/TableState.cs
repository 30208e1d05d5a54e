using VfioActors.Behaviors;
using VfioActors.Vfio.SpaprContainers;

namespace VfioActors.Vfio.Tests.SpaprContainers;

/// <summary>A state that is a table and nothing else.</summary>
internal sealed class TableState : State
{
    internal TableState(Journal journal)
        : base(journal) => Table = new(this, 1 << 10);

    internal TceTable Table { get; }
}
