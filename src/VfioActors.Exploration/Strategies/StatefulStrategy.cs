using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Tries every order depth first, but goes on from each state only once: states are told apart by 64-bit fingerprints.
/// </summary>
/// <remarks>
/// Holzmann, "On Limits and Possibilities of Automated Protocol Analysis", PSTV 1987. Two states of n are taken for one
/// with a chance of about n * n / 2^65: one in a million for six million states.
/// </remarks>
public sealed class StatefulStrategy : IStrategy
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
    public string Name => "stateful";

    /// <inheritdoc/>
    public bool IsExhaustive => true;

    /// <inheritdoc/>
    public bool ForgetsHistory => true;

    /// <inheritdoc/>
    public long? States { get; private set; } = 0;

    /// <inheritdoc/>
    public int Restarts { get; private set; }

    /// <inheritdoc/>
    public int? Circle { get; private set; }

    /// <inheritdoc/>
    public bool TryBegin(World world, long run, out int depth)
    {
        if (_met.Count == 0) { Rehearse(world); }
        var goesOn = _search.TryBegin(world, run, out depth);
        _resumes = goesOn && _met.Count > 0;
        if (goesOn || world.Distinctions == _distinctions) { return goesOn; }

        // An actor heard a second sender, or asked for the time, after states were merged as if not: begin again.
        _distinctions = world.Distinctions;
        Restarts++;
        _met.Clear();
        _metBroken.Clear();
        States = 0;
        _search = new(counts: false);
        world.BackTo(0);
        return _search.TryBegin(world, run, out depth);
    }

    /// <inheritdoc/>
    public bool Enter(World world)
    {
        // The state to which the search went back was entered before.
        if (_resumes)
        {
            _resumes = false;
            return true;
        }

        var fingerprint = world.FutureFingerprint;
        if (world.Depth == _path.Length) { Array.Resize(ref _path, world.Depth * 2); }
        _path[world.Depth] = fingerprint;
        var isNew = _met.Add(fingerprint);
        if (isNew && IsUncounted(world, fingerprint)) { States++; }
        var earlier = isNew ? -1 : _path.AsSpan(0, world.Depth).IndexOf(fingerprint);
        Circle = earlier < 0 ? null : earlier;
        return isNew;
    }

    /// <inheritdoc/>
    public bool TryChoose(World world, out Choice choice) => _search.TryChoose(world, out choice);

    /// <inheritdoc/>
    public void Took(World world) => _search.Took(world);

    /// <summary>
    /// A state goes on once for each way in which something was broken before it, and is one state all the same.
    /// </summary>
    private bool IsUncounted(World world, ulong fingerprint)
    {
        if (world.Past == 0) { return !_metBroken.Has(fingerprint); }
        var state = world.StateFingerprint;
        return !_met.Has(state) && _metBroken.Add(state);
    }

    /// <summary>Some runs ahead of the search, so that most actors are already known to hear several others.</summary>
    private void Rehearse(World world)
    {
        for (var run = 0; run < TrialRunsMax; run++) { TrialRuns.Run(world, run); }
        _distinctions = world.Distinctions;
    }
}
