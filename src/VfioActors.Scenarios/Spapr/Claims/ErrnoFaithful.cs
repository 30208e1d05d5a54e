using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-04, 15, 27, 32 and 37: an answer is not the one that the specification gives.</summary>
/// <param name="actors">Who is who.</param>
/// <param name="answers">What each request of the only user may be answered, by its place.</param>
public sealed class ErrnoFaithful(SpaprActors actors, IReadOnlyList<IReadOnlyList<Errno>> answers)
    : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Every call is answered 0 or the error that the specification names, never a count.";

    /// <summary>What may be answered in one way only presumes that nothing is refused.</summary>
    public override bool PresumesEnough => answers.All(allowed => allowed.Count == 1);

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var (user, script) = actors.Users[0];
        var outcomes = view.State<UserState>(user).Outcomes;
        for (var at = 0; at < script.Count; at++)
        {
            // What a minimizer left out changes what the others are answered.
            if (script.Count != answers.Count || !outcomes.TryGet(script[at].Id, out var outcome)) { return null; }

            if (outcome.Value > 0) { return $"request {at + 1} is answered +{outcome.Value}"; }

            if (!answers[at].Contains(outcome.Error))
            {
                var expected = string.Join(" or ", answers[at].Select(error => error.Returned()));
                return $"request {at + 1} is answered {outcome.Error.Returned()}, and {expected} is the answer";
            }
        }

        return null;
    }
}
