using VfioActors.Behaviors;

namespace VfioActors.Exploration.Properties.Standard;

/// <summary>An operation in one run: who does it, and whether what was asked last was answered.</summary>
internal sealed class OperationCall
{
    private readonly List<int> _asked = [];
    private int _firstSent = int.MaxValue;
    private int _lastSent = int.MinValue;
    private int _lastHeard = int.MinValue;

    /// <summary>Who sent the first message that serves the operation.</summary>
    internal ActorId Client { get; private set; }

    /// <summary>The steps that handled what the client sent last, all in one step of its own.</summary>
    internal IReadOnlyList<int> Asked => _asked;

    /// <summary>Whether the client heard something after that.</summary>
    internal bool IsAnswered => _lastHeard > _lastSent;

    /// <summary>
    /// Meets a message that serves the operation: its sender is the client if none was sent before it.
    /// </summary>
    internal void Meets(in Envelope message)
    {
        if (message.Cause < _firstSent) { (_firstSent, Client) = (message.Cause, message.From); }
    }

    /// <summary>Takes the step that handled such a message, once the client is known.</summary>
    internal void Takes(int step, in Envelope message)
    {
        if (message.To == message.From) { return; }
        if (message.To == Client) { _lastHeard = step; }
        if (message.From != Client || message.Cause < _lastSent) { return; }
        if (message.Cause > _lastSent) { _asked.Clear(); }
        _lastSent = message.Cause;
        _asked.Add(step);
    }
}
