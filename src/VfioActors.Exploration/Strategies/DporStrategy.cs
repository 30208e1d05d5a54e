using System.Numerics;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Dependences;
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
    : IStrategy, IKnowsWhatIsLeft, IKeepsItsPlace
{
    /// <summary>Runs ahead of the search, to learn what steps touch.</summary>
    private const int TrialRunsMax = 16;

    private readonly Dependence _dependence = new(properties);
    private readonly PastTable _past = new();
    private readonly ChannelSets _backtrack = new();
    private readonly ConflictIndex _conflicts = new();
    private DporNode[] _nodes = new DporNode[64];
    private StepEvent[] _path = new StepEvent[64];
    private ulong[] _touched = new ulong[64];
    private int[] _sleepers = new int[256];
    private ulong[] _before = new ulong[1];
    private StepEvent[] _gone = new StepEvent[64];
    private int _goneCount;
    private int _depth = -1;
    private int _learned;
    private KeptPath? _kept;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } =
        new("dpor") { IsExhaustive = true, LeavesOrdersOut = true, NeedsEveryMessage = true };

    /// <summary>How many runs were left because every step that went on had been gone before.</summary>
    public long Redundant { get; private set; }

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_depth < 0 || _learned != LearnedIn(world))
        {
            var isRestart = _depth >= 0;
            BeginAgain(world);
            return new(0, isRestart);
        }

        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            Retire(depth);
            if (!_nodes[depth].HasMore) { continue; }
            world.BackTo(depth);
            if (!TryNext(world, depth)) { continue; }
            _depth = depth;
            return new(depth);
        }

        return null;
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        if (run.Depth > _depth) { Descend(run.World); }
        var enabled = run.Enabled;
        if (enabled.Length == 0) { return Decision.Rest; }
        ref var node = ref _nodes[_depth];
        if (node.IsResumed) { return Decision.Take(node.Next); }
        foreach (var candidate in enabled)
        {
            if (Sleeps(in node, candidate)) { continue; }
            _backtrack.Add(_depth, candidate.Channel);
            node.HasMore = run.OptionsOf(candidate.Channel) > 1;
            return Decision.Take(candidate);
        }

        Redundant++;
        return Decision.Exhausted;
    }

    /// <inheritdoc/>
    public void Finish(World world)
    {
        if (world.Crash is null) { return; }

        // Not in the paper, where every run goes to its end: what a crash cut off has races that nobody saw.
        for (var depth = 0; depth < _depth; depth++) { _nodes[depth].IsFull = _nodes[depth].HasMore = true; }
    }

    /// <inheritdoc/>
    public Remainder Left(World world)
    {
        // From the deepest node up, since a world only goes back; the shares add up from the root down.
        var pending = new int[Math.Max(0, _depth + 1)];
        for (var depth = Math.Min(_depth, world.Depth); depth >= 0; depth--)
        {
            world.BackTo(depth);
            pending[depth] = Pending(world, depth);
        }

        TreeShare share = new();
        for (var depth = 0; depth < _depth; depth++)
        {
            share.Descend(_nodes[depth].Gone, _nodes[depth].Gone + 1 + pending[depth]);
        }

        return new(ShareDone: share.Done is > 0 and < 1 ? share.Done : null);
    }

    void IKeepsItsPlace.Keep(CheckpointWriter writer)
    {
        writer.Write(_learned);
        writer.Write(Redundant);
        _dependence.Keep(writer);
        KeptPath.Of(_depth, _path, _nodes, _gone, _backtrack).Write(writer);
    }

    void IKeepsItsPlace.Recall(CheckpointReader reader, World world)
    {
        (_learned, Redundant) = (reader.ReadInt(0, int.MaxValue), reader.ReadLong());
        _dependence.Recall(reader, world);
        _kept = KeptPath.Read(reader, world);
        if (_kept.Depth < 0) { return; }
        _depth = 0;
        Open(world, 0);
    }

    void IKeepsItsPlace.Passing(World world, Choice next)
    {
        foreach (var step in _kept!.Gone[_depth])
        {
            // A node sleeps on the steps that it went. The number of a message is the world's own.
            world.Take(step.Choice);
            var message = world.History[_depth].Message;
            world.BackTo(_depth);
            Retire(_depth, step with { Message = message });
        }
    }

    void IKeepsItsPlace.Passed(World world)
    {
        Fit(_depth + 1);
        _path[_depth] = _kept!.Steps[_depth] with { Message = world.History[_depth].Message };
        Enter(world, _depth++);
    }

    void IKeepsItsPlace.Arrived(World world)
    {
        for (var depth = 0; depth <= _depth; depth++)
        {
            _nodes[depth].Recall(in _kept!.Nodes[depth]);
            _backtrack.Set(depth, world.ChannelCount, _kept.Wanted[depth]);
        }
    }

    /// <summary>How many steps a node is known to have left, beside the one that the path goes.</summary>
    private int Pending(World world, int depth)
    {
        ref var node = ref _nodes[depth];
        var pending = 0;
        foreach (var candidate in world.Enabled)
        {
            var isWanted = node.IsFull || _backtrack.Has(depth, candidate.Channel);
            var isGone = depth < _depth && candidate == _path[depth].Choice;
            if (isWanted && !isGone && !Sleeps(in node, candidate)) { pending++; }
        }

        return pending;
    }

    /// <summary>The chosen step was taken: finds out what it races with, and opens the node below it.</summary>
    private void Descend(World world)
    {
        Fit(_depth + 1);
        _dependence.Read(world, _depth, out _path[_depth]);
        Enter(world, _depth++);
    }

    private void Fit(int depth)
    {
        if (depth < _nodes.Length) { return; }
        Array.Resize(ref _nodes, depth * 2);
        Array.Resize(ref _path, depth * 2);
        Array.Resize(ref _touched, depth * 2);
    }

    private void Enter(World world, int step)
    {
        var touched = Dependence.Summary(in _path[step]);
        _conflicts.Change(step, _touched[step], touched);
        _touched[step] = touched;
        FindRaces(world, step);
        Open(world, step + 1);
    }

    /// <summary>Begins the search, or begins it again when steps turned out to touch more than was known.</summary>
    private void BeginAgain(World world)
    {
        for (var run = 0; run < TrialRunsMax; run++)
        {
            TrialRuns.Run(world, run, step => _dependence.Read(world, step, out _));
        }

        _learned = LearnedIn(world);
        _goneCount = 0;
        Redundant = 0;
        _depth = 0;
        Open(world, 0);
    }

    private int LearnedIn(World world) => _dependence.Learned + (world.Topology.Learned?.Invoke() ?? 0);

    /// <summary>Makes the node of a state that the search comes to for the first time.</summary>
    private void Open(World world, int depth)
    {
        ref var node = ref _nodes[depth];
        node = new() { FirstGone = _goneCount };
        _backtrack.Open(depth, world.ChannelCount);
        if (depth == 0) { return; }
        ref readonly var parent = ref _nodes[depth - 1];
        node.FirstSleeper = parent.FirstSleeper + parent.Sleepers;
        for (var at = 0; at < parent.Sleepers; at++)
        {
            var sleeper = _sleepers[parent.FirstSleeper + at];

            // Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996: below a step all go
            // on sleeping that do not depend on it, since they would lead to what their own branch has led to.
            if (_dependence.Depend(world, in _gone[sleeper], in _path[depth - 1])) { continue; }
            AddSleeper(ref node, sleeper);
        }
    }

    /// <summary>The step that a node went is done with: it sleeps for those that the node goes after it.</summary>
    private void Retire(int depth) => Retire(depth, in _path[depth]);

    private void Retire(int depth, in StepEvent gone)
    {
        ref var node = ref _nodes[depth];
        var place = node.FirstGone + node.Gone++;
        if (place == _gone.Length) { Array.Resize(ref _gone, place * 2); }
        _gone[place] = gone;
        _goneCount = place + 1;
        AddSleeper(ref node, place);
    }

    private bool TryNext(World world, int depth)
    {
        ref var node = ref _nodes[depth];
        foreach (var candidate in world.Enabled)
        {
            if (!node.IsFull && !_backtrack.Has(depth, candidate.Channel)) { continue; }
            if (Sleeps(in node, candidate)) { continue; }
            (node.Next, node.IsResumed) = (candidate, true);
            return true;
        }

        node.HasMore = false;
        return false;
    }

    private bool Sleeps(in DporNode node, Choice choice)
    {
        for (var at = 0; at < node.Sleepers; at++)
        {
            ref readonly var slept = ref _gone[_sleepers[node.FirstSleeper + at]];
            if (slept.Choice.Channel == choice.Channel && slept.Choice.Option == choice.Option) { return true; }
        }

        return false;
    }

    private void AddSleeper(ref DporNode node, int stepEvent)
    {
        var at = node.FirstSleeper + node.Sleepers++;
        if (at == _sleepers.Length) { Array.Resize(ref _sleepers, at * 2); }
        _sleepers[at] = stepEvent;
    }

    /// <summary>
    /// Puts a step in its place among those before it, and for each that it could have come before makes sure that the
    /// search will go that way too.
    /// </summary>
    /// <remarks>
    /// A timer that was set later than another but fires earlier cannot change places with it; but the other could have
    /// fired before the step that set it.
    /// </remarks>
    private void FindRaces(World world, int step)
    {
        _past.Open(step);
        var cause = _path[step].Cause;
        if (cause >= 0) { _past.Add(step, cause); }
        var touched = _touched[step];

        // Newest first: once a race is found, all that happened before its earlier step is ordered through it and is no
        // race of its own. That is what makes this cheaper than a look at all pairs.
        for (var word = step / 64; word >= 0; word--)
        {
            var steps = _conflicts.Before(step, word, touched) & ~_past.Word(step, word);
            while (steps != 0)
            {
                var place = 63 - BitOperations.LeadingZeroCount(steps);
                steps &= ~(1UL << place);
                if (Races(world, (word * 64) + place, step)) { steps &= ~_past.Word(step, word); }
            }
        }
    }

    /// <returns>
    /// Whether the earlier step happened before the other one: what happened before the earlier one is then settled.
    /// </returns>
    private bool Races(World world, int earlier, int step)
    {
        if (!_dependence.Depend(world, in _path[earlier], in _path[step]))
        {
            // Steps that commute may still be bound to their order: the later one cannot begin without the other.
            if (!world.History.IsForced(earlier, step)) { return false; }
            _past.Add(step, earlier);
            return true;
        }

        var rival = world.History.IsForced(earlier, step) ? SetterOf(world, earlier, step) : earlier;
        if (rival >= 0) { Reverse(rival, step); }
        _past.Add(step, earlier);
        return true;
    }

    /// <summary>
    /// The step without which <paramref name="later"/> would not have had to wait for another; -1 for none.
    /// </summary>
    private int SetterOf(World world, int earlier, int later)
    {
        // Not in the paper, whose processes have one next step each. Between the sending of the later one and its turn
        // somebody set what went ahead of it: that step could have come after it.
        var sent = _path[later].Cause;
        var setter = _path[earlier].Cause;
        while (setter > sent && world.History.IsForced(setter, later)) { setter = _path[setter].Cause; }
        return setter > sent ? setter : -1;
    }

    /// <summary>
    /// Wants <paramref name="later"/> tried before <paramref name="earlier"/>: from the state before the earlier one
    /// some step must be gone that can begin what leads there without it.
    /// </summary>
    private void Reverse(int earlier, int later)
    {
        ref var node = ref _nodes[earlier];
        if (node.IsFull) { return; }

        // The paper's v = notdep(e, E).p: what follows the earlier step without having happened after it, and then the
        // later step. Where one of its initials is gone or asleep at the node, the other order is taken care of, and
        // none is added: so the sets are source sets, which may be smaller than persistent ones.
        var words = (later / 64) + 1;
        if (_before.Length < words) { _before = new ulong[words * 2]; }
        Array.Clear(_before);
        var first = -1;
        for (var step = earlier + 1; step <= later; step++)
        {
            if (step < later && _past.IsBefore(earlier, step)) { continue; }
            if (IsInitial(step))
            {
                var choice = _path[step].Choice;
                // A step that can begin the reversal is one of the initials of the paper. Here one that sleeps will do
                // as well: it was gone before, from here or from above, and all that begins with it.
                if (_backtrack.Has(earlier, choice.Channel) || Sleeps(in node, choice)) { return; }
                if (first < 0) { first = choice.Channel; }
            }

            _before[step / 64] |= 1UL << step;
        }

        _backtrack.Add(earlier, first);
        node.HasMore = true;
    }

    /// <summary>Whether nothing that is kept of the path happened before the step.</summary>
    private bool IsInitial(int step)
    {
        var row = _past.Row(step);
        for (var word = 0; word < row.Length && word < _before.Length; word++)
        {
            if ((row[word] & _before[word]) != 0) { return false; }
        }

        return true;
    }
}
