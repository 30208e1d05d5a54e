namespace VfioActors.Vfio.Protocols;

/// <summary>Whose tables an entry points to.</summary>
public enum TranslationStage
{
    /// <summary>The tables of an IOMMU domain.</summary>
    SecondLevel = 0,

    /// <summary>The page tables of a process: shared virtual addressing.</summary>
    FirstLevel = 1,

    /// <summary>A process' tables walked through those of a domain.</summary>
    Nested = 2,
}
