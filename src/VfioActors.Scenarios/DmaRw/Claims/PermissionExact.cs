using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches DRW-04 and 18: the rights of a mapping are not those that are tested.</summary>
/// <param name="actors">Who is who: one user.</param>
public sealed class PermissionExact(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Every byte read lies in a mapping that may be read, every byte written in one that may be written; nothing "
        + "else is refused with EPERM but a mapping whose owner is gone.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var user = view.State<UserState>(actors.Users[0].User);
        foreach (var expected in AccessModel.Of(actors, view))
        {
            if (user.Outcomes.TryGet(expected.Id, out var outcome) && Judges(expected, outcome.Error))
            {
                return $"{AccessText.Of(expected.Access)} returns {outcome.Error.Returned()}, not "
                    + expected.Error.Returned();
            }
        }

        return null;
    }

    /// <summary>Whether an answer is wrong about rights, not about something else.</summary>
    internal static bool Judges(AccessExpectation expected, Errno answer) =>
        (expected.Error == Errno.EPERM && answer == Errno.None)
        || (expected.Error != Errno.EPERM && answer == Errno.EPERM);
}
