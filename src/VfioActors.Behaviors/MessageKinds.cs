using System.Collections.Immutable;

namespace VfioActors.Behaviors;

/// <summary>All kinds of messages that were used so far, by their numbers. Kinds come from any thread.</summary>
internal sealed class MessageKinds
{
    private ImmutableArray<MessageKind> _kinds = [null!];

    /// <summary>The kind of a number that was given out.</summary>
    internal MessageKind this[int number] => _kinds[number];

    /// <summary>The kind whose name has a fingerprint; null when there is none.</summary>
    internal MessageKind? WithSalt(ulong salt)
    {
        foreach (var kind in _kinds.AsSpan()[1..])
        {
            if (kind.Salt == salt) { return kind; }
        }

        return null;
    }

    /// <summary>Gives a kind its number.</summary>
    internal int Add(MessageKind kind)
    {
        ImmutableInterlocked.Update(ref _kinds, (kinds, added) => kinds.Add(added), kind);
        return _kinds.IndexOf(kind);
    }
}
