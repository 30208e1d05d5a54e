using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Strategies.Dependences;

namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>
/// One search by several threads that is reduced by partial order: the subtrees that nobody has taken, and the nodes
/// above them.
/// </summary>
/// <remarks>
/// It is the search of one thread, step for step: the same nodes, with the same branches in the same order, and the
/// same steps asleep. A branch is certain from when it is wanted, and so are those before it; so another thread can
/// take it while those before it are searched. What a subtree wants of nodes above it is kept until all that comes
/// before the subtree is searched, and then done in order. Only then can more branches turn out to be wanted.
/// <para>
/// When somebody learns more of what steps touch, one thread would begin again there. So whoever learns something waits
/// until nothing is left before it: then all begin again with what he knew, and with nothing that was learned later.
/// </para>
/// </remarks>
/// <param name="parts">How many threads search.</param>
/// <param name="isOver">Whether all are to end early.</param>
/// <param name="divides">Whether branches are given away though nobody waits for one; null for never.</param>
internal sealed class SubtreeSearch(int parts, Func<bool> isOver, Func<bool>? divides = null) : ISubtrees
{
    /// <summary>Who waits looks so often whether all are to end, in milliseconds.</summary>
    private const int Patience = 20;

    private readonly object _gate = new();
    private readonly PriorityQueue<Subtree, int> _open = new();
    private readonly int[] _rounds = new int[parts];
    private Subtree? _root;
    private Dependence? _agreed;
    private bool _hasLearned;
    private int _joined;
    private int _waiting;
    private volatile bool _isWanted;
    private volatile int _round;

    /// <inheritdoc/>
    public bool IsWanted => _isWanted || divides is not null && divides();

    /// <summary>Whether every subtree was searched.</summary>
    internal bool HasEnded
    {
        get
        {
            lock (_gate) { return Root.State == SubtreeState.Done; }
        }
    }

    /// <inheritdoc/>
    public int Round => _round;

    /// <inheritdoc/>
    public int OpenCount
    {
        get
        {
            lock (_gate)
            {
                _ = Root;
                return _open.Count;
            }
        }
    }

    /// <summary>What all know since the search began again; null when it did not.</summary>
    internal Dependence? Agreed => _agreed;

    private Subtree Root
    {
        get
        {
            if (_root is null) { Plant(); }
            return _root!;
        }
    }

    /// <inheritdoc/>
    public int Join() => Interlocked.Increment(ref _joined) - 1;

    /// <inheritdoc/>
    public int Begin(int part, out Dependence? agreed, out bool isRestart)
    {
        lock (_gate)
        {
            isRestart = _rounds[part] != _round;
            agreed = _agreed?.Copy();
            return _rounds[part] = _round;
        }
    }

    /// <inheritdoc/>
    public (Subtree Subtree, SubtreeLevel[] Way)? Take(int round)
    {
        lock (_gate)
        {
            _waiting++;
            Subtree? taken = null;
            while (round == _round && Root.State != SubtreeState.Done && !_open.TryDequeue(out taken, out _))
            {
                if (isOver()) { break; }
                if (_waiting == parts) { throw new InvalidOperationException("something is left, and nobody has it"); }
                Tell();
                Monitor.Wait(_gate, Patience);
            }

            _waiting--;
            Tell();
            if (taken is null) { return null; }
            taken.State = SubtreeState.Taken;
            return (taken, SubtreeLevel.WayTo(taken));
        }
    }

    /// <summary>Takes the open subtree that is nearest to the start; waits for none.</summary>
    internal Subtree? TryTake()
    {
        lock (_gate)
        {
            if (Root.State == SubtreeState.Done || !_open.TryDequeue(out var taken, out _)) { return null; }
            taken.State = SubtreeState.Taken;
            return taken;
        }
    }

    /// <summary>Who had a subtree is lost, and said nothing of it: it is open again.</summary>
    internal void TakeBack(Subtree subtree)
    {
        lock (_gate)
        {
            if (subtree.Round != _round) { return; }
            subtree.State = SubtreeState.Open;
            Offer(subtree);
        }
    }

    /// <inheritdoc/>
    public void Ask(Subtree subtree, IEnumerable<Reversal> asked)
    {
        lock (_gate)
        {
            if (subtree.Round != _round) { return; }
            subtree.Asked.AddRange(asked);
            Rise(subtree);
        }
    }

