namespace VfioActors.Exploration.Programs;

/// <summary>What is claimed of a generated program: a kind of property each.</summary>
internal enum ClaimKind
{
    /// <summary>An invariant of one actor's value.</summary>
    Value,

    /// <summary>An invariant of one actor's cells.</summary>
    Cell,

    /// <summary>A rule for the steps of one actor.</summary>
    Step,

    /// <summary>An observer of the values of several actors.</summary>
    Together,

    /// <summary>How many words one actor heard before another heard its first.</summary>
    Order,

    /// <summary>A claim about all values at rest.</summary>
    Rest,

    /// <summary>Some run must come to rest with such values.</summary>
    Witness,
}
