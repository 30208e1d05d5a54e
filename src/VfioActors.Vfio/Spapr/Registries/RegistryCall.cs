using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>A registration or its end that waits for its turn.</summary>
/// <param name="Client">Who asked.</param>
/// <param name="Operation">The operation that it serves.</param>
/// <param name="Kind">What is wanted.</param>
/// <param name="Region">For <see cref="RegistryCallKind.Drop"/>: which region.</param>
/// <param name="Start">The first user address.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="Owner">In whose memory.</param>
/// <param name="Charged">Who is charged or uncharged.</param>
/// <param name="Modes">How.</param>
/// <param name="Reserved">Always 0: no gaps.</param>
public readonly record struct RegistryCall(
    ActorId Client, OperationId Operation, RegistryCallKind Kind, RegionId Region, Vaddr Start, PageCount Pages,
    ProcessId Owner, ProcessId Charged, RegionModes Modes, int Reserved);
