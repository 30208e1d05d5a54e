using VfioActors.Behaviors;

namespace VfioActors.Conformance.Actors;

/// <summary>Picks what the caller heard.</summary>
internal static class Answers
{
    /// <summary>The answer that ends a call; nothing said when the model stopped before it.</summary>
    public static T Last<T>(this IReadOnlyList<Envelope> heard)
        where T : unmanaged, IMessage
    {
        for (var at = heard.Count - 1; at >= 0; at--)
        {
            if (heard[at].Is<T>(out var answer)) { return answer; }
        }

        return default;
    }

    /// <summary>All of a kind, in order.</summary>
    public static IEnumerable<T> All<T>(this IReadOnlyList<Envelope> heard)
        where T : unmanaged, IMessage
    {
        foreach (var envelope in heard)
        {
            if (envelope.Is<T>(out var answer)) { yield return answer; }
        }
    }
}
