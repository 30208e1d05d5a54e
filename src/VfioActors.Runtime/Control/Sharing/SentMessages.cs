using System.Collections;
using System.Reflection;
using System.Text;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Finds what somebody changes of a message that he sent: behind its Tell, in the same step or in a later one. Whoever
/// gets the message may see it before or after.
/// </summary>
internal sealed class SentMessages(ObjectWalk walk)
{
    private const int MessagesMax = 200;
    private const int PartsMax = 1_000;

    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance
        | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly List<Part> _parts = [];
    private readonly List<(int To, object Message)> _untaken = [];
    private int _count;

    /// <summary>A run begins.</summary>
    internal void Clear()
    {
        _parts.Clear();
        _untaken.Clear();
        _count = 0;
    }

    /// <summary>An actor is sent a message while runs begin: what is there before the first step counts.</summary>
    internal void SentAhead(int to, object message) => _untaken.Add((to, message));

    /// <summary>A run has begun.</summary>
    internal void Began(Func<object, bool> isTold)
    {
        foreach (var (to, message) in _untaken) { Sent(to, message, isTold); }
        _untaken.Clear();
    }

    /// <summary>An actor is sent a message.</summary>
    /// <param name="isTold">Whether actors say when they use an object: then it is nobody's secret.</param>
    internal void Sent(int to, object message, Func<object, bool> isTold)
    {
        if (++_count > MessagesMax) { return; }
        foreach (var reached in walk.From(message, isTold))
        {
            _parts.Add(new(to, reached.One, reached.Name, ContentOf(reached.One)));
        }
    }

    /// <summary>A step is over: what did its actor change of what somebody else was sent?</summary>
    /// <returns>What, and whose it was.</returns>
    internal IEnumerable<(string Name, int To)> ChangedBy(int actor)
    {
        for (var at = 0; at < _parts.Count; at++)
        {
            var part = _parts[at];
            var now = ContentOf(part.One);
            if (part.Content.SequenceEqual(now, Same.Instance)) { continue; }
            _parts[at] = part with { Content = now };
            if (part.To != actor) { yield return (part.Name, part.To); }
        }
    }

    /// <summary>What can be seen of an object itself, and not of what it refers to.</summary>
    private static List<object?> ContentOf(object one)
    {
        var type = one.GetType();
        if (one is StringBuilder text) { return [text.ToString()]; }
        if (!CodeFacts.IsOwn(type) && one is IEnumerable several)
        {
            return Holds(type) ? [.. several.Cast<object?>().Take(PartsMax)] : [];
        }

        List<object?> content = [];
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            if (CodeFacts.IsOwn(type) && !CodeFacts.IsOwn(at)) { break; }
            content.AddRange(at.GetFields(Own).Where(field => !field.FieldType.IsPointer)
                .Select(field => field.GetValue(one)));
        }

        return content;
    }

    /// <summary>
    /// Whether what it gives is there: a query of LINQ runs what others wrote for each item, others wait for the next.
    /// </summary>
    private static bool Holds(Type type) => type.Namespace != typeof(Enumerable).Namespace
        && (typeof(ICollection).IsAssignableFrom(type) || Array.Exists(type.GetInterfaces(), IsCollection));

    private static bool IsCollection(Type one) => one.IsGenericType
        && (one.GetGenericTypeDefinition() == typeof(ICollection<>)
            || one.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>));

    /// <summary>Something of a message that can be changed.</summary>
    /// <param name="To">Who was sent it.</param>
    /// <param name="Content">What it was when it was looked at last.</param>
    private sealed record Part(int To, object One, string Name, List<object?> Content);

    /// <summary>Values are the same when they are equal, objects when they are one.</summary>
    private sealed class Same : IEqualityComparer<object?>
    {
        internal static Same Instance { get; } = new();

        public new bool Equals(object? one, object? other) =>
            ReferenceEquals(one, other)
            || (one is ValueType or string && one.GetType() == other?.GetType() && IsEqual(one, other));

        public int GetHashCode(object? one) => 0;

        private bool IsEqual(object one, object other) => one is string || !CodeFacts.IsOwn(one.GetType())
            ? one.Equals(other)
            : one.GetType().GetFields(Own).All(field => Equals(field.GetValue(one), field.GetValue(other)));
    }
}
