namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// Which actor and which message on its way come after the sending of which message: what causal delivery goes by. Rows
/// of bits, one bit for each message that the run sent, in the order of sending.
/// </summary>
/// <remarks>
/// Raynal, Schiper, Toueg, "The causal ordering abstraction and a simple way to implement it", 1991: a message says
/// what its sender knew to be sent, and waits for what of that goes to the same receiver. Departs: all is in one
/// place, so a bit for each message of the run stands for the matrix of counts, and whether a message must wait is one
/// "and" of two words.
/// </remarks>
/// <param name="actors">How many actors there are.</param>
/// <param name="things">
/// How many things they share; of each it is known who looked at it and who changed it, as of two more actors.
/// </param>
internal sealed class HappensBefore(int actors, int things = 0)
{
    private const int Bits = 64;

    private ulong[] _ofActors = new ulong[actors + 1 + (2 * things)];
    private ulong[] _ofMessages = new ulong[Bits];
    private ulong[] _waiting = new ulong[actors + 1];
    private ulong[] _before = new ulong[Bits];
    private int[] _learners = new int[Bits];
    private int _stride = 1;
    private int _sent;
    private int _sentAtStart;

    /// <summary>How often an actor may have learned something: the place to come back to.</summary>
    internal int Mark { get; private set; }

    /// <summary>Whether a run sent so little that what anybody knows of is one word.</summary>
    internal bool AreWords => _stride == 1;

    /// <summary>By actor what it knows of, where that is one word.</summary>
    internal ReadOnlySpan<ulong> WordsOfActors => _ofActors;

    /// <summary>By message what was known to who sent it, where that is one word.</summary>
    internal ReadOnlySpan<ulong> WordsOfMessages => _ofMessages;

    /// <summary>What is on its way to an actor, where that is one word.</summary>
    internal ulong WaitingWord(int actor) => _waiting[actor];

    /// <summary>The messages that are on their way to an actor, of those that others must wait for.</summary>
    internal ReadOnlySpan<ulong> WaitingOf(int actor) => _waiting.AsSpan(actor * _stride, _stride);

    /// <summary>The messages that an actor knows of.</summary>
    internal ReadOnlySpan<ulong> OfActor(int actor) => _ofActors.AsSpan(actor * _stride, _stride);

    /// <summary>The messages that were known to who sent this one.</summary>
    internal ReadOnlySpan<ulong> OfMessage(int message) => _ofMessages.AsSpan(message * _stride, _stride);

    /// <summary>Whether an actor knows of one of some messages.</summary>
    internal bool ActorKnows(int actor, ReadOnlySpan<ulong> messages) => Meets(_ofActors, actor, messages);

    /// <summary>Whether one of some messages was known to who sent this one.</summary>
    internal bool MessageKnows(int message, ReadOnlySpan<ulong> messages) => Meets(_ofMessages, message, messages);

    /// <summary>An actor sends a message.</summary>
    /// <param name="waits">Whether what is sent later must wait for it.</param>
    /// <returns>The number of the message in the run.</returns>
    internal int Send(int from, int to, bool waits)
    {
        if (_sent >= _stride * Bits) { Widen(); }
        var message = _sent++;
        var end = _sent * _stride;
        if (end > _ofMessages.Length) { Array.Resize(ref _ofMessages, end * 2); }
        Copy(_ofActors, from, _ofMessages, message);
        _ofActors[Word(from, message)] |= 1UL << message;
        if (waits) { _waiting[Word(to, message)] |= 1UL << message; }
        return message;
    }

    /// <summary>Takes back the last sending.</summary>
    internal void Unsend(int to) => _waiting[Word(to, --_sent)] &= ~(1UL << _sent);

    /// <summary>An actor handles a message.</summary>
    internal void Hear(int actor, int message)
    {
        Learn(actor);
        _waiting[Word(actor, message)] &= ~(1UL << message);
        Join(actor, _ofMessages, message);
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
        Copy(_ofActors, actor, _before, Mark);
        _learners[Mark++] = actor;
    }

    /// <summary>An actor hears at once what another has to say.</summary>
    internal void Inline(int from, int to)
    {
        Learn(to);
        Join(to, _ofActors, from);
    }

    /// <summary>
    /// An actor looks at or changes something shared: it learns what those knew who changed it and, when it changes it,
    /// those who looked.
    /// </summary>
    internal void Touch(int actor, int thing, bool changes)
    {
        var looked = actors + 1 + (2 * thing);
        var changed = looked + 1;
        Learn(actor);
        Join(actor, _ofActors, changed);
        if (changes) { Join(actor, _ofActors, looked); }
        var noted = changes ? changed : looked;
        Learn(noted);
        Join(noted, _ofActors, actor);
    }

    internal void BackTo(int mark)
    {
        while (Mark > mark)
        {
            Mark--;
            Copy(_before, Mark, _ofActors, _learners[Mark]);
        }
    }

    /// <summary>The messages that were sent by now are those that <see cref="Rewind"/> goes back to.</summary>
    internal void KeepStart() => _sentAtStart = _sent;

    /// <summary>
    /// Goes back to the start, where nothing but what was sent there is on its way: that must be said of each message.
    /// </summary>
    internal void Rewind(int mark)
    {
        BackTo(mark);
        _sent = _sentAtStart;
    }

    /// <summary>Nothing is on its way to an actor any more.</summary>
    internal void ForgetWaiting(int actor) => _waiting.AsSpan(actor * _stride, _stride).Clear();

    /// <summary>Whether a message must wait for another to the same actor that was sent before it.</summary>
    internal bool IsHeldBack(int message, int to)
    {
        // Birman and Joseph, "Reliable Communication in the Presence of Failures", TOCS 5(1), 1987, hold a message back
        // until all are there that its vector names. A bit a message instead of a counter an actor makes that one and;
        // it is taken back by copying a row. Rows are a word or two, since runs are short.
        return _stride == 1 ? (_ofMessages[message] & _waiting[to]) != 0 : IsHeldBackOfMany(message, to);
    }

    /// <summary>Makes room for twice as many messages.</summary>
    internal void Widen()
    {
        _ofActors = Widened(_ofActors);
        _ofMessages = Widened(_ofMessages);
        _waiting = Widened(_waiting);
        _before = Widened(_before);
        _stride *= 2;
    }

    private bool IsHeldBackOfMany(int message, int to)
    {
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

    private int Word(int row, int message) => _stride == 1 ? row : (row * _stride) + (message / Bits);

    private bool Meets(ulong[] rows, int row, ReadOnlySpan<ulong> messages)
    {
        if (_stride == 1) { return (rows[row] & messages[0]) != 0; }
        var common = 0UL;
        for (var word = 0; word < messages.Length; word++) { common |= rows[(row * _stride) + word] & messages[word]; }
        return common != 0;
    }

    /// <summary>
    /// Rows are a word or two: a loop is faster than a call, and one word, as in all runs of up to 64 messages, faster
    /// than a loop.
    /// </summary>
    private void Copy(ulong[] source, int from, ulong[] target, int to)
    {
        if (_stride == 1)
        {
            target[to] = source[from];
            return;
        }

        for (var word = 0; word < _stride; word++) { target[(to * _stride) + word] = source[(from * _stride) + word]; }
    }

    private void Join(int actor, ulong[] source, int from)
    {
        if (_stride == 1)
        {
            _ofActors[actor] |= source[from];
            return;
        }

        for (var word = 0; word < _stride; word++)
        {
            _ofActors[(actor * _stride) + word] |= source[(from * _stride) + word];
        }
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
