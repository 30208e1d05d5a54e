namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>Something that a storm leaves behind.</summary>
/// <param name="What">What it is, in the plural.</param>
/// <param name="Count">How many there are.</param>
public sealed record Shortfall(string What, long Count)
{
    /// <summary>Such as <c>3 pasids in use</c>.</summary>
    public override string ToString() => $"{Count} {What}";
}
