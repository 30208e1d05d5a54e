using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>Holds when nothing is left to do: nothing lost, nothing held, nobody waiting for ever.</summary>
public abstract class AtRest : Property
{
    /// <summary>
    /// Whether there is anything that the claim is about; when there is not, it is reported as never looked at.
    /// </summary>
    public virtual bool Concerns(IWorldView view) => true;

    /// <summary>Says what is wrong, in one line, or null when nothing is.</summary>
    /// <param name="view">The world at rest: any actor may be looked at.</param>
    public abstract string? Refute(IWorldView view);
}
