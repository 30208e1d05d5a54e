using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Machines;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>No thread does a thing of one sort wrong.</summary>
/// <param name="name">The name of the claim.</param>
/// <param name="claim">What is claimed.</param>
/// <param name="words">For the reason.</param>
/// <param name="isMeant">Whether a fault is of the sort.</param>
internal sealed class FaultClaim(string name, string claim, FaultWords words, Func<FaultFound, bool> isMeant)
    : Invariant<TaskState>
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Claim => claim;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string? Refute(TaskState state, ActorId actor, IWorldView view) =>
        state.Fault.Value.Fault != Fault.None && isMeant(state.Fault.Value) ? words.Of(state) : null;
}
