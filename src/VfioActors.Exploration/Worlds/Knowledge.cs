namespace VfioActors.Exploration.Worlds;

/// <summary>
/// Which actor and which message on its way come after the sending of which message: what causal delivery goes by. Rows
/// of bits, one bit for each message that the run sent, in the order of sending.
/// </summary>
internal sealed class Knowledge(int actors)
{
    private const int Bits = 64;

    private ulong[] _ofActors = new ulong[actors + 1];
    private ulong[] _ofMessages = new ulong[Bits];
    private ulong[] _waiting = new ulong[actors + 1];
    private ulong[] _before = new ulong[Bits];
    private int[] _learners = new int[Bits];
    private int _stride = 1;
    private int _sent;

    /// <summary>How often an actor may have learned something: the place to come back to.</summary>
    internal int Mark { get; private set; }

    /// <summary>The messages that an actor knows of.</summary>
    internal ReadOnlySpan<ulong> OfActor(int actor) => _ofActors.AsSpan(actor * _stride, _stride);

    /// <summary>The messages that were known to who sent this one.</summary>
    internal ReadOnlySpan<ulong> OfMessage(int message) => _ofMessages.AsSpan(message * _stride, _stride);

    /// <summary>An actor sends a message.</summary>
    /// <returns>The number of the message in the run.</returns>
    internal int Send(int from, int to)
    {
        if (_sent >= _stride * Bits) { Widen(); }
        var message = _sent++;
        var end = _sent * _stride;
        if (end > _ofMessages.Length) { Array.Resize(ref _ofMessages, end * 2); }
        OfActor(from).CopyTo(_ofMessages.AsSpan(message * _stride));
        _ofActors[Word(from, message)] |= 1UL << message;
        _waiting[Word(to, message)] |= 1UL << message;
        return message;
    }

    /// <summary>Takes back the last sending.</summary>
    internal void Unsend(int to) => _waiting[Word(to, --_sent)] &= ~(1UL << _sent);

    /// <summary>An actor handles a message.</summary>
    internal void Hear(int actor, int message)
    {
        Learn(actor);
        _waiting[Word(actor, message)] &= ~(1UL << message);
        Join(actor, OfMessage(message));
        _ofActors[Word(actor, message)] |= 1UL << message;
    }

    /// <summary>A message that was handled is on its way again.</summary>
    internal void Unhear(int actor, int message) => _waiting[Word(actor, message)] |= 1UL << message;

    /// <summary>An actor is about to do something: what it knew before is kept.</summary>
    internal void Learn(int actor)
    {
        if (Mark == _learners.Length) { Array.Resize(ref _learners, Mark * 2); }
        var end = (Mark + 1) * _stride;
        if (end > _before.Length) { Array.Resize(ref _before, end * 2); }
        OfActor(actor).CopyTo(_before.AsSpan(Mark * _stride));
        _learners[Mark++] = actor;
    }

    /// <summary>An actor hears at once what another has to say.</summary>
    internal void Prompt(int from, int to)
    {
        Learn(to);
        Join(to, OfActor(from));
    }

    internal void BackTo(int mark)
    {
        while (Mark > mark)
        {
            Mark--;
            _before.AsSpan(Mark * _stride, _stride).CopyTo(_ofActors.AsSpan(_learners[Mark] * _stride));
        }
    }

    /// <summary>Whether a message must wait for another to the same actor that was sent before it.</summary>
    internal bool IsHeldBack(int message, int to)
    {
        if (_stride == 1) { return (_ofMessages[message] & _waiting[to]) != 0; }
        var known = OfMessage(message);
        var waiting = _waiting.AsSpan(to * _stride, _stride);
        for (var word = 0; word < known.Length; word++)
        {
            if ((known[word] & waiting[word]) != 0) { return true; }
        }

        return false;
    }

    /// <summary>Whether the sending of one message comes before the sending of another.</summary>
    internal bool IsBefore(int earlier, int later) =>
        (_ofMessages[(later * _stride) + (earlier / Bits)] >> earlier & 1) != 0;

    private int Word(int row, int message) => (row * _stride) + (message / Bits);

    private void Join(int actor, ReadOnlySpan<ulong> known)
    {
        var row = _ofActors.AsSpan(actor * _stride, _stride);
        for (var word = 0; word < row.Length; word++) { row[word] |= known[word]; }
    }

    private void Widen()
    {
        _ofActors = Widened(_ofActors);
        _ofMessages = Widened(_ofMessages);
        _waiting = Widened(_waiting);
        _before = Widened(_before);
        _stride *= 2;
    }

    private ulong[] Widened(ulong[] rows)
    {
        var wide = new ulong[rows.Length * 2];
        for (var row = 0; row < rows.Length / _stride; row++)
        {
            rows.AsSpan(row * _stride, _stride).CopyTo(wide.AsSpan(row * _stride * 2));
        }

        return wide;
    }
}
