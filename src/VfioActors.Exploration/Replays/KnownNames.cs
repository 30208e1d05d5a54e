using VfioActors.Behaviors;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Replays;

/// <summary>Which names actors and kinds of messages have now, as far as the steps so far have shown it.</summary>
/// <remarks>A name is guessed only to be one that the trace does not know, and once guessed it stays.</remarks>
internal sealed class KnownNames
{
    private readonly SortedSet<string> _oldActors = new(StringComparer.Ordinal) { TraceStep.Host };
    private readonly SortedSet<string> _oldKinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _actors = new(StringComparer.Ordinal);
    private readonly SortedSet<(string Was, string Now)> _kinds = [];
    private readonly Topology _topology;

    internal KnownNames(Trace trace, Topology topology)
    {
        _topology = topology;
        foreach (var step in trace.Steps)
        {
            _oldActors.Add(step.To);
            _oldActors.Add(step.From);
            _oldKinds.Add(step.Message);
        }
    }

    /// <summary>What an actor is called now; null when nobody knows yet.</summary>
    internal string? ActorOf(string was) =>
        was == TraceStep.Host || _topology.TryFind(was, out _) ? was : _actors.GetValueOrDefault(was);

    /// <summary>What an actor was called, as far as anybody knows.</summary>
    internal string ActorBefore(string now)
    {
        foreach (var (was, known) in _actors)
        {
            if (known == now) { return was; }
        }

        return now;
    }

    /// <summary>What a kind of message may have been called, as far as anybody knows.</summary>
    internal IEnumerable<string> KindsBefore(string now) =>
        _kinds.Where(known => known.Now == now).Select(known => known.Was).Append(now);

    /// <summary>
    /// Whether a kind of message is known to be called so now. One that was may be several: answers that were like
    /// requests need not be any more.
    /// </summary>
    internal bool IsKind(string was, string now) => was == now || _kinds.Contains((was, now));

    /// <summary>Whether an actor could be one that is called otherwise now.</summary>
    internal bool MayBeActor(string was, string now) =>
        ActorOf(was) is { } known ? known == now : !_oldActors.Contains(now) && !_actors.ContainsValue(now);

    /// <summary>Whether a kind could be one that is called otherwise now.</summary>
    internal bool MayBeKind(string was, string now) =>
        IsKind(was, now) || (!_oldKinds.Contains(now) && _kinds.All(known => known.Now != now));

    /// <summary>An actor is another now.</summary>
    internal void LearnActor(string was, string now) => _actors[was] = now;

    /// <summary>A kind is called otherwise now.</summary>
    internal void LearnKind(string was, string now) => _kinds.Add((was, now));
}
