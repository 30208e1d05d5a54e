using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>Who gets the faults of a device.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Generation">The opening for which it asked.</param>
/// <param name="InFlight">How many reports have not come back.</param>
/// <param name="Ending">The operation that waits for the last of them; none while it goes on.</param>
public readonly record struct FaultHandler(
    ActorId Queue, Generation Generation, int InFlight, OperationId Ending);
