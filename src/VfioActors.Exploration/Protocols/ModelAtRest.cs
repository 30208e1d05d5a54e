using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Protocols;

/// <summary>A claim of a <see cref="Model"/> about the world at rest.</summary>
/// <param name="name">Its id.</param>
/// <param name="text">The predicate as it was written.</param>
/// <param name="holds">The predicate.</param>
/// <param name="shown">The states of all actors as text.</param>
internal sealed class ModelAtRest(
    string name, string text, Func<IWorldView, bool> holds, Func<IWorldView, string> shown) : AtRest
{
    public override string Name => name;

    public override string Claim => $"At rest: {text}";

    public override string? Refute(IWorldView view) => holds(view) ? null : shown(view);
}
