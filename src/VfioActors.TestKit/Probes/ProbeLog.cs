namespace VfioActors.TestKit.Probes;

/// <summary>What one probe heard, and what it answers. Any thread may look.</summary>
internal sealed class ProbeLog
{
    private readonly Lock _lock = new();
    private readonly List<object> _heard = [];
    private readonly List<Func<object, object?>> _answers = [];
    private int _next;

    internal IReadOnlyList<object> Heard
    {
        get { lock (_lock) { return [.. _heard]; } }
    }

    /// <summary>Notes a message.</summary>
    /// <returns>What is answered.</returns>
    internal IReadOnlyList<object> Hear(object message)
    {
        Func<object, object?>[] answers;
        lock (_lock)
        {
            _heard.Add(message);
            answers = [.. _answers];
        }

        return [.. answers.Select(answer => answer(message)).OfType<object>()];
    }

    internal void Answer(Func<object, object?> answer)
    {
        lock (_lock) { _answers.Add(answer); }
    }

    /// <summary>The next message that was not looked at yet; null when there is none.</summary>
    internal object? Next()
    {
        lock (_lock) { return _next < _heard.Count ? _heard[_next++] : null; }
    }

    /// <summary>Looks at all messages anew.</summary>
    internal void Rewind()
    {
        lock (_lock) { _next = 0; }
    }
}
