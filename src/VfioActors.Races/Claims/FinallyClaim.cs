using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>Holds when all threads are done.</summary>
/// <param name="program">The file.</param>
/// <param name="plan">The claim.</param>
/// <param name="watch">Told what it asks; null for nobody.</param>
internal sealed class FinallyClaim(RaceProgram program, ClaimPlan plan, IdentityWatch? watch) : AtRest
{
    private readonly Evaluator _evaluator = new(program, plan, watch);

    /// <inheritdoc/>
    public override string Name => $"finally-{plan.Line}";

    /// <inheritdoc/>
    public override string Claim => plan.Text;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        Standing standing = new(program, view);
        if (standing.IsBroken || standing.Waiting.Any()) { return null; }
        return _evaluator.Holds(view) switch
        {
            true => null,
            false => $"line {plan.Line}: {plan.Text} fails when all is at rest",
            null => $"line {plan.Line}: {plan.Text} follows a pointer that leads nowhere",
        };
    }
}
