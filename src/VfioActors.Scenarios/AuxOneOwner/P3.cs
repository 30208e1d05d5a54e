using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>Catches what is left when everybody has detached.</summary>
/// <param name="owner">The owner.</param>
/// <param name="unmatched">
/// How many more attaches than detaches the clients were given: 0 unless a script was shortened.
/// </param>
public sealed class P3(ActorId owner, int unmatched) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "When everybody has detached, no id, no count and no entry is left.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var state = view.State<OneOwnerState>(owner);
        if (unmatched != 0) { return null; }
        if (state.InUse.Value != 0) { return "an id is still allocated"; }
        if (state.Attached.Value != 0 || state.UnitUses.Value != 0) { return "a count is not 0"; }
        return state.Entries.Count > 0
            ? $"dev{state.Entries.Keys[0].Device}[{state.Entries.Keys[0].Pasid}] is still present"
            : null;
    }
}
