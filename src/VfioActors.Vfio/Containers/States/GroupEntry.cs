using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.States;

/// <summary>A group in a container.</summary>
/// <param name="Domain">
/// The domain that it is in; none for an emulated group, or before the container has a kind.
/// </param>
/// <param name="PinnedScope">1 when it writes only pages that were pinned for it.</param>
/// <param name="Attached">1 when the container has a kind and the group was attached.</param>
public readonly record struct GroupEntry(DomainId Domain, int PinnedScope, int Attached);
