using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>Some run comes to a moment at which it holds, since threads began.</summary>
/// <param name="program">The file.</param>
/// <param name="plan">The claim.</param>
/// <param name="watch">Told what it asks; null for nobody.</param>
internal sealed class SometimesClaim(RaceProgram program, ClaimPlan plan, IdentityWatch? watch) : Witness
{
    private readonly Evaluator _evaluator = new(program, plan, watch);
    private bool _wasSeen;

    /// <inheritdoc/>
    public override string Name => $"sometimes-{plan.Line}";

    /// <inheritdoc/>
    public override string Claim => plan.Text;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override bool WasSeen => _wasSeen;

    /// <inheritdoc/>
    public override bool MayBeTried => false;

    /// <inheritdoc/>
    public override bool Reached(IWorldView view)
    {
        Look(view);
        return _wasSeen;
    }

    /// <inheritdoc/>
    public override void Recall() => _wasSeen = true;

    /// <summary>Whether a message may lead to a moment that is to be looked at.</summary>
    internal bool Sees(ActorId receiver, MessageKind kind) => _evaluator.Sees(receiver, kind);

    /// <summary>Looks at a moment.</summary>
    internal void Look(IWorldView view) => _wasSeen = _wasSeen || _evaluator.HoldsAtFirst() == true
        || (_evaluator.Beginning.IsOver(view) && _evaluator.Holds(view) == true);
}
