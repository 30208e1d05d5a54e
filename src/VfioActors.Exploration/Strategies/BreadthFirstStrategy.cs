using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Strategies.Queues;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Goes on from each state once, as <see cref="StatefulStrategy"/> does, and from the nearest ones first: what breaks
/// something first has as few steps as can be.
/// </summary>
/// <remarks>
/// A world goes back only along its own run, so a state is a number that says from which other it comes, by which of
/// the steps that could be next: eight bytes, on disk when they are many (<see cref="StateQueue"/>). To go on from it
/// the world goes back to where the ways part, and takes the rest again. Neighbours in the queue mostly have all but
/// their last steps in common.
/// </remarks>
public sealed class BreadthFirstStrategy
    : IStrategy, ICountsStates, IKnowsWhatIsLeft, IMergesOrbits, IRemembersRenamings, IKeepsItsPlace, IQueuesStates
{
    private const long Root = 0;

    private readonly MetStates _met = new();
    private StateQueue _queue = new(QueuePlan.InMemory);
    private OrbitFingerprints? _orbits;
    private RenamedMemory? _memory;

    /// <summary>The states on the way to the one at hand, itself the last.</summary>
    private long[] _way = [];

    /// <summary>By which step each is reached from the one before.</summary>
    private int[] _steps = [];
    private int _wayLength;
    private long _at;
    private int _option;
    private int _options;

    /// <summary>How many steps lead to those states of the queue that are at hand, and where they end.</summary>
    private int _level;
    private long _levelEnd;
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
        if (_queue.Count == 0)
        {
            BeginAgain(world);
            return new(0);
        }

        if (_option < _options) { return new(_wayLength); }
        if (_at < _queue.Count && ++_at < _queue.Count) { return new(GoTo(_at), Known: _wayLength); }
        if (world.Distinctions == _distinctions) { return null; }

        // States were merged as if an actor had one sender, or did not ask for the time.
        BeginAgain(world);
        return new(0, IsRestart: true);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        if (run.Depth == 0 && _met.IsEmpty) { Meet(run); }
        if (run.Depth < _wayLength) { return Decision.Take(run.Enabled[_steps[run.Depth]]); }
        if (run.Depth > _wayLength) { return Arrive(run); }
        if (_option == 0) { _met.Begin(StateOf(run), run.World.Past); }
        _options = run.Enabled.Length;
        return _option < _options ? Decision.Take(run.Enabled[_option++]) : Decision.Rest;
    }

    /// <inheritdoc/>
    public Remainder Left(World world) =>
        new(UntriedSteps: Math.Max(0, _queue.Count - _at - 1) + Math.Max(0, _options - _option));

    long IQueuesStates.BytesOnDisk => _queue.BytesOnDisk;

    void IRemembersRenamings.Use(RenamedMemory memory) => _memory = memory;

    void IQueuesStates.Use(QueuePlan plan) => _queue = new(plan);

    void IQueuesStates.LetGo() => _queue.LetGo();

    void IKeepsItsPlace.Keep(CheckpointWriter writer)
    {
        _met.Keep(writer);
        writer.Write(_queue.Count);
        for (var number = 0L; number < _queue.Count; number++)
        {
            var (from, step) = _queue[number];
            writer.Write(from);
            writer.Write(step);
        }

        writer.Write(_at);
        writer.Write(_levelEnd);
        writer.Write([_option, _options, _level, _distinctions]);
    }

    void IKeepsItsPlace.Recall(CheckpointReader reader, World world)
    {
        _met.Recall(reader);
        RecallQueue(reader);
        (_at, _levelEnd) = (reader.ReadLong(), reader.ReadLong());
        if (reader.ReadInts(0, int.MaxValue) is not [var option, var options, var level, var distinctions]
            || level > RunLimit.StepsMax || _at > _queue.Count || _levelEnd > _queue.Count)
        {
            throw reader.Wrong("no place in a queue of states");
        }

        _level = level;
        if (_at < _queue.Count) { Go(_at); }
        (_option, _options, _distinctions) = (option, options, distinctions);
        if (Symmetry is not null && _queue.Count > 0) { _orbits = new(world, Symmetry, _memory); }
    }

    private void RecallQueue(CheckpointReader reader)
    {
        var count = reader.ReadCount(sizeof(long) + sizeof(int));
        for (var number = 0L; number < count; number++)
        {
            var from = reader.ReadLong();
            if (from > Math.Max(Root, number - 1)) { throw reader.Wrong("a state comes from a later one"); }
            _queue.Add(from, reader.ReadInt(0, StateQueue.StepsMax));
            if (_queue.Obstacle is { } why) { throw new IOException(why); }
        }
    }

    private void BeginAgain(World world)
    {
        TrialRuns.Rehearse(world);
        if (Symmetry is not null && _orbits is null) { _orbits = new(world, Symmetry, _memory); }
        _orbits?.Forget();
        _distinctions = world.Distinctions;
        _met.Clear();
        _queue.Clear();
        _queue.Add(Root, 0);
        (_at, _option, _options, _wayLength, _level, _levelEnd) = (Root, 0, 0, 0, 0, 1);
    }

    /// <summary>The run has come to a neighbour of the state at hand.</summary>
    private Decision Arrive(RunView run)
    {
        if (!_met.Add(StateOf(run), run.World.Past, out var hasBegun))
        {
            // Of the states of a circle the last one to be gone on from leads to one that was before. Others may too.
            return hasBegun ? Decision.MetOnAPossibleCircle : Decision.Met();
        }

        if (run.Enabled.Length == 0) { return Decision.Rest; }
        _queue.Add(_at, _option - 1);
        return Decision.Later;
    }

    private void Meet(RunView run) => _met.Add(StateOf(run), run.World.Past);

    /// <summary>The fingerprint of the state, or of the orbit that it is in.</summary>
    private ulong StateOf(RunView run) => _orbits?.Of(run.StateFingerprint) ?? run.StateFingerprint;

    /// <summary>The world is to come to another state.</summary>
    /// <returns>How many steps the ways to the last one and to this one have in common.</returns>
    private int GoTo(long state)
    {
        if (state == _levelEnd)
        {
            _levelEnd = _queue.Count;
            _level++;
        }

        return Go(state);
    }

    /// <summary>Finds the way to a state, backwards to where it leaves that of the last one.</summary>
    /// <returns>How many steps they have in common.</returns>
    private int Go(long state)
    {
        if (_level > _way.Length)
        {
            Array.Resize(ref _way, _level * 2);
            Array.Resize(ref _steps, _level * 2);
        }

        var depth = _level;
        for (var at = state; depth > 0 && !(depth <= _wayLength && _way[depth - 1] == at); depth--)
        {
            _way[depth - 1] = at;
            (at, _steps[depth - 1]) = _queue[at];
        }

        (_wayLength, _option, _options) = (_level, 0, 0);
        return depth;
    }
}
