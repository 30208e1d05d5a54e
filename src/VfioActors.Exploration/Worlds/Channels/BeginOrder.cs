namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// In which order members of sets begin that could change places: the first message of a channel is not handled before
/// those of the channels before it in its set.
/// </summary>
/// <remarks>
/// Of a channel of a set only the message counts that is the next at the start. As members begin in order, how many of
/// a set have begun says which.
/// </remarks>
internal sealed class BeginOrder
{
    /// <summary>By channel the number of its set, from 1; channels that were added later are in none.</summary>
    private readonly int[] _sets;

    /// <summary>By channel its place in its set.</summary>
    private readonly int[] _places;

    /// <summary>By number of a set how many have begun.</summary>
    private readonly int[] _begun;

    /// <param name="channels">For each set its channels, in the order in which they are to begin.</param>
    internal BeginOrder(IReadOnlyList<IReadOnlyList<int>> channels)
    {
        var count = channels.SelectMany(static set => set).Max() + 1;
        (_sets, _places, _begun) = (new int[count], new int[count], new int[channels.Count + 1]);
        for (var set = 0; set < channels.Count; set++)
        {
            for (var place = 0; place < channels[set].Count; place++)
            {
                (_sets[channels[set][place]], _places[channels[set][place]]) = (set + 1, place);
            }
        }
    }

    /// <summary>Whether the oldest message of a channel has to wait for others to begin.</summary>
    internal bool HoldsBack(int channel) => SetOf(channel) is > 0 and var set && _places[channel] > _begun[set];

    /// <summary>The oldest message of a channel is handled.</summary>
    /// <returns>The number of the set of which one begins thereby; 0 when none does.</returns>
    internal int Take(int channel)
    {
        if (SetOf(channel) is not (> 0 and var set) || _places[channel] != _begun[set]) { return 0; }
        _begun[set]++;
        return set;
    }

    /// <summary>Takes back that one of a set has begun.</summary>
    /// <param name="set">The number of the set; 0 for none.</param>
    internal void TakeBack(int set)
    {
        if (set > 0) { _begun[set]--; }
    }

    /// <summary>Nobody has begun.</summary>
    internal void Rewind() => Array.Clear(_begun);

    private int SetOf(int channel) => channel < _sets.Length ? _sets[channel] : 0;
}
