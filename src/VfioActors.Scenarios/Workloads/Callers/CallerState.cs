using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;

namespace VfioActors.Scenarios.Workloads.Callers;

/// <summary>What a thread knows: how far it is, and what its calls returned.</summary>
public sealed class CallerState : State, IWaits, IAdvances
{
    private readonly IReadOnlyList<CallerStep> _script;

    internal CallerState(Journal journal, IReadOnlyList<CallerStep> script)
        : base(journal)
    {
        _script = script;
        Next = Variable<int>();
        Outcomes = SortedMap<OperationId, CallOutcome>(Math.Max(script.Count, 1));
        Unasked = Variable<int>();
    }

    /// <summary>The place of the call in hand; the number of calls at the end.</summary>
    public Variable<int> Next { get; }

    /// <summary>What came of the calls that returned.</summary>
    public SortedMap<OperationId, CallOutcome> Outcomes { get; }

    /// <summary>How many answers came to calls that had returned; 0 in the reference.</summary>
    public Variable<int> Unasked { get; }

    /// <inheritdoc/>
    public int Place => Next.Value;

    /// <inheritdoc/>
    public int LastPlace => _script.Count;

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Next.Value < _script.Count) { waits.For(_script[Next.Value].Call.To, _script[Next.Value].Id); }
    }
}
