namespace VfioActors.Behaviors;

/// <summary>All kinds of messages that were used so far, by their numbers.</summary>
internal sealed class MessageKinds
{
    private readonly Lock _adding = new();
    private MessageKind[] _kinds = [null!];

    /// <summary>The kind of a number that was given out.</summary>
    internal MessageKind this[int number] => Volatile.Read(ref _kinds)[number];

    /// <summary>Gives a kind its number.</summary>
    internal int Add(MessageKind kind)
    {
        lock (_adding)
        {
            Volatile.Write(ref _kinds, [.. _kinds, kind]);
            return _kinds.Length - 1;
        }
    }
}
