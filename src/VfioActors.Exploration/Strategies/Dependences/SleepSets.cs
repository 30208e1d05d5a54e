using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>
/// The states on the path of a search, with the steps that were gone from each, and those that sleep there.
/// </summary>
/// <remarks>
/// Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996: a step that was gone from a
/// state sleeps for those that are gone from it later, and below them as long as nothing depends on it, since it would
/// lead to what its own branch has led to.
/// </remarks>
/// <param name="dependence">Which steps depend on each other.</param>
internal sealed class SleepSets(Dependence dependence)
{
    private DporNode[] _nodes = new DporNode[64];
    private int[] _sleepers = new int[256];
    private StepEvent[] _gone = new StepEvent[64];
    private int _goneCount;

    /// <summary>The node at a depth.</summary>
    internal ref DporNode this[int depth] => ref _nodes[depth];

    /// <summary>The steps that a node is done with, in their order.</summary>
    internal ReadOnlySpan<StepEvent> GoneOf(int depth) =>
        _gone.AsSpan(_nodes[depth].FirstGone, _nodes[depth].Gone);

    /// <summary>Makes the node of the start; there is no other one.</summary>
    internal void OpenFirst()
    {
        _goneCount = 0;
        _nodes[0] = new();
    }

    /// <summary>Makes the node of a state that the search comes to for the first time.</summary>
    /// <param name="taken">The step that led to it.</param>
    internal void Open(World world, int depth, in StepEvent taken)
    {
        if (depth >= _nodes.Length) { Array.Resize(ref _nodes, depth * 2); }
        ref var node = ref _nodes[depth];
        node = new() { FirstGone = _goneCount };
        ref readonly var parent = ref _nodes[depth - 1];
        node.FirstSleeper = parent.FirstSleeper + parent.Sleepers;
        for (var at = 0; at < parent.Sleepers; at++)
        {
            var sleeper = _sleepers[parent.FirstSleeper + at];
            if (dependence.Depend(world, in _gone[sleeper], in taken)) { continue; }
            Add(ref node, sleeper);
        }
    }

    /// <summary>A step that a node went is done with: it sleeps for those that the node goes after it.</summary>
    internal void Retire(int depth, in StepEvent gone)
    {
        ref var node = ref _nodes[depth];
        var place = node.FirstGone + node.Gone++;
        if (place == _gone.Length) { Array.Resize(ref _gone, place * 2); }
        _gone[place] = gone;
        _goneCount = place + 1;
        Add(ref node, place);
    }

    /// <summary>Whether a step is not to be gone from a node.</summary>
    internal bool Sleeps(in DporNode node, in Choice choice) => Sleeps(node.FirstSleeper, node.Sleepers, in choice);

    /// <summary>Whether a step slept there before the node went any.</summary>
    internal bool SleptFirst(in DporNode node, in Choice choice) =>
        Sleeps(node.FirstSleeper, node.Sleepers - node.Gone, in choice);

    private bool Sleeps(int first, int count, in Choice choice)
    {
        foreach (var sleeper in _sleepers.AsSpan(first, count))
        {
            ref readonly var slept = ref _gone[sleeper];
            if (slept.Choice.Channel == choice.Channel && slept.Choice.Option == choice.Option) { return true; }
        }

        return false;
    }

    private void Add(ref DporNode node, int stepEvent)
    {
        var at = node.FirstSleeper + node.Sleepers++;
        if (at == _sleepers.Length) { Array.Resize(ref _sleepers, at * 2); }
        _sleepers[at] = stepEvent;
    }
}
