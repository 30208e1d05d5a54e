namespace VfioActors.Conformance.Operations;

/// <summary>What a driver unpins when it is told that a range goes.</summary>
public enum DriverPolicy
{
    /// <summary>Everything that it holds in the range.</summary>
    UnpinAll,

    /// <summary>One reference of one page.</summary>
    UnpinOne,

    /// <summary>One reference of each page.</summary>
    UnpinReference,

    /// <summary>Nothing.</summary>
    Refuse,
}
