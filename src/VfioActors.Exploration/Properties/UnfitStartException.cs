using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>
/// What is claimed of an actor after each of its steps does not even hold before any: either the claim or the start is
/// not what was meant, and no order of messages is to blame.
/// </summary>
/// <remarks>
/// Departs from TLC, for which it is a violation like others: a trace without a step explains nothing, and an actor
/// that never takes a step would not be looked at.
/// </remarks>
#pragma warning disable CA1032 // It always says which claim.
public sealed class UnfitStartException : UnfitScenarioException
#pragma warning restore CA1032
{
    internal UnfitStartException(string scenario, Property property, string reason)
        : base($"'{scenario}' cannot be explored: {property.Name} does not hold before any step: {reason}") =>
        Property = property;

    /// <summary>The claim.</summary>
    public Property Property { get; }
}
