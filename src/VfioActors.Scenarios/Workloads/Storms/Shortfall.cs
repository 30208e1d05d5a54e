using VfioActors.Behaviors.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>Something that a storm leaves behind.</summary>
/// <param name="One">What it is, of one.</param>
/// <param name="What">What it is, in the plural.</param>
/// <param name="Count">How many there are.</param>
public sealed record Shortfall(string One, string What, long Count)
{
    /// <summary>Such as <c>1 pasid in use</c> or <c>3 pasids in use</c>.</summary>
    public override string ToString() => Counted.Of(Count, One, What);
}
