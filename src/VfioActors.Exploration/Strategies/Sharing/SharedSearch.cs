using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>
/// One exhaustive search on several threads: what was met by any of them, and the branches that one gives to another.
/// </summary>
/// <remarks>
/// As in Inggs and Barringer, "Effective State Exploration for Model Checking on a Shared Memory Architecture", ENTCS
/// 68(4), 2002: every thread searches depth first, and who has nothing left is given the steps left nearest to the root
/// by one who has. Departs: a branch is the way to it and not a state, since a world is moved by taking steps.
/// <para>
/// Fingerprints tell apart what a world has learned to be different. When all have run out of work, what each of them
/// learned is put together; if that is more than what they began with, all begin again with it. So what is counted in
/// the end does not depend on who learned what.
/// </para>
/// </remarks>
internal sealed class SharedSearch
{
    /// <summary>Who waits looks so often whether all are to end, in milliseconds.</summary>
    private const int Patience = 20;

    private readonly int _parts;
    private readonly Func<bool> _isOver;
    private readonly object _gate = new();
    private readonly Queue<SharedBranch> _open = new([SharedBranch.Root]);
    private readonly LearnedFacts?[] _learned;
    private LearnedFacts? _agreed;
    private int _joined;
    private int _waiting;
    private volatile bool _isWanted;

    /// <param name="parts">How many threads search.</param>
    /// <param name="isOver">Whether all are to end early.</param>
    internal SharedSearch(int parts, Func<bool> isOver)
    {
        (_parts, _isOver, _learned) = (parts, isOver, new LearnedFacts?[parts]);
    }

    /// <summary>The states that were met.</summary>
    internal SharedStates States { get; } = new();

    /// <summary>Whether somebody has nothing to do: who has enough gives a branch away.</summary>
    internal bool IsWanted => _isWanted;

    /// <summary>How often the search began, less one.</summary>
    internal int Restarts { get; private set; }

    /// <summary>Whether every branch was searched.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>What all began with.</summary>
    internal LearnedFacts Agreed => _agreed ?? throw new InvalidOperationException("nobody has begun");

    /// <summary>Steps of branches that nobody has taken.</summary>
    internal long Untried
    {
        get
        {
            lock (_gate) { return _open.Sum(branch => (long)branch.Branch.Steps); }
        }
    }

    /// <summary>What a thread follows in the place of a strategy.</summary>
    /// <returns>
    /// The strategy itself where it cannot be split: where what it leaves out depends on the order in which it goes.
    /// </returns>
    internal IStrategy PartOf(IStrategy whole) =>
        whole is StatefulStrategy { Preemptions: null, Symmetry: null } or DfsStrategy { Preemptions: null }
            ? new PartStrategy(this, whole.Traits)
            : whole;

    /// <summary>One more thread takes part.</summary>
    /// <returns>Its number, from 0.</returns>
    internal int Join() => Interlocked.Increment(ref _joined) - 1;

    /// <summary>Gives a branch to whoever has nothing to do.</summary>
    internal void Give(SharedBranch branch)
    {
        lock (_gate)
        {
            _open.Enqueue(branch);
            Tell();
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for a branch.</summary>
    /// <param name="part">Who has nothing to do.</param>
    /// <param name="learned">What its world has learned.</param>
    /// <param name="restarts">How often the search had begun again when it began.</param>
    /// <returns>Null when there is none: the search has ended, or is over, or begins again.</returns>
    internal SharedBranch? Take(int part, LearnedFacts learned, int restarts)
    {
        lock (_gate)
        {
            _learned[part] = learned;
            _agreed ??= learned;
            _waiting++;
            Tell();
            while (restarts == Restarts && !HasEnded && !_isOver())
            {
                if (_open.TryDequeue(out var branch))
                {
                    _waiting--;
                    Tell();
                    return branch;
                }

                if (_waiting == _parts) { End(); }
                else { Monitor.Wait(_gate, Patience); }
            }

            return null;
        }
    }

    /// <summary>Writes what is left, when every part has given away all that it had.</summary>
    internal void Keep(CheckpointWriter writer, int actors)
    {
        writer.Write(_agreed is not null);
        if (_agreed is not null) { KeptWorld.Write(writer, _agreed, actors); }
        States.Keep(writer, [.. _open.Select(branch => branch.State)]);
        foreach (var (branch, _) in _open)
        {
            writer.Write(branch.Way);
            writer.Write(branch.First);
            writer.Write(branch.End);
        }
    }

    /// <summary>Reads it; no part has begun.</summary>
    internal void Recall(CheckpointReader reader, int actors)
    {
        _agreed = reader.ReadBool() ? KeptWorld.ReadFacts(reader, actors) : null;
        _open.Clear();
        foreach (var state in States.Recall(reader))
        {
            var way = reader.ReadInts(0, int.MaxValue);
            var first = reader.ReadInt(0, int.MaxValue);
            _open.Enqueue(new(new(way, first, reader.ReadInt(first, int.MaxValue)), state));
        }
    }

    /// <summary>Everybody waits, and there is nothing left.</summary>
    private void End()
    {
        var all = LearnedFacts.Of(_learned.OfType<LearnedFacts>());
        if (all.TellsApartWhat(Agreed)) { HasEnded = true; }
        else { BeginAgain(all); }
        Monitor.PulseAll(_gate);
    }

    private void BeginAgain(LearnedFacts all)
    {
        _agreed = all;
        Restarts++;
        _waiting = 0;
        States.Clear();
        _open.Enqueue(SharedBranch.Root);
        Tell();
    }

    private void Tell() => _isWanted = _waiting > _open.Count;
}
