using VfioActors.Behaviors;

namespace VfioActors.Conformance.Posts;

/// <summary>The messages on their way from one actor to another: they are heard in the order of sending.</summary>
/// <param name="to">Who hears them.</param>
internal sealed class PostLine(ActorId to)
{
    private readonly Queue<Letter> _letters = new();

    public ActorId To { get; } = to;

    /// <summary>How many messages were heard, of all that were ever sent.</summary>
    public long Heard { get; private set; }

    /// <summary>How many messages were ever sent.</summary>
    public long Sent => Heard + _letters.Count;

    public bool IsEmpty => _letters.Count == 0;

    /// <summary>The message that is heard next.</summary>
    public Letter Head => _letters.Peek();

    public void Add(in Letter letter) => _letters.Enqueue(letter);

    public Letter Take()
    {
        Heard++;
        return _letters.Dequeue();
    }
}
