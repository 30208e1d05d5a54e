using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>How far the operation in hand has come, when it takes several requests.</summary>
/// <param name="At">The place in the group.</param>
/// <param name="Phase">What is being asked.</param>
/// <param name="Refusal">What the operation will answer when everything is undone.</param>
/// <param name="Pasid">The id that a bind was given.</param>
public readonly record struct ClientProgress(int At, ClientPhase Phase, Errno Refusal, Pasid Pasid);
