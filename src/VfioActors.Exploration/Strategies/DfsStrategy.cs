using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Tries every order, one after the other, depth first. For small worlds, and the oracle of the other strategies.
/// </summary>
public sealed class DfsStrategy : IStrategy, ICountsStates, IBoundsPreemptions, IKnowsWhatIsLeft, IKeepsItsPlace
{
    /// <summary>Where the steps of a depth begin that nobody has looked for.</summary>
    private const int NotListed = -1;

    private readonly FingerprintSet _met = new();
    private readonly bool _counts;
    private readonly PreemptionBound? _bound;
    private int[] _next = new int[64];
    private int[] _gone = new int[64];
    private int[] _width = new int[64];

    /// <summary>
    /// The steps of all depths one after the other, and where those of each begin and end: to list them again whenever
    /// the search comes back would cost as much as to take one.
    /// </summary>
    private Choice[] _steps = new Choice[64];
    private int[] _first = new int[64];
    private int[] _end = new int[64];
    private int _depth = -1;
    private int _distinctions;

    /// <param name="counts">Whether to count the states it meets.</param>
    /// <param name="preemptions">How many preemptions a run may have; null for any number.</param>
    public DfsStrategy(bool counts = true, int? preemptions = null)
        : this(counts, preemptions is { } most ? new PreemptionBound(most) : null)
    {
    }

    internal DfsStrategy(bool counts, PreemptionBound? bound) => (_counts, _bound) = (counts, bound);

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("dfs") { IsExhaustive = true };

    /// <inheritdoc/>
    public long? States => _counts ? _met.Count : null;

    /// <inheritdoc/>
    public int? Preemptions => _bound?.Most;

    /// <inheritdoc/>
    public bool LeftOut => _bound is { LeftOut: true };

    /// <summary>How deep the search is; -1 before it began.</summary>
    internal int Depth => _depth;

    /// <summary>The steps at the depth at which it is, which <see cref="Open"/> lists.</summary>
    internal ReadOnlySpan<Choice> StepsHere => _steps.AsSpan(_first[_depth], _end[_depth] - _first[_depth]);

    /// <summary>Where those begin among the steps of all depths.</summary>
    internal int FirstHere => _first[_depth];

    /// <summary>A step by its place among those of all depths.</summary>
    internal Choice StepAt(int place) => _steps[place];

    /// <summary>Goes the next step at the depth at which it is; nothing bounds the search.</summary>
    /// <param name="place">Its place among the steps of all depths.</param>
    /// <returns>False when there is none.</returns>
    internal bool TryPass(out int place)
    {
        if (_gone[_depth] == 0) { _width[_depth] = _end[_depth] - _first[_depth]; }
        place = _first[_depth] + _next[_depth];
        if (_gone[_depth] == _width[_depth]) { return false; }
        _gone[_depth]++;
        _next[_depth]++;
        return true;
    }

    /// <summary>The search comes to a state, or comes back to it.</summary>
    /// <returns>Whether it comes to it.</returns>
    internal bool Open(RunView run)
    {
        Reach(run.Depth);
        if (_first[_depth] != NotListed) { return false; }
        List(run);
        return true;
    }

