using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Iommufd;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-07: a file gives its count back twice.</summary>
public sealed class NoDoubleRelease : Invariant<IommufdState>
{
    /// <inheritdoc/>
    public override string Claim => "A file is released once.";

    /// <inheritdoc/>
    public override string? Refute(IommufdState state, ActorId actor, IWorldView view) =>
        state.DoubleReleases.Value == 0 ? null : $"{view.NameOf(actor)} releases a file twice";
}
