using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// What one thread of a shared search follows: goes depth first through the branches that it is given, and gives away
/// what it has left when somebody has nothing to do.
/// </summary>
/// <remarks>
/// With states merged, who adds a state goes on from it and nobody else, so every step is taken once, by somebody.
/// </remarks>
/// <param name="search">What all parts share.</param>
/// <param name="whole">What the strategy is like of which this is a part.</param>
internal sealed class PartStrategy(SharedSearch search, StrategyTraits whole)
    : IPartOfSearch, ICountsStates, IKnowsWhatIsLeft, ILooksAhead
{
    private readonly int _part = search.Join();
    private readonly StatesHand _states = search.States.Join();
    private DfsStrategy _own = new(counts: false, bound: null);
    private Branch? _branch;

    /// <summary>
    /// The states of the run, with what was broken before them and what that was, and what is known of those that wait
    /// for others.
    /// </summary>
    private ulong[] _path = new ulong[64];
    private ulong[] _pasts = new ulong[64];
    private UnfinishedState?[] _unfinished = new UnfinishedState?[64];

    /// <summary>How deep the last state is from which this part goes on.</summary>
    private int _top;
    private int _restarts;
    private bool _resumes;
    private bool _hasBegun;
    private Leads? _leads;

    /// <inheritdoc/>
    public StrategyTraits Traits => whole;

    /// <inheritdoc/>
    public long? States => search.States.Count;

    bool IPartOfSearch.HasCircle => search.States.Order.HasCircle;

    int[]? IPartOfSearch.Place => null;

    private bool Merges => whole.ForgetsHistory;

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (!_hasBegun)
        {
            TrialRuns.Rehearse(world);
            _hasBegun = true;
        }

        if (_branch is not null)
        {
            var start = _own.Begin(world, run);
            Leave(start?.Depth ?? _branch.Way.Length - 1);
            _resumes = true;
            if (start is not null) { return start; }
        }

        var taken = search.Take(_part, world.Learned, _restarts);
        _branch = taken?.Branch;
        if (taken is not null) { return Adopt(taken.Branch, taken.State); }
        return _restarts == search.Restarts ? null : BeginAgain(world);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        // After a restart there is nothing to do until a branch is taken.
        if (_branch is null) { return Decision.Later; }
        if (search.IsWanted) { _ = TrySplit(); }
        if (_resumes && run.Depth == _top)
        {
            // It keeps the fingerprint by which it was met, whatever the world has learned since.
            _resumes = false;
            return Next(run);
        }

        if (_leads?.Arrive() == true) { return Enter(run); }
        if (Merges) { Note(run); }
        else { Reach(run.Depth); }
        if (run.Depth < _branch.Way.Length) { return Decision.Take(run.Enabled[_branch.Way[run.Depth]]); }
        return Merges ? Meet(run) : Count(run);
    }

    /// <inheritdoc/>
    public Remainder Left(World world) =>
        new(UntriedSteps: (_branch is null ? 0 : _own.Untried) + (_part == 0 ? search.Untried : 0));

    private RunStart Adopt(Branch branch, UnfinishedState? state)
    {
        _own = new(counts: false, bound: null);
        _own.Adopt(branch);
        _top = branch.Way.Length;
        Reach(_top);
        NoteAt(_top, state?.Reached ?? default);
        _leads?.Note(_top, default);
        _unfinished[_top] = state;
        _resumes = branch.First > 0;
        return new(0, Known: _top);
    }

    private RunStart BeginAgain(World world)
    {
        _restarts = search.Restarts;
        world.Learn(search.Agreed);
        return new(0, IsRestart: true);
    }

    Leads? ILooksAhead.LookAhead(StepsAhead ahead) => _leads = Merges ? new(ahead, _states) : null;

    void IPartOfSearch.GiveAll(World world)
    {
        if (_branch is null) { return; }
        while (TrySplit()) { }
        Leave(_branch.Way.Length - 1);
        _branch = null;
    }

    void IPartOfSearch.Keep(CheckpointWriter writer, int actors) => search.Keep(writer, actors);

    void IPartOfSearch.Recall(CheckpointReader reader, int actors) => search.Recall(reader, actors);

    private bool TrySplit()
    {
        if (_own.Split() is not { } branch) { return false; }
        var depth = branch.Way.Length;
        if (Merges) { _unfinished[depth] = search.States.Order.Share(_unfinished[depth], ReachedAt(depth)); }
        search.Give(new(branch, _unfinished[depth]));
        return true;
    }

    private Decision Count(RunView run)
    {
        _states.Note(run.StateFingerprint);
        return _own.Choose(run);
    }

    private Decision Meet(RunView run)
    {
        var depth = run.Depth;
        if (_states.Add(ReachedAt(depth), out var isFinished)) { return Enter(run); }

        _own.Reach(depth);
        if (isFinished) { return Decision.Met(); }
        var earlier = _path.AsSpan(0, depth).IndexOf(_path[depth]);
        if (earlier >= 0) { return Decision.Met(earlier); }
        _unfinished[_top] = search.States.Order.Await(
            _states, _unfinished[_top], ReachedAt(_top), ReachedAt(depth));
        return Decision.Met();
    }

    /// <summary>Goes on from a state, nobody else does.</summary>
    private Decision Enter(RunView run)
    {
        (_top, _unfinished[run.Depth]) = (run.Depth, null);
        return Next(run);
    }

    /// <summary>
    /// The next step, of those that do not lead to a state that was met: each that does is a run that was left there.
    /// </summary>
    private Decision Next(RunView run)
    {
        if (_leads is null || !Leads.AreKnownIn(run.World)) { return _own.Choose(run); }
        var depth = run.Depth;
        if (_own.Open(run)) { _leads.Look(depth, _own.StepsHere, _own.FirstHere); }
        while (_own.TryPass(out var place))
        {
            var next = Decision.Take(_own.StepAt(place));
            if (_leads[place] == 0) { return next; }
            ReachedState reached = new(_leads[place], run.World.Past);
            if (_states.Add(reached, out var isFinished))
            {
                _leads.Expect(depth + 1, place);
                NoteAt(depth + 1, reached);
                return next;
            }

            if (!isFinished)
            {
                // A run that comes round is to be looked at.
                var fingerprint = unchecked(reached.State + reached.Past);
                if (_path.AsSpan(0, depth + 1).Contains(fingerprint)) { return next; }
                _unfinished[depth] =
                    search.States.Order.Await(_states, _unfinished[depth], ReachedAt(depth), reached);
            }

            _leads.Pass();
        }

        return _leads.HasPassed ? Decision.Met() : Decision.Rest;
    }

    /// <summary>Leaves the states below a depth: a state waits for one that was left and is not finished.</summary>
    private void Leave(int above)
    {
        for (; _top > above; _top--)
        {
            if (!Merges) { continue; }
            search.States.Order.Leave(_states, _unfinished[_top], ReachedAt(_top));
            var isOwn = _top > _branch!.Way.Length;
            if (!isOwn || _unfinished[_top] is null) { continue; }
            _unfinished[_top - 1] =
                search.States.Order.Await(_states, _unfinished[_top - 1], ReachedAt(_top - 1), ReachedAt(_top));
        }
    }

    private void Note(RunView run)
    {
        var here = run.World.HereAhead;
        _leads?.Note(run.Depth, here);
        NoteAt(run.Depth, new(here.Fingerprint, run.World.Past));
    }

    private void NoteAt(int depth, ReachedState reached)
    {
        Reach(depth);
        (_path[depth], _pasts[depth]) = (unchecked(reached.State + reached.Past), reached.Past);
    }

    private ReachedState ReachedAt(int depth) => new(unchecked(_path[depth] - _pasts[depth]), _pasts[depth]);

    private void Reach(int depth)
    {
        if (depth < _path.Length) { return; }
        Array.Resize(ref _path, depth * 2);
        Array.Resize(ref _pasts, depth * 2);
        Array.Resize(ref _unfinished, depth * 2);
    }
}
