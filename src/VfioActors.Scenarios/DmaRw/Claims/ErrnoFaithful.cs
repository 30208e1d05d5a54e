using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches DRW-03, 08, 23 and 24: a refusal under another name, or where there is nothing to refuse.</summary>
/// <param name="actors">Who is who: one user.</param>
public sealed class ErrnoFaithful(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Every access is answered, with the error number of what is wrong with it.";

    /// <summary>What is due to accesses takes for granted what was mapped before them.</summary>
    public override bool PresumesEnough =>
        actors.Users[0].Script.Any(step => step.Request.Asks<ContainerMessage.Map>(out _));

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var user = view.State<UserState>(actors.Users[0].User);
        foreach (var expected in AccessModel.Of(actors, view))
        {
            if (!user.Outcomes.TryGet(expected.Id, out var outcome))
            {
                return $"{AccessText.Of(expected.Access)} is never answered, and {expected.Error.Returned()} is due";
            }

            var isOfRights = outcome.Error == Errno.EPERM || expected.Error == Errno.EPERM;
            if (outcome.Error != expected.Error && !(isOfRights && PermissionExact.Judges(expected, outcome.Error)))
            {
                return $"{AccessText.Of(expected.Access)} returns {outcome.Error.Returned()}, not "
                    + expected.Error.Returned();
            }
        }

        return null;
    }
}
