using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Races.Claims;

/// <summary>Looks for a witness at each step that changes shared memory; never refuted itself.</summary>
/// <param name="witness">What is looked for.</param>
internal sealed class Lookout(SometimesClaim witness) : Observer
{
    /// <inheritdoc/>
    public override string Name => $"{witness.Name}-lookout";

    /// <inheritdoc/>
    public override string Claim => $"At every step it is looked whether {witness.Claim}.";

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override bool Sees(ActorId receiver, MessageKind kind) =>
        !witness.WasSeen && witness.Sees(receiver, kind);

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        witness.Look(view);
        return null;
    }
}
