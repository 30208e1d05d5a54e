using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Hypervisors;

/// <summary>How far a hypercall has come.</summary>
/// <param name="Client">Who made it.</param>
/// <param name="Stage">What it waits for.</param>
/// <param name="Iova">The address of the first entry.</param>
/// <param name="Vaddr">The address of the first page.</param>
/// <param name="Frame">The first page frame in hand.</param>
/// <param name="Rights">What devices may do.</param>
/// <param name="Count">How many entries there are.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Batch">How many are in hand.</param>
/// <param name="Region">The region in hand.</param>
/// <param name="Reserved">Always 0: no gaps.</param>
public readonly record struct HypercallWork(
    ActorId Client, HypercallStage Stage, Iova Iova, Vaddr Vaddr, Pfn Frame, TceRights Rights, int Count, int Done,
    int Batch, RegionId Region, int Reserved);
