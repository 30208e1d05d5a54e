using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Tries every order depth first, but goes on from each state only once: states are told apart by 64-bit fingerprints.
/// </summary>
/// <remarks>
/// Holzmann, "On Limits and Possibilities of Automated Protocol Analysis", PSTV 1987. Two states of n are taken for one
/// with a chance of about n * n / 2^65: one in a million for six million states.
/// </remarks>
public sealed class StatefulStrategy : IStrategy, ICountsStates
{
    private const int TrialRunsMax = 16;

    private readonly FingerprintSet _met = new();

    /// <summary>
    /// States that were met after something was broken, and had not been met before: each counts once.
    /// </summary>
    private readonly FingerprintSet _metBroken = new();
    private DfsStrategy _search = new(counts: false);
    private int _distinctions;
    private ulong[] _path = new ulong[64];
    private bool _resumes;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("stateful") { IsExhaustive = true, ForgetsHistory = true };

    /// <inheritdoc/>
    public long? States { get; private set; } = 0;

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_met.Count == 0) { Rehearse(world); }
        var start = _search.Begin(world, run);
        _resumes = start is not null && _met.Count > 0;
        if (start is not null || world.Distinctions == _distinctions) { return start; }

        // An actor heard a second sender, or asked for the time, after states were merged as if not: begin again.
        _distinctions = world.Distinctions;
        _met.Clear();
        _metBroken.Clear();
        States = 0;
        _search = new(counts: false);
        return _search.Begin(world, run) is null ? null : new(0, IsRestart: true);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        // The state to which the search went back was met before, by itself.
        if (_resumes)
        {
            _resumes = false;
            return _search.Choose(run);
        }

        var fingerprint = run.FutureFingerprint;
        if (run.Depth == _path.Length) { Array.Resize(ref _path, run.Depth * 2); }
        _path[run.Depth] = fingerprint;
        if (_met.Add(fingerprint))
        {
            if (IsUncounted(run, fingerprint)) { States++; }
            return _search.Choose(run);
        }

        _search.Reach(run.Depth);
        var earlier = _path.AsSpan(0, run.Depth).IndexOf(fingerprint);
        return Decision.Met(earlier < 0 ? null : earlier);
    }

    /// <summary>
    /// A state goes on once for each way in which something was broken before it, and is one state all the same.
    /// </summary>
    private bool IsUncounted(RunView run, ulong fingerprint)
    {
        if (!run.IsBroken) { return !_metBroken.Has(fingerprint); }
        var state = run.StateFingerprint;
        return !_met.Has(state) && _metBroken.Add(state);
    }

    /// <summary>Some runs ahead of the search, so that most actors are already known to hear several others.</summary>
    private void Rehearse(World world)
    {
        for (var run = 0; run < TrialRunsMax; run++) { TrialRuns.Run(world, run); }
        _distinctions = world.Distinctions;
    }
}
