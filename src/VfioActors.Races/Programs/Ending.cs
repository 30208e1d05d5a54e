namespace VfioActors.Races.Programs;

/// <summary>How the life of an object ends, or begins anew.</summary>
internal enum Ending
{
    /// <summary>It is freed.</summary>
    Freed,

    /// <summary>The function returns of which it is a variable.</summary>
    Left,

    /// <summary>The function declares it, maybe once more.</summary>
    Declared,

    /// <summary>It is freed, unless it is already.</summary>
    Closed,

    /// <summary>Memory is given back to the kmem_cache that it is of.</summary>
    ToCache,
}
