namespace VfioActors.Exploration.Strategies.Selections;

/// <summary>
/// What each channel is still expected to carry in a run. Channels stand in the order in which they were first counted,
/// so that their numbers, which worlds give differently, do not matter.
/// </summary>
internal sealed class ChannelWeights
{
    private readonly Dictionary<int, int> _places = [];
    private readonly List<int> _channels = [];
    private readonly List<int> _counted = [];
    private readonly List<int> _left = [];

    /// <summary>How many channels were counted.</summary>
    internal int Channels => _channels.Count;

    /// <summary>What is left of all of them.</summary>
    internal int Left { get; private set; }

    /// <summary>Counts one message of a channel.</summary>
    internal void Count(int channel)
    {
        if (!_places.TryGetValue(channel, out var place))
        {
            _places.Add(channel, place = _channels.Count);
            _channels.Add(channel);
            _counted.Add(0);
            _left.Add(0);
        }

        _counted[place]++;
    }

    /// <summary>A run begins: all that was counted is left.</summary>
    internal void Refill()
    {
        Left = 0;
        for (var place = 0; place < _counted.Count; place++)
        {
            _left[place] = _counted[place];
            Left += _counted[place];
        }
    }

    /// <summary>What is left of a channel; 0 when it was never counted.</summary>
    internal int LeftOf(int channel) => _places.TryGetValue(channel, out var place) ? _left[place] : 0;

    /// <summary>A channel has so much less left, but not less than nothing.</summary>
    internal void Spend(int channel, int amount)
    {
        if (!_places.TryGetValue(channel, out var place)) { return; }
        var spent = Math.Min(amount, _left[place]);
        _left[place] -= spent;
        Left -= spent;
    }

    /// <summary>The channel in whose part of what is left a number lies.</summary>
    /// <param name="drawn">From 0 to one less than <see cref="Left"/>.</param>
    internal int At(int drawn)
    {
        var place = 0;
        while (drawn >= _left[place]) { drawn -= _left[place++]; }
        return _channels[place];
    }
}
