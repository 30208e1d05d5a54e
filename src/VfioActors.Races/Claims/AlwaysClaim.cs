using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>
/// Holds when threads begin, and after each step that changes shared memory from then on. What leads through a pointer
/// to nowhere is passed over.
/// </summary>
/// <param name="program">The file.</param>
/// <param name="plan">The claim.</param>
/// <param name="watch">Told what it asks; null for nobody.</param>
internal sealed class AlwaysClaim(RaceProgram program, ClaimPlan plan, IdentityWatch? watch) : Observer
{
    /// <summary>What its name begins with, before its line.</summary>
    internal const string Prefix = "always-";

    /// <summary>How it is said that it does not hold before anything has happened.</summary>
    internal const string AtStart = "fails at the start";

    private readonly Evaluator _evaluator = new(program, plan, watch);

    /// <summary>What does not hold at the start is broken by the first step of all, whatever that is.</summary>
    private readonly Lazy<bool> _failsAtFirst = new(() => new Evaluator(program, plan, watch).HoldsAtFirst() == false);

    /// <inheritdoc/>
    public override string Name => $"{Prefix}{plan.Line}";

    /// <inheritdoc/>
    public override string Claim => plan.Text;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override bool Sees(ActorId receiver, MessageKind kind) =>
        _evaluator.Sees(receiver, kind) || (_failsAtFirst.Value && receiver.Value > program.Threads.Count);

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        if (_failsAtFirst.Value) { return $"line {plan.Line}: {plan.Text} {AtStart}"; }
        return _evaluator.Beginning.IsOver(view) && _evaluator.Holds(view) == false
            ? $"line {plan.Line}: {plan.Text} fails"
            : null;
    }
}
