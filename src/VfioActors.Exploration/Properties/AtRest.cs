using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>Holds when nothing is left to do: nothing lost, nothing held, nobody waiting for ever.</summary>
public abstract class AtRest : Property
{
    /// <summary>Says what is wrong, in one line, or null when nothing is.</summary>
    /// <param name="view">The world at rest: any actor may be looked at.</param>
    public abstract string? Refute(IWorldView view);
}
