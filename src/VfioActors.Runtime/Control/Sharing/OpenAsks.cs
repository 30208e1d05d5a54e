using System.Reflection;
using Akka.Actor;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Who asked whom in the run in hand. The first answer to an Ask counts, and a time-out may come before it, so whoever
/// may answer shares what the asker waits for with all others who may.
/// </summary>
internal sealed class OpenAsks
{
    private readonly Dictionary<IActorRef, int> _askers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, SortedSet<int>> _heard = [];
    private readonly HashSet<int> _whoAsked = [];

    /// <summary>Somebody who asked, and was neither answered nor told that no answer comes; null for nobody.</summary>
    internal int? Open
    {
        get
        {
            int? first = null;
            foreach (var (ask, asker) in _askers)
            {
                if (!IsOver(ask) && (first is null || asker < first)) { first = asker; }
            }

            return first;
        }
    }

    /// <summary>A run begins.</summary>
    internal void Clear()
    {
        if (_askers.Count == 0) { return; }
        _askers.Clear();
        _heard.Clear();
        _whoAsked.Clear();
    }

    /// <summary>A message is sent by an actor; its sender may be what stands for an Ask.</summary>
    internal void Sent(int by, IActorRef? sender)
    {
        if (IsAsk(sender) && _askers.TryAdd(sender!, by)) { _whoAsked.Add(by); }
    }

    /// <summary>Whether an actor asked somebody: from now on it may end that itself, by a cancellation.</summary>
    internal bool HasAsked(int actor) => _whoAsked.Count > 0 && _whoAsked.Contains(actor);

    /// <summary>An actor hears a message: from now on it may answer, if its sender stands for an Ask.</summary>
    internal void Heard(int by, IActorRef? sender)
    {
        if (!IsAsk(sender) || !_askers.TryGetValue(sender!, out var asker)) { return; }
        if (!_heard.TryGetValue(by, out var askers)) { _heard[by] = askers = []; }
        askers.Add(asker);
    }

    /// <summary>Whom an actor may answer in a step.</summary>
    /// <returns>Null for nobody.</returns>
    internal SortedSet<int>? AnsweredBy(int actor) =>
        _heard.Count > 0 ? _heard.GetValueOrDefault(actor) : null;

    /// <summary>Whether what stands for an Ask has its result; Akka.NET keeps that to itself.</summary>
    private static bool IsOver(IActorRef ask)
    {
        foreach (var field in ask.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            if (field.FieldType.Name != "TaskCompletionSource`1" || field.GetValue(ask) is not { } source) { continue; }
            if (field.FieldType.GetProperty("Task")?.GetValue(source) is Task { IsCompleted: true }) { return true; }
        }

        return false;
    }

    private static bool IsAsk(IActorRef? sender) => sender is MinimalActorRef and not EmptyLocalActorRef;
}
