using Akka.Actor;

namespace VfioActors.Runtime;

/// <summary>What travels between actors that carry behaviours: one envelope.</summary>
/// <remarks>
/// A plain object. An actor outside the tree that stands for one of the topology gets and sends these; those that go
/// between actors of the tree are links of the queues that they wait in, and are used again.
/// </remarks>
public sealed class Letter
{
    private Behaviors.Envelope _envelope;
    private Letter? _next;
    private object? _covered;
    private IActorRef? _sender;

    /// <param name="envelope">The message with who sent it to whom.</param>
    public Letter(in Behaviors.Envelope envelope) => _envelope = envelope;

    /// <summary>A letter that nobody else has.</summary>
    internal Letter() => IsOurs = true;

    /// <summary>The message with who sent it to whom.</summary>
    public ref readonly Behaviors.Envelope Envelope => ref _envelope;

    /// <summary>Whether it was made here for one receiver, so that it may be a link of its queue.</summary>
    internal bool IsOurs { get; private set; }

    /// <summary>Whether it holds something that others have too.</summary>
    internal bool IsCover => _covered is not null;

    /// <summary>The letter behind it in its queue.</summary>
    internal Letter? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Something that others have too, to wait among letters.</summary>
    internal static Letter Cover(object message) => new() { _covered = message };

    /// <summary>Fills a letter that is ours.</summary>
    internal Letter With(in Behaviors.Envelope envelope)
    {
        _envelope = envelope;
        return this;
    }

    /// <summary>It goes into a queue, the only one that it is ever in until it is used again.</summary>
    internal void Post(IActorRef sender) => (IsOurs, _sender) = (false, sender);

    /// <summary>It is taken out of its queue.</summary>
    /// <returns>What was sent.</returns>
    internal Akka.Actor.Envelope Open() => new(_covered ?? this, _sender!);

    /// <summary>It was taken and read: nobody knows it any more.</summary>
    internal void Clear()
    {
        IsOurs = true;
        (_covered, _sender, _next) = (null, null, null);
    }
}
