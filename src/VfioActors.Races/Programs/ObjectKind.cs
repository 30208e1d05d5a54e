namespace VfioActors.Races.Programs;

/// <summary>What sort of shared object.</summary>
internal enum ObjectKind
{
    /// <summary>A variable of the file.</summary>
    Global,

    /// <summary>What an allocation gives.</summary>
    Heap,

    /// <summary>A variable of a function whose address is taken.</summary>
    Stack,

    /// <summary>Who reads under RCU, and who waits for them to end.</summary>
    Rcu,

    /// <summary>Whether interrupts are on at a processor.</summary>
    Interrupts,

    /// <summary>Who is in functions that exclude each other.</summary>
    Exclusion,
}
