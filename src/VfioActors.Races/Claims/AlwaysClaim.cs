using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Machines;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>
/// Holds after each step that changes shared memory. What leads through a pointer to nowhere is passed over.
/// </summary>
/// <param name="program">The file.</param>
/// <param name="plan">The claim.</param>
internal sealed class AlwaysClaim(RaceProgram program, ClaimPlan plan) : Observer
{
    private readonly Evaluator _evaluator = new(program, plan);

    /// <inheritdoc/>
    public override string Name => $"always-{plan.Line}";

    /// <inheritdoc/>
    public override string Claim => plan.Text;

    /// <inheritdoc/>
    public override bool Sees(ActorId receiver, MessageKind kind) =>
        receiver.Value > program.Threads.Count && kind != MessageKind.Of<RaceMessage.Read>();

    /// <inheritdoc/>
    public override string? Refute(IWorldView view) =>
        _evaluator.Holds(view) == false ? $"line {plan.Line}: {plan.Text} fails" : null;
}
