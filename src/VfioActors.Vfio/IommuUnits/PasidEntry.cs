using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>A present entry of a PASID table.</summary>
/// <param name="Owner">Whose tables it points to: a domain, or a process' binding.</param>
/// <param name="DomainId">The tag of the cache lines made through it; none for a process.</param>
/// <param name="RootLevel">The level of the table that it points to: 4 means that four levels are walked.</param>
/// <param name="Stage">What sort of tables these are.</param>
public readonly record struct PasidEntry(ActorId Owner, DomainId DomainId, int RootLevel, TranslationStage Stage);
