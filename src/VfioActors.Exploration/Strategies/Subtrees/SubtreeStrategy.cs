using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>
/// What one thread of a shared search follows that is reduced by partial order: searches the subtrees that it takes,
/// and gives away branches when somebody has nothing to do.
/// </summary>
/// <param name="search">What all threads share.</param>
/// <param name="whole">What this is a part of.</param>
internal sealed class SubtreeStrategy(ISubtrees search, DporStrategy whole)
    : IPartOfSearch, IKnowsWhatIsLeft, IMergesOrbits
{
    private readonly int _part = search.Join();
    private DporPath? _path;
    private Subtree? _subtree;
    private int _round;
    private int _learned;

    /// <summary>How many of the things that the path asked for the search was told.</summary>
    private int _told;

    /// <summary>The depth at which the subtree begins that it took last.</summary>
    private int _top;

    /// <inheritdoc/>
    public StrategyTraits Traits => whole.Traits;

    /// <inheritdoc/>
    public Symmetry? Symmetry => whole.Symmetry;

    bool IPartOfSearch.HasCircle => false;

    int[]? IPartOfSearch.Place =>
        [.. Enumerable.Range(0, Math.Max(0, _path?.Depth ?? 0)).Select(depth => _path!.Sleeps[depth].Gone)];

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        while (true)
        {
            if ((_path is null || _round != search.Round) && Prepare(world)) { return new(0, IsRestart: true); }
            if (GoOn(world) is { } next) { return next; }
            if (_path is null) { continue; }
            if (search.Take(_round) is not var (subtree, way))
            {
                if (_round == search.Round) { return null; }
                continue;
            }

            if (Adopt(world, subtree, way)) { return new(0, Known: _top); }
        }
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        // After a restart there is nothing to do until a subtree is taken.
        if (_subtree is null) { return Decision.Later; }
        if (run.Depth < _top) { return Decision.Take(_path!.Steps[run.Depth].Choice); }
        _path!.Reach(run);
        var enabled = run.Enabled;
        return enabled.Length == 0 ? Decision.Rest
            : _path.TryNext(run, enabled, out var next) ? Decision.Take(next)
            : Decision.Exhausted;
    }

    /// <inheritdoc/>
    public void Finish(World world)
    {
        if (_subtree is not null) { _path!.Finish(world); }
    }

    /// <inheritdoc/>
    public Remainder Left(World world)
    {
        var untried = _part == 0 ? (long)search.OpenCount : 0;
        for (var depth = _subtree is null ? 0 : _path!.Depth - 1; depth > _subtree?.Depth; depth--)
        {
            untried += Math.Max(0, _path!.Wanted.Of(depth).Length - _path.Sleeps[depth].Gone - 1);
        }

        return new(UntriedSteps: untried);
    }

    /// <inheritdoc/>
    public void GiveAll(World world)
    {
        if (_subtree is null || _round != search.Round) { return; }
        if (HasLearned(world, _subtree)) { return; }
        Tell();
        if (_path!.Depth > _path.Steps.Base) { Divide(world, _path.Depth - 1); }
        search.End(_subtree);
        _subtree = null;
    }

    /// <summary>Gives back what is left of the subtree that it has, between two runs.</summary>
    /// <param name="world">The world as the last run left it; it is taken elsewhere.</param>
    internal void Leave(World world)
    {
        if (_subtree is not { } subtree || HasLearned(world, subtree)) { return; }
        Tell();
        var depth = _path!.Resume(world);
        if (depth < 0) { search.End(subtree); }
        else { search.Divide(subtree, NodesDownTo(world, depth).Top); }
        _subtree = null;
    }

    /// <inheritdoc/>
    public void Keep(CheckpointWriter writer, int actors) => search.Keep(writer);

    /// <inheritdoc/>
    public void Recall(CheckpointReader reader, int actors) => search.Recall(reader, actors, new(whole.Properties));

    /// <summary>Begins with what all know, whatever this one has learned.</summary>
    /// <returns>Whether the whole search has begun again since it did last.</returns>
    private bool Prepare(World world)
    {
        _round = search.Begin(_part, out var agreed, out var isRestart);
        (_subtree, _path) = (null, new(agreed ?? new(whole.Properties)));
        TrialRuns.Rehearse(world, _path.Read);
        _learned = _path.LearnedIn(world);
        return isRestart;
    }

    /// <summary>Goes on in the subtree that it has.</summary>
    /// <returns>Null when nothing is left of that.</returns>
    private RunStart? GoOn(World world)
    {
        if (_subtree is null) { return null; }
        if (HasLearned(world, _subtree)) { return null; }
        Tell();
        if (search.IsWanted) { DivideFirst(world); }
        var depth = _path!.Resume(world);
        if (depth >= 0) { return new(depth); }
        search.End(_subtree);
        _subtree = null;
        return null;
    }

    /// <summary>Takes the way to a subtree, with what was gone from each node before it.</summary>
    /// <returns>False when it learned something on the way.</returns>
    private bool Adopt(World world, Subtree subtree, SubtreeLevel[] way)
    {
        var path = _path!;
        world.BackTo(0);
        path.Begin(world);
        path.Steps.Base = way.Length;
        for (var depth = 0; depth < way.Length; depth++)
        {
            var level = way[depth];
            foreach (var gone in level.Gone) { path.Pass(world, gone.In(world)); }
            path.Sleeps[depth].IsFull = level.IsFull;
            path.Wanted.Set(
                depth, world.ChannelCount, [.. level.Wanted.Select(key => SubtreeStep.NumberIn(world, key))]);
            var next = level.Step.In(world);
            if (depth == way.Length - 1)
            {
                (path.Sleeps[depth].Next, path.Sleeps[depth].IsResumed) = (next, true);
                break;
            }

            world.Take(next);
            path.Descend(world);
        }

        world.BackTo(0);
        path.Steps.Asked.Clear();
        (_subtree, _told, _top) = (subtree, 0, path.Depth);
        return !HasLearned(world, subtree);
    }

    /// <summary>
    /// Who learned something in a subtree forgets it again: it holds if nobody learned anything before that.
    /// </summary>
    /// <returns>Whether it did.</returns>
    private bool HasLearned(World world, Subtree subtree)
    {
        if (_learned == _path!.LearnedIn(world)) { return false; }
        search.Learn(subtree, _path.Dependence);
        (_subtree, _path) = (null, null);
        return true;
    }

    /// <summary>Tells the search what is wanted of nodes above the subtree.</summary>
    private void Tell()
    {
        var asked = _path!.Steps.Asked;
        if (_told == asked.Count) { return; }
        search.Ask(_subtree!, asked[_told..]);
        _told = asked.Count;
    }

    /// <summary>Gives away what is left at the node nearest to the start that has something left.</summary>
    private void DivideFirst(World world)
    {
        for (var depth = _path!.Steps.Base; depth < _path.Depth; depth++)
        {
            if (!_path.Sleeps[depth].HasMore) { continue; }
            Divide(world, depth);
            return;
        }
    }

    /// <summary>Has others take part down to a depth; what is below stays here.</summary>
    private void Divide(World world, int last)
    {
        var path = _path!;
        var (top, under) = NodesDownTo(world, last);

        // To where the last run has ended, or the step before: it may have crashed.
        for (var depth = path.Steps.Base; depth < path.Depth - 1; depth++) { world.Take(path.Steps[depth].Choice); }
        path.Steps.Base = last + 1;
        var divided = _subtree!;
        _subtree = under;
        search.Divide(divided, top);
    }

    /// <summary>
    /// The nodes of the subtree down to a depth as others see them, and the branch of the last that the path is at. The
    /// world is at the first of them afterwards.
    /// </summary>
    private (SubtreeNode Top, Subtree Under) NodesDownTo(World world, int last)
    {
        var path = _path!;
        var first = path.Steps.Base;
        var candidates = new SubtreeStep[last - first + 1][];
        for (var depth = last; depth >= first; depth--)
        {
            world.BackTo(depth);
            candidates[depth - first] = CandidatesAt(world, depth);
        }

        var under = _subtree!;
        SubtreeNode? top = null;
        for (var depth = first; depth <= last; depth++)
        {
            var node = NodeOf(world, under, candidates[depth - first]);
            top ??= node;
            if (depth > first) { (under.State, under.Node) = (SubtreeState.Divided, node); }
            under = node.Branches[path.Sleeps[depth].Gone];
            var next = depth == path.Depth ? path.Sleeps[depth].Next : path.Steps[depth].Choice;
            if (under.Step != SubtreeStep.Of(world, next))
            {
                throw new InvalidOperationException("branches are not in the order in which they were gone");
            }

            under.State = SubtreeState.Taken;
        }

        return (top!, under);
    }

    private SubtreeStep[] CandidatesAt(World world, int depth)
    {
        List<SubtreeStep> candidates = [];
        foreach (var candidate in world.Enabled)
        {
            if (_path!.Sleeps.SleptFirst(in _path.Sleeps[depth], candidate)) { continue; }
            candidates.Add(SubtreeStep.Of(world, candidate));
        }

        return [.. candidates];
    }

    /// <summary>The node of a depth as others see it.</summary>
    private SubtreeNode NodeOf(World world, Subtree under, SubtreeStep[] candidates)
    {
        var path = _path!;
        SubtreeNode node = new(under, candidates);
        foreach (var channel in path.Wanted.Of(node.Depth)) { node.Want(world.Channels[channel].Key); }
        if (path.Sleeps[node.Depth].IsFull) { node.Fill(); }
        for (var at = 0; at < path.Sleeps[node.Depth].Gone; at++) { node.Branches[at].State = SubtreeState.Done; }
        node.Next = path.Sleeps[node.Depth].Gone;
        return node;
    }
}
