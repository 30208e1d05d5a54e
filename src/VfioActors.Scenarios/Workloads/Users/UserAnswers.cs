using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Users;

/// <summary>How users hear the answers of a subsystem that has protocols of its own.</summary>
public abstract class UserAnswers
{
    /// <summary>Whether a message is a part of an answer, and its end is still to come.</summary>
    public virtual bool IsPart(in Envelope envelope) => false;

    /// <summary>Whether a message ends an answer, and if so what came of the request.</summary>
    public abstract bool TryOutcome(in Envelope envelope, out UserOutcome outcome);
}
