using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Tries every order depth first, but goes on from each state only once: states are told apart by 64-bit fingerprints.
/// </summary>
/// <remarks>
/// Holzmann, "On Limits and Possibilities of Automated Protocol Analysis", PSTV 1987. Two states of n are taken for one
/// with a chance of about n * n / 2^65: one in a million for six million states.
/// </remarks>
public sealed class StatefulStrategy
    : IStrategy, ICountsStates, IBoundsPreemptions, IKnowsWhatIsLeft, IMergesOrbits, IRemembersRenamings, IGoesOnInBits,
    IKeepsItsPlace, ILooksAhead
{
    private readonly MetStates _met = new();

    /// <summary>With a bound: what was gone on from, by operation and by how many preemptions led there.</summary>
    private readonly FingerprintSet _metWithin = new();

    /// <summary>With a bound: the states, each once, whatever led there.</summary>
    private readonly FingerprintSet _states = new();

    /// <summary>What is met beyond the memory; null when nothing was set aside for it.</summary>
    private BitTable? _bits;
    private bool _isInBits;

    /// <summary>Whether all that was met is among the exact states, as long as nothing bounds or ends that.</summary>
    private bool _isPlain;
    private PreemptionBound? _bound;
    private DfsStrategy? _search;
    private OrbitFingerprints? _orbits;
    private RenamedMemory? _memory;
    private int _distinctions;
    private ulong[] _path = new ulong[64];

    /// <summary>With symmetry: the states of the path as they are, not as the orbits they are in.</summary>
    private ulong[] _exact = new ulong[64];
    private Leads? _leads;
    private bool _resumes;
    private long _begun;

    /// <param name="preemptions">How many preemptions a run may have; null for any number.</param>
    public StatefulStrategy(int? preemptions = null) =>
        (Preemptions, _bound, _isPlain) = (preemptions, BoundOf(preemptions), preemptions is null);

    /// <summary>Goes on once from all states that differ only in which of several equal things is which.</summary>
    /// <param name="symmetry">What can change places.</param>
    public StatefulStrategy(Symmetry symmetry)
        : this() => Symmetry = symmetry;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("stateful") { IsExhaustive = true, ForgetsHistory = true };

    /// <inheritdoc/>
    /// <remarks>Beyond the memory a state counts once for each way in which something was broken before it.</remarks>
    public long? States => _bound is null ? _met.Count + (_bits?.Count ?? 0) : _states.Count;

    /// <inheritdoc/>
    public int? Preemptions { get; }

    /// <inheritdoc/>
    public Symmetry? Symmetry { get; }

    /// <inheritdoc/>
    public bool LeftOut => _bound is { LeftOut: true };

    bool IGoesOnInBits.IsInBits => _isInBits;

    double? IGoesOnInBits.Coverage =>
        _isInBits && _bits is { } bits && States is > 0 and var states ? states / (states + bits.Mistaken) : null;

    private DfsStrategy Path => _search ??= new(counts: false, _bound);

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_begun == 0) { Rehearse(world); }
        var start = Path.Begin(world, run);
        _resumes = start is not null && _begun++ > 0;
        if (start is not null || world.Distinctions == _distinctions) { return start; }

        // An actor heard a second sender, or asked for the time, after states were merged as if not: begin again.
        _orbits?.Forget();
        _distinctions = world.Distinctions;
        _met.Clear();
        _metWithin.Clear();
        _states.Clear();
        _bits?.Clear();
        (_isInBits, _isPlain) = (false, Preemptions is null);
        (_bound, _search) = (BoundOf(Preemptions), null);
        return Path.Begin(world, run) is null ? null : new(0, IsRestart: true);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        // The state to which the search went back was met before, by itself.
        if (_resumes)
        {
            _resumes = false;
            return Next(run);
        }

        if (_leads?.Arrive() == true) { return Next(run); }
        var here = _orbits is null ? run.World.HereAhead : new(OrbitOf(run), KnowsNothing: false, Actors: 0);
        var state = here.Fingerprint;
        var fingerprint = run.World.WithPast(state);
        Note(run.Depth, fingerprint);
        _leads?.Note(run.Depth, here);
        if (IsNew(run, state)) { return Next(run); }
        Path.Reach(run.Depth);
        return MetBefore(run, fingerprint);
    }

    /// <inheritdoc/>
    public Remainder Left(World world) => new(UntriedSteps: Path.Untried);

    void IRemembersRenamings.Use(RenamedMemory memory) => _memory = memory;

    void IGoesOnInBits.Reserve(long bytes) => _bits = new(bytes);

    void IGoesOnInBits.GoOnInBits() => (_isInBits, _isPlain) = (_bits is not null, false);

    void IKeepsItsPlace.Keep(CheckpointWriter writer)
    {
        _met.Keep(writer);
        KeptFingerprints.Write(writer, _metWithin);
        KeptFingerprints.Write(writer, _states);
        writer.Write(_distinctions);
        writer.Write(_begun);
        ((IKeepsItsPlace)Path).Keep(writer);
        writer.Write(_path.AsSpan(0, Path.Depth + 1));
        writer.Write(_exact.AsSpan(0, _orbits is null ? 0 : Path.Depth + 1));
    }

    void IKeepsItsPlace.Recall(CheckpointReader reader, World world)
    {
        _met.Recall(reader);
        KeptFingerprints.Read(reader, _metWithin);
        KeptFingerprints.Read(reader, _states);
        _distinctions = reader.ReadInt(0, int.MaxValue);
        _begun = reader.ReadLong();
        ((IKeepsItsPlace)Path).Recall(reader, world);
        (_path, _exact) = ([.. reader.ReadWords(), 0], [.. reader.ReadWords(), 0]);
        if (_path.Length != Path.Depth + 2) { throw reader.Wrong("the way has another length than its states"); }
        if (Symmetry is not null && _begun > 0) { _orbits = new(world, Symmetry, _memory); }
    }

    void IKeepsItsPlace.Passing(World world, Choice next) => ((IKeepsItsPlace)Path).Passing(world, next);

    Leads? ILooksAhead.LookAhead(StepsAhead ahead) => _leads = new(ahead, _met);

    private void Note(int depth, ulong fingerprint)
    {
        if (depth == _path.Length) { Array.Resize(ref _path, depth * 2); }
        _path[depth] = fingerprint;
    }

    /// <summary>
    /// The next step, of those that do not lead to a state that was met: each that does is a run that was left there.
    /// </summary>
    private Decision Next(RunView run)
    {
        if (_leads is null || !_isPlain || !Leads.AreKnownIn(run.World)) { return Path.Choose(run); }
        var depth = run.Depth;
        if (Path.Open(run)) { _leads.Look(depth, Path.StepsHere, Path.FirstHere); }
        while (Path.TryPass(out var place))
        {
            var next = Decision.Take(Path.StepAt(place));
            var state = _leads[place];
            if (state == 0) { return next; }
            var fingerprint = run.World.WithPast(state);
            if (_met.Add(state, run.World.Past))
            {
                _leads.Expect(depth + 1, place);
                Note(depth + 1, fingerprint);
                return next;
            }

            // A run that comes round is to be looked at.
            if (_path.AsSpan(0, depth + 1).Contains(fingerprint)) { return next; }
            _leads.Pass();
        }

        return _leads.HasPassed ? Decision.Met() : Decision.Rest;
    }

    private static PreemptionBound? BoundOf(int? preemptions) => preemptions is { } most ? new(most) : null;

    /// <summary>The orbit of the state at hand, which is noted as it is too.</summary>
    private ulong OrbitOf(RunView run)
    {
        if (run.Depth >= _exact.Length) { Array.Resize(ref _exact, run.Depth * 2); }
        var state = run.StateFingerprint;
        _exact[run.Depth] = run.World.WithPast(state);
        return _orbits!.Of(state);
    }

    private Decision MetBefore(RunView run, ulong fingerprint)
    {
        var earlier = _path.AsSpan(0, run.Depth).IndexOf(fingerprint);
        if (earlier < 0) { return Decision.Met(); }

        // Of one orbit, but not the same: the run goes round when it has gone so often that all are in their places.
        var isSame = _orbits is null || _exact[earlier] == _exact[run.Depth];
        return isSame ? Decision.Met(earlier) : Decision.MetOnAPossibleCircle;
    }

    /// <summary>Whether the search is to go on from a state; then it is met from now on.</summary>
    private bool IsNew(RunView run, ulong state) => _isPlain
        ? _met.Add(state, run.World.Past)
        : _bound is null ? IsNewInBits(state, run.World.Past) : IsNewWithin(_bound, run, state);

    private bool IsNewInBits(ulong state, ulong past) =>
        !_met.Has(state, past) && _bits!.Add(past == 0 ? state : Fingerprint.Mix(state, past));

    /// <summary>
    /// With a bound a search goes on from a state once for each operation that led there, and again when it comes with
    /// fewer preemptions than ever: who has more of them left goes wherever the others went.
    /// </summary>
    private bool IsNewWithin(PreemptionBound bound, RunView run, ulong state)
    {
        _states.Add(state);
        var key = bound.Key(run, run.World.WithPast(state));
        var used = bound.UsedAt(run.Depth);
        for (var fewer = 0; fewer < used; fewer++)
        {
            if (_metWithin.Has(Fingerprint.Mix(key, (ulong)fewer))) { return false; }
        }

        return _metWithin.Add(Fingerprint.Mix(key, (ulong)used));
    }

    /// <summary>Some runs ahead of the search, so that most actors are already known to hear several others.</summary>
    private void Rehearse(World world)
    {
        TrialRuns.Rehearse(world);
        if (Symmetry is not null) { _orbits = new(world, Symmetry, _memory); }
        _distinctions = world.Distinctions;
    }
}
