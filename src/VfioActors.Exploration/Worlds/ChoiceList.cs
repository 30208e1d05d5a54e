namespace VfioActors.Exploration.Worlds;

/// <summary>The steps that could be next, in the order of their channels; listed again when something moved.</summary>
internal sealed class ChoiceList(ChannelTable channels, Mail mail)
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
        var active = channels.Active;
        for (var at = 0; at < active.Length; at++)
        {
            var number = active[at];
            var channel = channels[number];
            if (!channels.IsAlone(at) && mail.IsHeldBack(channel)) { continue; }
            var options = channel.Kind == ChannelKind.Choices ? (int)channel.Head.Amount : 1;
            while (_count + options > _choices.Length) { Array.Resize(ref _choices, _choices.Length * 2); }
            for (var option = 0; option < options; option++) { _choices[_count++] = new(number, option, channel.To); }
        }
    }
}
