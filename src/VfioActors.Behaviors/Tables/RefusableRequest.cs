using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tables;

/// <summary>
/// A sort of request that an actor may refuse for want of something that it does not count, such as memory. In a
/// scenario that asks for all refusals the host is asked first, and the actor handles the request once it is given.
/// </summary>
public sealed class RefusableRequest
{
    private readonly Refuser _refuse;

    private RefusableRequest(MessageKind kind, HostRefusal refusal, Refuser refuse)
    {
        (Kind, Refusal, _refuse) = (kind, refusal, refuse);
    }

    /// <summary>What a refused request is answered with.</summary>
    /// <typeparam name="T">The request.</typeparam>
    public delegate void Refuser<T>(in T request, ActorId asker, Outbox outbox)
        where T : unmanaged, IMessage;

    private delegate void Refuser(in Envelope request, Outbox outbox);

    /// <summary>Which requests.</summary>
    public MessageKind Kind { get; }

    /// <summary>What may be refused; the number of the question is given when it is asked.</summary>
    public HostRefusal Refusal { get; }

    /// <summary>Declares one.</summary>
    /// <param name="refusal">What may be refused.</param>
    /// <param name="refuse">Answers, and changes nothing.</param>
    /// <typeparam name="T">The request.</typeparam>
    public static RefusableRequest Of<T>(HostRefusal refusal, Refuser<T> refuse)
        where T : unmanaged, IMessage => new(
        MessageKind.Of<T>(), refusal, (in request, outbox) => refuse(request.Read<T>(), request.From, outbox));

    /// <summary>Refuses a request.</summary>
    internal void Refuse(in Envelope request, Outbox outbox) => _refuse(in request, outbox);
}
