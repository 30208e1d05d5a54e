namespace VfioActors.Vfio.Containers.Mappings;

/// <summary>The mappings of a container that may overlap others.</summary>
/// <param name="Now">How many there are.</param>
/// <param name="Last">How many were made since there were none: the next one's number.</param>
public readonly record struct ApartCount(int Now, int Last);
