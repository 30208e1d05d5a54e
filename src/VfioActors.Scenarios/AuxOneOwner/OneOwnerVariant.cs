namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>How much of an attach is one turn, and whether a detach forgets the freed id.</summary>
public enum OneOwnerVariant
{
    /// <summary>A1 to A4 are one turn, and the last detach forgets the id.</summary>
    Fixed,

    /// <summary>Each of A1 to A4 is a turn, and the id is never forgotten.</summary>
    Posted,

    /// <summary>Each of A1 to A4 is a turn, and the last detach forgets the id.</summary>
    Cleared,

    /// <summary>A1 to A3 are one turn, A4 another, and the last detach forgets the id.</summary>
    Locked,
}
