using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Dynamic partial order reduction: tries one order of each set of orders that differ only in steps that do not depend
/// on each other, and none twice.
/// </summary>
/// <remarks>
/// Abdulla, Aronis, Jonsson, Sagonas, "Optimal Dynamic Partial Order Reduction", POPL 2014, the algorithm with source
/// sets and sleep sets. Channels stand for processes; a channel that carries the host's answers is gone with every
/// option as soon as it is gone with one. When a run crashes, later races of its path stay unseen, so every step
/// enabled along the path is then gone.
/// </remarks>
/// <param name="properties">Those that look at several actors make steps that they see depend on each other.</param>
public sealed class DporStrategy(params IReadOnlyList<Property> properties)
    : IStrategy, IKnowsWhatIsLeft, IKeepsItsPlace, IMergesOrbits
{
    private readonly DporPath _path = new(new(properties));
    private int _learned;
    private KeptPath? _kept;

    /// <summary>Of members that could change places only the first may begin, then the second, and so on.</summary>
    /// <param name="symmetry">What can change places.</param>
    /// <param name="properties">
    /// Those that look at several actors make steps that they see depend on each other.
    /// </param>
    public DporStrategy(Symmetry symmetry, params IReadOnlyList<Property> properties)
        : this(properties) => Symmetry = symmetry;

    /// <inheritdoc/>
    public Symmetry? Symmetry { get; }

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } =
        new("dpor") { IsExhaustive = true, LeavesOrdersOut = true, NeedsEveryMessage = true };

    /// <summary>How many runs were left because every step that went on had been gone before.</summary>
    public long Redundant { get; private set; }

    /// <summary>The properties that it was made for.</summary>
    internal IReadOnlyList<Property> Properties => properties;

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_path.Depth < 0 || _learned != _path.LearnedIn(world))
        {
            var isRestart = _path.Depth >= 0;
            BeginAgain(world);
            return new(0, isRestart);
        }

        var depth = _path.Resume(world);
        return depth < 0 ? null : new(depth);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        _path.Reach(run);
        var enabled = run.Enabled;
        if (enabled.Length == 0) { return Decision.Rest; }
        if (_path.TryNext(run, enabled, out var next)) { return Decision.Take(next); }
        Redundant++;
        return Decision.Exhausted;
    }

    /// <inheritdoc/>
    public void Finish(World world) => _path.Finish(world);

    /// <inheritdoc/>
    public Remainder Left(World world)
    {
        // From the deepest node up, since a world only goes back; the shares add up from the root down.
        var last = _path.Depth;
        var isOver = world.Enabled.Length == 0;
        var pending = new int[Math.Max(0, last + 1)];
        for (var depth = Math.Min(last, world.Depth); depth >= 0; depth--)
        {
            world.BackTo(depth);
            pending[depth] = _path.Pending(world, depth);
        }

        TreeShare share = new();
        for (var depth = 0; depth < last; depth++)
        {
            share.Descend(_path.Sleeps[depth].Gone, _path.Sleeps[depth].Gone + 1 + pending[depth]);
        }

        if (isOver) { share.End(); }

        return new(ShareDone: share.Done is > 0 and < 1 ? share.Done : null);
    }

    void IKeepsItsPlace.Keep(CheckpointWriter writer)
    {
        writer.Write(_learned);
        writer.Write(Redundant);
        _path.Dependence.Keep(writer);
        KeptPath.Of(_path.Depth, _path.Steps.UpTo(_path.Depth), _path.Sleeps, _path.Wanted).Write(writer);
    }

    void IKeepsItsPlace.Recall(CheckpointReader reader, World world)
    {
        (_learned, Redundant) = (reader.ReadInt(0, int.MaxValue), reader.ReadLong());
        _path.Dependence.Recall(reader, world.Topology.Count);
        _kept = KeptPath.Read(reader, world);
        if (_kept.Depth >= 0) { _path.Begin(world); }
    }

    void IKeepsItsPlace.Passing(World world, Choice next)
    {
        var depth = _path.Depth;
        foreach (var step in _kept!.Gone[depth])
        {
            // A node sleeps on the steps that it went. The number of a message is the world's own.
            world.Take(step.Choice);
            var message = world.History[depth].Message;
            world.BackTo(depth);
            _path.Sleeps.Retire(depth, step with { Message = message });
        }
    }

    void IKeepsItsPlace.Passed(World world)
    {
        var depth = _path.Depth;
        _path.Steps.Fit(depth + 1);
        _path.Steps[depth] = _kept!.Steps[depth] with { Message = world.History[depth].Message };
        _path.Enter(world);
    }

    void IKeepsItsPlace.Arrived(World world)
    {
        for (var depth = 0; depth <= _path.Depth; depth++)
        {
            _path.Sleeps[depth].Recall(in _kept!.Nodes[depth]);
            _path.Wanted.Set(depth, world.ChannelCount, _kept.Wanted[depth]);
        }
    }

    /// <summary>Begins the search, or begins it again when steps turned out to touch more than was known.</summary>
    private void BeginAgain(World world)
    {
        TrialRuns.Rehearse(world, _path.Read);
        _learned = _path.LearnedIn(world);
        Redundant = 0;
        _path.Begin(world);
    }
}
