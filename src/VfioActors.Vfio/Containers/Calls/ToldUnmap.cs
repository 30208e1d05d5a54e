using VfioActors.Behaviors.Tables;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>An unmap that waits, without the lock, until drivers have dropped what they hold.</summary>
/// <param name="Call">The call.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="Listener">Which listener was told last.</param>
public readonly record struct ToldUnmap(KeptMessage Call, UnmapProgress Progress, long Listener);
