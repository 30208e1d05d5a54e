namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>What a client asked last.</summary>
public enum OneOwnerRequest
{
    /// <summary>Nothing, or it is done.</summary>
    Nothing = 0,

    /// <summary>A1.</summary>
    Look = 1,

    /// <summary>A2.</summary>
    Allocate = 2,

    /// <summary>A3.</summary>
    Store = 3,

    /// <summary>A4.</summary>
    Enter = 4,

    /// <summary>D1.</summary>
    Leave = 5,
}