    /// <summary>Steps that are known and were not taken yet.</summary>
    internal long Untried
    {
        get
        {
            var untried = 0L;
            for (var depth = 0; depth <= _depth; depth++) { untried += _width[depth] - _gone[depth]; }
            return untried;
        }
    }

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_depth < 0)
        {
            if (_counts) { Rehearse(world); }
            return new(0);
        }

        if (_counts && world.Distinctions != _distinctions) { return BeginAgain(world); }
        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            if (_gone[depth] == _width[depth]) { continue; }
            _depth = depth;
            return new(depth);
        }

        return null;
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        if (_counts) { _met.Add(run.StateFingerprint); }
        Reach(run.Depth);
        if (_first[_depth] == NotListed) { List(run); }
        if (_gone[_depth] == 0) { Measure(run); }
        var first = _first[_depth];
        if (_end[_depth] == first) { return Decision.Rest; }
        var at = _next[_depth];
        _gone[_depth]++;
        var choice = _steps[first + at];
        _next[_depth] = at + 1;
        if (_bound is not null)
        {
            _next[_depth] = _bound.Next(run, at + 1);
            _bound.Take(run, choice);
        }

        return Decision.Take(choice);
    }

    /// <inheritdoc/>
    public Remainder Left(World world)
    {
        TreeShare share = new();
        for (var depth = 0; depth <= _depth; depth++)
        {
            share.Descend(Math.Max(0, _gone[depth] - 1), _width[depth]);
        }

        if (_depth >= 0 && _width[_depth] == 0) { share.End(); }

        return new(ShareDone: share.Done is > 0 and < 1 ? share.Done : null);
    }

    void IKeepsItsPlace.Keep(CheckpointWriter writer)
    {
        KeptFingerprints.Write(writer, _met);
        writer.Write(_distinctions);
        writer.Write(LeftOut);
        writer.Write(_next.AsSpan(0, _depth + 1));
        writer.Write(_gone.AsSpan(0, _depth + 1));
        writer.Write(_width.AsSpan(0, _depth + 1));
    }

    void IKeepsItsPlace.Recall(CheckpointReader reader, World world)
    {
        KeptFingerprints.Read(reader, _met);
        _distinctions = reader.ReadInt(0, int.MaxValue);
        var leftOut = reader.ReadBool();
        if (_bound is not null) { _bound.LeftOut = leftOut; }
        var next = reader.ReadInts(0, int.MaxValue);
        var (gone, width) = (reader.ReadInts(0, int.MaxValue), reader.ReadInts(0, int.MaxValue));
        if (gone.Length != next.Length || width.Length != next.Length) { throw reader.Wrong("no place in a tree"); }
        for (var depth = 0; depth < next.Length; depth++)
        {
            Reach(depth);
            (_next[depth], _gone[depth], _width[depth]) = (next[depth], gone[depth], width[depth]);
        }
    }

    void IKeepsItsPlace.Passing(World world, Choice next) => _bound?.Take(new(world), next);

    /// <summary>
    /// Gives away the steps that are left nearest to the start, if there are any above the run's end.
    /// </summary>
    /// <param name="withLast">Whether those at the run's end are given away too.</param>
    internal Branch? Split(bool withLast = false)
    {
        for (var depth = 0; depth < _depth || (withLast && depth == _depth); depth++)
        {
            var (first, end) = (_next[depth], _width[depth]);
            if (first == end) { continue; }
            _width[depth] = first;
            var way = new int[depth];
            for (var at = 0; at < depth; at++) { way[at] = _next[at] - 1; }
            return new(way, first, end);
        }

        return null;
    }

    /// <summary>Has a branch to search and nothing else; the world is to be taken to where it begins.</summary>
    internal void Adopt(Branch branch)
    {
        for (var depth = 0; depth < branch.Way.Length; depth++)
        {
            Reach(depth);
            var gone = branch.Way[depth] + 1;
            (_next[depth], _gone[depth], _width[depth]) = (gone, gone, gone);
        }

        Reach(branch.Way.Length);
        (_next[_depth], _gone[_depth], _width[_depth]) = (branch.First, branch.First, branch.End);
    }

    /// <summary>The search comes to a depth; from above, none of its steps was gone yet.</summary>
    internal void Reach(int depth)
    {
        if (depth == _depth) { return; }
        if (depth == _next.Length)
        {
            Array.Resize(ref _next, depth * 2);
            Array.Resize(ref _gone, depth * 2);
            Array.Resize(ref _width, depth * 2);
            Array.Resize(ref _first, depth * 2);
            Array.Resize(ref _end, depth * 2);
        }

        (_next[depth], _gone[depth], _width[depth]) = (0, 0, 0);
        (_first[depth], _end[depth]) = (NotListed, depth == 0 ? 0 : _end[depth - 1]);
        _depth = depth;
    }

    /// <summary>Some runs ahead of the search, so that most of what tells states apart is known.</summary>
    private void Rehearse(World world)
    {
        TrialRuns.Rehearse(world);
        _distinctions = world.Distinctions;
    }

    /// <summary>
    /// States that were counted have other fingerprints by now, and would be counted once more when they come again.
    /// </summary>
    private RunStart BeginAgain(World world)
    {
        _distinctions = world.Distinctions;
        _met.Clear();
        _depth = -1;
        if (_bound is not null) { _bound.LeftOut = false; }
        return new(0, IsRestart: true);
    }

    /// <summary>Notes the steps of the state that the run is in.</summary>
    private void List(RunView run)
    {
        var enabled = run.Enabled;
        var first = _end[_depth];
        while (first + enabled.Length > _steps.Length) { Array.Resize(ref _steps, _steps.Length * 2); }
        enabled.CopyTo(_steps.AsSpan(first));
        (_first[_depth], _end[_depth]) = (first, first + enabled.Length);
    }

    /// <summary>How many steps may be gone from here, and which is the first.</summary>
    private void Measure(RunView run)
    {
        _width[_depth] = _end[_depth] - _first[_depth];
        if (_bound is null) { return; }
        _width[_depth] = _bound.Count(run);
        _next[_depth] = _bound.Next(run, 0);
    }
}
