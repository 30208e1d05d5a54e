using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-09: an id is handed out again while an entry of its old owner is present.</summary>
public sealed class PasidNeverReusedWhileEntryPresent : StepRule<IommuUnitState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "When an entry is written for an id, no table has the id for somebody else.";

    /// <inheritdoc/>
    public override string? Refute(IommuUnitState state, in Envelope envelope, IWorldView view)
    {
        if (!envelope.Is<IommuUnitMessage.SetEntry>(out var set)) { return null; }
        for (var at = 0; at < state.Entries.Count; at++)
        {
            var owner = state.Entries.Values[at].Owner;
            if (state.Entries.Keys[at].Pasid == set.Pasid && owner != envelope.From)
            {
                var user = view.NameOf(envelope.From);
                return $"{user} has pasid {set.Pasid} while an entry of {view.NameOf(owner)} is present";
            }
        }

        return null;
    }
}
