using VfioActors.Behaviors.Values;

namespace VfioActors.Hosting.Kernels;

/// <summary>Something that an actor still holds.</summary>
/// <param name="Actor">The name of the actor.</param>
/// <param name="One">What it is, of one, such as "mapping".</param>
/// <param name="What">What it is, in the plural, such as "mappings".</param>
/// <param name="Count">How many, at least 1.</param>
public sealed record Holding(string Actor, string One, string What, long Count)
{
    /// <summary>The line that a log gets.</summary>
    public override string ToString() => $"{Actor} still has {Counted.Of(Count, One, What)}";
}
