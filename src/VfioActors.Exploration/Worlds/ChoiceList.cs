using System.Numerics;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>The steps that could be next, in the order of their channels; listed again when something moved.</summary>
internal sealed class ChoiceList(ChannelTable channels, Network network)
{
    private Choice[] _choices = new Choice[16];
    private int _count;
    private bool _isListed;

    /// <summary>A message was sent or handled: the list is out of date.</summary>
    internal void Forget() => _isListed = false;

    /// <summary>The list; nothing when <paramref name="isOver"/>.</summary>
    internal ReadOnlySpan<Choice> List(bool isOver)
    {
        if (!_isListed)
        {
            _count = 0;
            _isListed = true;
            if (!isOver) { Gather(); }
        }

        return _choices.AsSpan(0, _count);
    }

    private void Gather()
    {
        network.Recheck();
        var free = channels.Free;
        for (var word = 0; word < free.Length; word++)
        {
            for (var bits = free[word]; bits != 0; bits &= bits - 1)
            {
                ref readonly var choice =
                    ref channels.ChoiceAt((word << ChannelTable.WordShift) + BitOperations.TrailingZeroCount(bits));
                if (_count == _choices.Length) { Array.Resize(ref _choices, _count * 2); }
                if (choice.Option == 0) { _choices[_count++] = choice; }
                else { AddOptions(choice); }
            }
        }
    }

    private void AddOptions(Choice choice)
    {
        var options = (int)channels[choice.Channel].Head.Amount;
        while (_count + options > _choices.Length) { Array.Resize(ref _choices, _choices.Length * 2); }
        for (var option = 0; option < options; option++) { _choices[_count++] = choice with { Option = option }; }
    }
}
