using System.Numerics;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>
/// The steps of the path of a search: finds their races, and from where the search has to go another way for each.
/// </summary>
/// <param name="dependence">Which steps depend on each other.</param>
/// <param name="sleeps">The nodes of the path.</param>
/// <param name="wanted">The channels that are to be gone from each.</param>
internal sealed class SourceSets(Dependence dependence, SleepSets sleeps, ChannelSets wanted)
{
    private readonly PastTable _past = new();
    private readonly ConflictIndex _conflicts = new();
    private readonly List<Reversal> _asked = [];
    private StepEvent[] _path = new StepEvent[64];
    private ulong[] _touched = new ulong[64];
    private ulong[] _before = new ulong[1];

    /// <summary>The step that the path goes from a depth.</summary>
    internal ref StepEvent this[int step] => ref _path[step];

    /// <summary>
    /// Of nodes above this depth somebody else has charge: what is wanted of them is asked for, each thing once.
    /// </summary>
    internal int Base { get; set; }

    /// <summary>What was asked for.</summary>
    internal List<Reversal> Asked => _asked;

    /// <summary>The steps up to a depth.</summary>
    internal ReadOnlySpan<StepEvent> UpTo(int depth) => _path.AsSpan(0, Math.Max(0, depth));

    internal void Fit(int depth)
    {
        if (depth < _path.Length) { return; }
        Array.Resize(ref _path, depth * 2);
        Array.Resize(ref _touched, depth * 2);
    }

    /// <summary>
    /// Puts a step in its place among those before it, and for each that it could have come before makes sure that the
    /// search will go that way too.
    /// </summary>
    internal void Enter(World world, int step)
    {
        var touched = Dependence.Summary(in _path[step]);
        _conflicts.Change(step, _touched[step], touched);
        _touched[step] = touched;
        FindRaces(world, step);
    }

    /// <summary>Below each node that the path comes by races may be unseen: every step is to be gone.</summary>
    internal void Fill(int depth)
    {
        for (var at = 0; at < depth; at++)
        {
            ref var node = ref sleeps[at];
            if (at < Base && !node.IsFull) { _asked.Add(new(at, [])); }
            node.IsFull = node.HasMore = true;
        }
    }

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
        if (!dependence.Depend(world, in _path[earlier], in _path[step]))
        {
            // Steps that commute may still be bound to their order: the later one cannot begin without the other.
            if (!world.History.IsForced(earlier, step)) { return false; }
            _past.Add(step, earlier);
            return true;
        }

        var rival = world.History.IsForced(earlier, step) ? SetterOf(world, earlier, step) : earlier;
        if (rival >= 0) { Reverse(world, rival, step); }
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
    private void Reverse(World world, int earlier, int later)
    {
        ref var node = ref sleeps[earlier];
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
                if (wanted.Has(earlier, choice.Channel) || sleeps.Sleeps(in node, choice)) { return; }
                if (first < 0) { first = choice.Channel; }
            }

            _before[step / 64] |= 1UL << step;
        }

        if (earlier < Base)
        {
            Ask(world, earlier, later);
            return;
        }

        wanted.Add(earlier, first);
        node.HasMore = true;
    }

    /// <summary>
    /// Asks whoever has charge of a node for a reversal: by then some initial may be gone that is not so far, so all of
    /// them are named.
    /// </summary>
    private void Ask(World world, int earlier, int later)
    {
        List<long> initials = [];
        Array.Clear(_before);
        for (var step = earlier + 1; step <= later; step++)
        {
            if (step < later && _past.IsBefore(earlier, step)) { continue; }
            if (IsInitial(step)) { initials.Add(world.Channels[_path[step].Choice.Channel].Key); }
            _before[step / 64] |= 1UL << step;
        }

        // Whatever is done for an earlier one of which each initial is one of these is done for this one.
        foreach (var asked in _asked)
        {
            if (asked.Depth == earlier && !asked.Channels.Except(initials).Any()) { return; }
        }

        _asked.Add(new(earlier, [.. initials.Distinct()]));
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
