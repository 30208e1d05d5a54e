using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.BarExports;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-16: an importer reaches memory that is gone.</summary>
public sealed class NoAccessOfDisabled : Invariant<BarExportState>
{
    /// <inheritdoc/>
    public override string Claim => "Nobody reaches the memory of a function that is disabled.";

    /// <inheritdoc/>
    public override string? Refute(BarExportState state, ActorId actor, IWorldView view) =>
        state.AccessesOfDisabled.Value == 0 ? null : $"{view.NameOf(actor)} is reached while it is disabled";
}
