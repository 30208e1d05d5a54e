using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1;

/// <summary>A request that was answered.</summary>
/// <param name="User">Who asked.</param>
/// <param name="At">The place in the script.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record Type1Answer(ActorId User, int At, UserRequest Request, UserOutcome Outcome)
{
    /// <summary>Whether it was not refused.</summary>
    internal bool Succeeded => Outcome.Error == Errno.None;
}
