using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Runs;

namespace VfioActors.Scenarios.Workloads.Users;

/// <summary>What a user knows: how far it is in its script, and what it was answered.</summary>
public sealed class UserState : State, IWaits, IAdvances
{
    /// <summary>How many runs of bits or of pages all its answers may have.</summary>
    public const int RunsMax = 1 << 12;

    private readonly IReadOnlyList<UserStep> _script;

    internal UserState(Journal journal, IReadOnlyList<UserStep> script)
        : base(journal)
    {
        _script = script;
        Next = Variable<int>();
        Outcomes = SortedMap<OperationId, UserOutcome>(Math.Max(script.Count, 1));
        Bits = SortedMap<RunKey, ulong>(RunsMax);
        Pages = SortedMap<RunKey, UserPages>(RunsMax);
    }

    /// <summary>The place in the script of the request in hand; the length of the script at the end.</summary>
    public Variable<int> Next { get; }

    /// <summary>What came of the requests that were answered.</summary>
    public SortedMap<OperationId, UserOutcome> Outcomes { get; }

    /// <summary>The dirty bits it was told, run by run: the space is the operation, the page the first bit.</summary>
    public SortedMap<RunKey, ulong> Bits { get; }

    /// <summary>The page frames it was told, run by run: the space is the operation, the page the iova's.</summary>
    public SortedMap<RunKey, UserPages> Pages { get; }

    /// <inheritdoc/>
    public int Place => Next.Value;

    /// <inheritdoc/>
    public int LastPlace => _script.Count;

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Next.Value < _script.Count) { waits.For(_script[Next.Value].Request.To, _script[Next.Value].Id); }
    }
}
