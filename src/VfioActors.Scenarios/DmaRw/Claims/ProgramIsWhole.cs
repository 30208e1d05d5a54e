using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches DRW-06: the group leaves half-way through a device's work.</summary>
/// <param name="actors">Who is who.</param>
public sealed class ProgramIsWhole(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "A device does all of its accesses or, when its group is in no container, none.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var answer in actors.Answers(view))
        {
            if (!answer.Request.Asks<VendorDriverMessage.Run>(out var run)) { continue; }
            var (moved, all) = (answer.Outcome.Value, run.Length.Value * (ulong)run.Accesses);
            if (moved != 0 && moved != all)
            {
                return $"a device did {moved} of {Counted.Of(all, "byte")}: {answer.Outcome.Error.Returned()}";
            }
        }

        return null;
    }
}
