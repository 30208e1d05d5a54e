using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>An event, or a part of one, that a user was handed.</summary>
/// <param name="Queue">Of which queue.</param>
/// <param name="Sequence">Its number or cookie.</param>
/// <param name="Flags">Its flags or group.</param>
/// <param name="Size">How many bytes arrived.</param>
public readonly record struct SeenEvent(ActorId Queue, uint Sequence, uint Flags, uint Size);
