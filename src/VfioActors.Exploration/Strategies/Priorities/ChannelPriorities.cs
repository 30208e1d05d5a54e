using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Priorities;

/// <summary>A random priority for each channel, drawn when it is first looked at.</summary>
/// <param name="words">Where they are drawn.</param>
/// <param name="lowest">A power of 2: no priority that is drawn is below it.</param>
/// <typeparam name="TWords">A struct, if drawing is to cost no call.</typeparam>
internal sealed class ChannelPriorities<TWords>(TWords words, ulong lowest)
    where TWords : IRandomWords
{
    /// <summary>By the number of the channel; 0 for one that is not drawn.</summary>
    private ulong[] _drawn = [];

    /// <summary>A run begins: none is drawn.</summary>
    internal void Clear() => Array.Clear(_drawn);

    /// <summary>Gives a channel a priority that is not drawn.</summary>
    internal void Set(int channel, ulong priority) => _drawn[channel] = priority;

    /// <summary>A channel draws anew when it is looked at next.</summary>
    internal void Forget(int channel) => _drawn[channel] = 0;

    /// <summary>
    /// The place of the one with the highest priority; of several options of the same channel each is as likely.
    /// </summary>
    /// <param name="enabled">The steps that could be next.</param>
    /// <param name="channels">How many channels there are.</param>
    internal int Highest(ReadOnlySpan<Choice> enabled, int channels)
    {
        if (_drawn.Length < channels) { Array.Resize(ref _drawn, channels * 2); }
        var drawn = _drawn;
        var (best, highest) = (0, 0UL);
        for (var at = 0; at < enabled.Length; at++)
        {
            ref readonly var candidate = ref enabled[at];
            ref var priority = ref drawn[candidate.Channel];
            if (priority == 0) { priority = words.Next() | lowest; }

            // Apart, so that this loop, which is gone through at every step, calls nothing.
            if (candidate.Option != 0) { return HighestFrom(at, enabled, best, highest); }
            if (priority < highest) { continue; }
            (best, highest) = (at, priority);
        }

        return best;
    }

    /// <summary>The same from a place on, where the host has options.</summary>
    private int HighestFrom(int from, ReadOnlySpan<Choice> enabled, int best, ulong highest)
    {
        for (var at = from; at < enabled.Length; at++)
        {
            ref var priority = ref _drawn[enabled[at].Channel];
            if (priority == 0) { priority = words.Next() | lowest; }
            var isDrawn = enabled[at].Option == 0 || words.Below(2) == 0;
            if (priority < highest || (priority == highest && !isDrawn)) { continue; }
            (best, highest) = (at, priority);
        }

        return best;
    }
}