    /// <inheritdoc/>
    public void End(Subtree subtree) => Leave(subtree, SubtreeState.Done, null);

    /// <inheritdoc/>
    public void Learn(Subtree subtree, Dependence learned) => Leave(subtree, SubtreeState.Learned, learned);

    /// <inheritdoc/>
    public void Divide(Subtree subtree, SubtreeNode node)
    {
        lock (_gate)
        {
            if (subtree.Round != _round) { return; }
            (subtree.State, subtree.Node) = (SubtreeState.Divided, node);
            for (var at = node; at is not null; at = at.Branches.Find(branch => branch.Node is not null)?.Node)
            {
                foreach (var branch in at.Branches) { Offer(branch); }
            }

            Rise(subtree);
        }
    }

    /// <inheritdoc/>
    public void Keep(CheckpointWriter writer)
    {
        writer.Write([.. _rounds.Select(round => round == _round)]);
        writer.Write(_agreed is not null);
        _agreed?.Keep(writer);
        KeptSubtrees.Write(writer, Root);
    }

    /// <inheritdoc/>
    public void Recall(CheckpointReader reader, int actors, Dependence knowing)
    {
        // Whoever did not hear that the search began again is to forget what he counted.
        var isUpToDate = reader.ReadBools();
        if (isUpToDate.Length != parts) { throw reader.Wrong("another number of threads"); }
        _round = 1;
        for (var part = 0; part < parts; part++) { _rounds[part] = isUpToDate[part] ? _round : 0; }
        if (reader.ReadBool())
        {
            knowing.Recall(reader, actors);
            _agreed = knowing;
        }

        _open.Clear();
        _root = KeptSubtrees.Read(reader, actors, _round, Offer);
    }

    private void Leave(Subtree subtree, SubtreeState state, Dependence? learned)
    {
        lock (_gate)
        {
            if (subtree.Round != _round) { return; }
            (subtree.State, subtree.Learned) = (state, learned);
            _hasLearned |= learned is not null;
            Rise(subtree);
        }
    }

    /// <summary>What a subtree wants, and that it is done, rises as far as it is the first that is not.</summary>
    private void Rise(Subtree subtree)
    {
        for (; subtree.Owner is { } node && node.Next == subtree.Index; subtree = node.Under) { Pass(node); }
        if (_hasLearned) { LookForTheFirst(); }
        Tell();
        if (Root.State == SubtreeState.Done || _waiting > 0) { Monitor.PulseAll(_gate); }
    }

    /// <summary>Does what the first branches want of a node, and passes on what they want of those above it.</summary>
    private void Pass(SubtreeNode node)
    {
        while (node.Next < node.Branches.Count)
        {
            var branch = node.Branches[node.Next];
            foreach (var asked in branch.Asked)
            {
                if (asked.Depth == node.Depth) { Do(node, asked); }
                else { node.Under.Asked.Add(asked); }
            }

            branch.Asked.Clear();
            if (branch.State != SubtreeState.Done) { return; }
            branch.Node = null;
            node.Next++;
        }

        node.Under.State = SubtreeState.Done;
    }

    private void Do(SubtreeNode node, Reversal asked)
    {
        var before = node.Branches.Count;
        node.Reverse(asked);
        foreach (var branch in node.Branches.Skip(before)) { Offer(branch); }
    }

    /// <summary>If who had the first subtree that is not done learned something, all begin again.</summary>
    private void LookForTheFirst()
    {
        var first = Root;
        while (first.State == SubtreeState.Divided) { first = first.Node!.Branches[first.Node.Next]; }
        if (first.State != SubtreeState.Learned) { return; }
        _agreed = first.Learned;
        _hasLearned = false;
        _round++;
        Plant();
    }

    private void Plant()
    {
        _open.Clear();
        _root = new(null, 0, default, _round);
        Offer(_root);
    }

    /// <summary>The nearest to the start go first: they are the largest.</summary>
    private void Offer(Subtree subtree)
    {
        if (subtree.State == SubtreeState.Open) { _open.Enqueue(subtree, subtree.Depth); }
    }

    private void Tell() => _isWanted = _waiting > _open.Count;
}
