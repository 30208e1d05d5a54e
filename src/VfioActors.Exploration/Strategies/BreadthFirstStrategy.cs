using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Goes on from each state once, as <see cref="StatefulStrategy"/> does, and from the nearest ones first: what breaks
/// something first has as few steps as can be.
/// </summary>
/// <remarks>
/// A world goes back only along its own run, so a state is a number that says from which other it comes, by which of
/// the steps that could be next: eight bytes. To go on from it the world goes back to where the ways part, and takes
/// the rest again. Neighbours in the queue mostly have all but their last steps in common.
/// </remarks>
public sealed class BreadthFirstStrategy
    : IStrategy, ICountsStates, IKnowsWhatIsLeft, IMergesOrbits, IKeepsItsPlace
{
    private const int Root = 0;

    private readonly MetStates _met = new();

    /// <summary>States whose way is a step longer than that of the state at hand.</summary>
    private readonly FingerprintSet _nextLevel = new();
    private readonly List<(int From, int Step)> _nodes = [];
    private OrbitFingerprints? _orbits;
    private int[] _way = [];
    private int _wayLength;
    private int _at;
    private int _option;
    private int _options;
    private int _levelEnd;
    private int _distinctions;

    /// <summary>Goes on once from each state.</summary>
    public BreadthFirstStrategy()
    {
    }

    /// <summary>Goes on once from all states that differ only in which of several equal things is which.</summary>
    /// <param name="symmetry">What can change places.</param>
    public BreadthFirstStrategy(Symmetry symmetry) => Symmetry = symmetry;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("breadth") { IsExhaustive = true, ForgetsHistory = true };

    /// <inheritdoc/>
    public long? States => _met.Count;

    /// <inheritdoc/>
    public Symmetry? Symmetry { get; }

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_nodes.Count == 0)
        {
            BeginAgain(world);
            if (Symmetry is not null) { _orbits = new(world, Symmetry); }
            return new(0);
        }

        if (_option < _options) { return new(_wayLength); }
        if (++_at < _nodes.Count) { return new(GoTo(_at), Known: _wayLength); }
        if (world.Distinctions == _distinctions) { return null; }

        // States were merged as if an actor had one sender, or did not ask for the time.
        BeginAgain(world);
        return new(0, IsRestart: true);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        if (run.Depth == 0 && _met.IsEmpty) { Meet(run); }
        if (run.Depth < _wayLength) { return Decision.Take(run.Enabled[_nodes[_way[run.Depth]].Step]); }
        if (run.Depth > _wayLength) { return Arrive(run); }
        _options = run.Enabled.Length;
        return _option < _options ? Decision.Take(run.Enabled[_option++]) : Decision.Rest;
    }

    /// <inheritdoc/>
    public Remainder Left(World world) => new(UntriedSteps: _nodes.Count - _at - 1 + Math.Max(0, _options - _option));

    void IKeepsItsPlace.Keep(CheckpointWriter writer)
    {
        _met.Keep(writer);
        KeptFingerprints.Write(writer, _nextLevel);
        writer.Write((long)_nodes.Count);
        foreach (var (from, step) in _nodes)
        {
            writer.Write(from);
            writer.Write(step);
        }

        writer.Write([_at, _option, _options, _levelEnd, _distinctions]);
        writer.Write(_way.AsSpan(0, _wayLength));
    }

    void IKeepsItsPlace.Recall(CheckpointReader reader, World world)
    {
        _met.Recall(reader);
        KeptFingerprints.Read(reader, _nextLevel);
        for (var left = reader.ReadCount(2 * sizeof(int)); left > 0; left--)
        {
            _nodes.Add((reader.ReadInt(-1, _nodes.Count - 1), reader.ReadInt(0, int.MaxValue)));
        }

        if (reader.ReadInts(0, int.MaxValue) is not [var at, var option, var options, var levelEnd, var distinctions])
        {
            throw reader.Wrong("no place in a queue of states");
        }

        (_at, _option, _options, _levelEnd, _distinctions) = (at, option, options, levelEnd, distinctions);
        _way = reader.ReadInts(0, Math.Max(0, _nodes.Count - 1));
        _wayLength = _way.Length;
        if (Symmetry is not null && _nodes.Count > 0) { _orbits = new(world, Symmetry); }
    }

    private void BeginAgain(World world)
    {
        TrialRuns.Rehearse(world);
        _distinctions = world.Distinctions;
        _met.Clear();
        _nextLevel.Clear();
        _nodes.Clear();
        _nodes.Add((-1, 0));
        (_at, _option, _options, _wayLength, _levelEnd) = (Root, 0, 0, 0, 1);
    }

    /// <summary>The run has come to a neighbour of the state at hand.</summary>
    private Decision Arrive(RunView run)
    {
        var state = StateOf(run);
        var fingerprint = run.World.WithPast(state);
        if (!_met.Add(state, run.World.Past))
        {
            // Who goes round comes to a state that is not a step further away. So may who does not.
            return _nextLevel.Has(fingerprint) ? Decision.Met() : Decision.MetOnAPossibleCircle;
        }

        _nextLevel.Add(fingerprint);
        if (run.Enabled.Length == 0) { return Decision.Rest; }
        _nodes.Add((_at, _option - 1));
        return Decision.Later;
    }

    private void Meet(RunView run) => _met.Add(StateOf(run), run.World.Past);

    /// <summary>The fingerprint of the state, or of the orbit that it is in.</summary>
    private ulong StateOf(RunView run) => _orbits?.Now() ?? run.StateFingerprint;

    /// <summary>The world is to come to another state.</summary>
    /// <returns>How many steps the ways to the last one and to this one have in common.</returns>
    private int GoTo(int node)
    {
        if (node == _levelEnd)
        {
            _nextLevel.Clear();
            _levelEnd = _nodes.Count;
        }

        var length = 0;
        for (var at = node; at != Root; at = _nodes[at].From) { length++; }
        if (length > _way.Length) { Array.Resize(ref _way, length * 2); }
        var common = length;
        for (var (at, depth) = (node, length - 1); at != Root; at = _nodes[at].From, depth--)
        {
            if (depth >= _wayLength || _way[depth] != at) { common = depth; }
            _way[depth] = at;
        }

        (_wayLength, _option, _options) = (length, 0, 0);
        return common;
    }
}
