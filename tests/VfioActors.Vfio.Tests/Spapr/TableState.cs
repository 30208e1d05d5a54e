using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>A state that is a table and nothing else.</summary>
internal sealed class TableState : State
{
    internal TableState(Journal journal)
        : base(journal) => Table = new(this, 1 << 10);

    internal TceTable Table { get; }
}
