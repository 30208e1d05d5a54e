using System.Runtime.InteropServices;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Tests.Units;

/// <summary>One worker, with what is on its way to it and from it.</summary>
internal sealed class SimulatedWorker(UnitWorker worker)
{
    private int _known;
    private int _knownFinished;

    internal UnitWorker Worker { get; } = worker;

    internal Queue<WorkUnit> Units { get; } = [];

    internal Queue<UnitResult> Results { get; } = [];

    /// <summary>Is told what was counted since it was told last.</summary>
    internal void Know(List<ulong> counted, List<ulong> finished)
    {
        Worker.Know(CollectionsMarshal.AsSpan(counted)[_known..], areFinished: false);
        Worker.Know(CollectionsMarshal.AsSpan(finished)[_knownFinished..], areFinished: true);
        (_known, _knownFinished) = (counted.Count, finished.Count);
    }
}
