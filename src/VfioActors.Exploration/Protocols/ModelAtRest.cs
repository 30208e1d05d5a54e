using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Protocols;

/// <summary>A claim of a <see cref="Model"/> about the world at rest.</summary>
/// <param name="name">Its id.</param>
/// <param name="claim">What is claimed.</param>
/// <param name="refute">What is wrong; null while it holds.</param>
/// <param name="isSymmetric">Whether the model says what is interchangeable.</param>
internal sealed class ModelAtRest(string name, string claim, Func<IWorldView, string?> refute, bool isSymmetric)
    : AtRest
{
    public override string Name => name;

    public override string Claim => claim;

    public override bool IsSymmetric => isSymmetric;

    public override string? Refute(IWorldView view) => refute(view);
}
