using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>Some run comes to a moment at which it holds.</summary>
/// <param name="program">The file.</param>
/// <param name="plan">The claim.</param>
internal sealed class SometimesClaim(RaceProgram program, ClaimPlan plan) : Witness
{
    private readonly Evaluator _evaluator = new(program, plan);

    /// <inheritdoc/>
    public override string Name => $"sometimes-{plan.Line}";

    /// <inheritdoc/>
    public override string Claim => plan.Text;

    /// <summary>Whether it held at some moment.</summary>
    internal bool WasSeen { get; private set; }

    /// <inheritdoc/>
    public override bool Reached(IWorldView view)
    {
        Look(view);
        return WasSeen;
    }

    /// <summary>Looks at a moment.</summary>
    internal void Look(IWorldView view) => WasSeen = WasSeen || _evaluator.Holds(view) == true;
}
