using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units;

/// <summary>The one subtree that a worker has in hands, and what came of it so far.</summary>
/// <param name="knowing">Makes what knows of the properties, and nothing else.</param>
/// <param name="actors">How many there are.</param>
internal sealed class SubtreeHand(Func<Dependence> knowing, int actors) : ISubtrees
{
    private readonly List<Reversal> _asked = [];
    private SubtreeLevel[]? _way;
    private SubtreeNode? _left;
    private KnownSteps? _known;
    private Dependence? _agreed;
    private Dependence? _learned;

    /// <inheritdoc/>
    public bool IsWanted => false;

    /// <inheritdoc/>
    public int Round { get; private set; }

    /// <inheritdoc/>
    public int OpenCount => 0;

    /// <summary>What came of it.</summary>
    internal SubtreePart Part => new()
    {
        Asked = _learned is null ? [.. _asked] : [],
        Left = _left is null ? [] : SubtreeRest.Of(_left),
        Learned = _learned?.Told(),
    };

    /// <summary>Is given a subtree and nothing else.</summary>
    /// <param name="way">The nodes from the start to it.</param>
    /// <param name="known">What all know; null when nobody learned anything.</param>
    /// <exception cref="InvalidDataException">There can be no such subtree.</exception>
    internal void Adopt(IReadOnlyList<SubtreeLevel> way, KnownSteps? known)
    {
        (_way, _left, _learned) = ([.. way], null, null);
        _asked.Clear();
        if (!_way.All(level => level.Step.IsOf(actors) && level.Gone.All(step => step.IsOf(actors))
            && level.Wanted.All(channel => new SubtreeStep(channel, 0).IsOf(actors))))
        {
            throw new InvalidDataException("a step of the way to a subtree is one of no actor");
        }

        if (known is null || known.IsSameAs(_known)) { return; }
        var agreed = knowing();
        agreed.Know(known, actors);
        (_known, _agreed) = (known, agreed);
        Round++;
    }

    /// <inheritdoc/>
    public int Join() => 0;

    /// <inheritdoc/>
    public int Begin(int part, out Dependence? agreed, out bool isRestart)
    {
        (agreed, isRestart) = (_agreed?.Copy(), false);
        return Round;
    }

    /// <inheritdoc/>
    public (Subtree Subtree, SubtreeLevel[] Way)? Take(int round)
    {
        if (_way is not { } way || round != Round) { return null; }
        _way = null;
        Subtree subtree = new(null, 0, default, round);

        // Of the nodes above it others have charge: here it only matters how deep it is.
        foreach (var level in way) { subtree = new SubtreeNode(subtree, []).Add(level.Step); }
        return (subtree, way);
    }

    /// <inheritdoc/>
    public void Ask(Subtree subtree, IEnumerable<Reversal> asked) => _asked.AddRange(asked);

    /// <inheritdoc/>
    public void End(Subtree subtree)
    {
    }

    /// <inheritdoc/>
    public void Learn(Subtree subtree, Dependence learned) => _learned = learned;

    /// <inheritdoc/>
    public void Divide(Subtree subtree, SubtreeNode node) => _left = node;

    /// <inheritdoc/>
    public void Keep(CheckpointWriter writer) => throw new NotSupportedException("a unit is not kept");

    /// <inheritdoc/>
    public void Recall(CheckpointReader reader, int actors, Dependence knowing) =>
        throw new NotSupportedException("a unit is not kept");
}
