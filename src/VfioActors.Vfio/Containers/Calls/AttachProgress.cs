using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>How far groups that enter have come.</summary>
/// <param name="At">The mapping that is put into the new domain, or taken out again.</param>
/// <param name="Target">The domain that was made for the group.</param>
/// <param name="Group">Which group enters, of those that were there before the kind.</param>
/// <param name="Error">What will be answered when everything is undone.</param>
/// <param name="IsUndone">1 while it is undone.</param>
public readonly record struct AttachProgress(
    MappingKey At, DomainId Target, int Group, Errno Error, int IsUndone);
