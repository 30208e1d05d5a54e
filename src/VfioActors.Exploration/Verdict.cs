namespace VfioActors.Exploration;

/// <summary>The answer of an exploration.</summary>
public enum Verdict
{
    /// <summary>No order breaks a property: all were tried.</summary>
    Held,

    /// <summary>Some order breaks a property.</summary>
    Broken,

    /// <summary>A budget ran out before either was known. That is no pass.</summary>
    Inconclusive,
}
