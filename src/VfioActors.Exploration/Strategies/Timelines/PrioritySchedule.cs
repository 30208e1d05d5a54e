using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Timelines;

/// <summary>
/// The order that random words decide on: every channel gets a priority, the highest runs, and at a few steps the one
/// that would run falls behind all others.
/// </summary>
/// <param name="words">Decide.</param>
/// <param name="depth">One more than the steps at which somebody falls behind.</param>
internal sealed class PrioritySchedule(IRandomWords words, int depth)
{
    private readonly int[] _changes = new int[Math.Max(0, depth - 1)];
    private ulong[] _priorities = [];

    /// <summary>A run begins.</summary>
    /// <param name="horizon">How many steps it has, or about as many.</param>
    internal void Begin(int horizon)
    {
        for (var change = 0; change < _changes.Length; change++) { _changes[change] = words.Below(horizon); }
        Array.Clear(_priorities);
    }

    /// <summary>The next step, of which there is one at least.</summary>
    internal Choice Next(RunView run)
    {
        var choice = Highest(run);
        for (var change = 0; change < _changes.Length; change++)
        {
            // At the i-th change point what would run gets priority i: below all that were drawn, and 1 below 2.
            if (_changes[change] != run.Depth) { continue; }
            _priorities[choice.Channel] = (ulong)(change + 1);
            choice = Highest(run);
        }

        return choice;
    }

    private Choice Highest(RunView run)
    {
        if (_priorities.Length < run.ChannelCount) { Array.Resize(ref _priorities, run.ChannelCount * 2); }
        Choice best = default;
        var highest = 0UL;
        foreach (var candidate in run.Enabled)
        {
            ref var priority = ref _priorities[candidate.Channel];

            // The lowest numbers are kept for those that fell behind: the bit makes sure of what chance nearly does.
            if (priority == 0) { priority = words.Next() | (1UL << 63); }
            var drawn = candidate.Option == 0 || words.Below(2) == 0;
            if (priority < highest || (priority == highest && !drawn)) { continue; }
            (best, highest) = (candidate, priority);
        }

        return best;
    }
}
