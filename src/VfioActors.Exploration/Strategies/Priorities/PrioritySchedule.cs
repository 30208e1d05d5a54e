using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Priorities;

/// <summary>
/// The order that random words decide on: every channel gets a priority, the highest runs, and at a few steps the one
/// that would run falls behind all others.
/// </summary>
/// <param name="words">Decide.</param>
/// <param name="depth">One more than the steps at which somebody falls behind.</param>
/// <typeparam name="TWords">A struct, if drawing is to cost no call.</typeparam>
internal sealed class PrioritySchedule<TWords>(TWords words, int depth)
    where TWords : IRandomWords
{
    /// <summary>
    /// The lowest numbers are kept for those that fell behind: this makes sure of what chance nearly does.
    /// </summary>
    private const ulong LowestDrawn = 1UL << 63;

    private readonly int[] _changes = new int[Math.Max(0, depth - 1)];
    private readonly ChannelPriorities<TWords> _priorities = new(words, LowestDrawn);

    /// <summary>A run begins.</summary>
    /// <param name="horizon">How many steps it has, or about as many.</param>
    internal void Begin(int horizon)
    {
        for (var change = 0; change < _changes.Length; change++) { _changes[change] = words.Below(horizon); }
        _priorities.Clear();
    }

    /// <summary>The next step, of which there is one at least.</summary>
    internal Choice Next(RunView run)
    {
        var enabled = run.Enabled;
        var best = _priorities.Highest(enabled, run.ChannelCount);
        for (var change = 0; change < _changes.Length; change++)
        {
            // At the i-th change point what would run gets priority i: below all that were drawn, and 1 below 2.
            if (_changes[change] != run.Depth) { continue; }
            _priorities.Set(enabled[best].Channel, (ulong)(change + 1));
            best = _priorities.Highest(enabled, run.ChannelCount);
        }

        return enabled[best];
    }
}
