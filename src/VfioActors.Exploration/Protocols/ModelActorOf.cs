using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Protocols;

/// <summary>
/// An actor of a <see cref="Model"/> with its state: say for each kind of message what it does. A message of which
/// nothing was said breaks a promise, which is reported as a failure.
/// </summary>
/// <typeparam name="TState">
/// A record struct of numbers and enums, without padding and a multiple of four bytes long. It is replaced and never
/// changed in place, so that steps can be taken back, and equal values are equal states.
/// </typeparam>
public sealed class ModelActorOf<TState> : ModelActor
    where TState : unmanaged
{
    private readonly Dictionary<MessageKind, Func<TState, Envelope, Outbox, TState>> _rules = [];

    internal ModelActorOf(ActorId id, TState initial)
        : base(id) => Behavior = new(initial, _rules);

    internal ModelBehavior<TState> Behavior { get; }

    /// <summary>What it does with a request: each is answered at once.</summary>
    /// <param name="rule">Gives the next state and the answer. It is pure: it looks at nothing else.</param>
    /// <exception cref="ArgumentException">It was said before what the actor does with such a message.</exception>
    public ModelActorOf<TState> Answers<TRequest, TReply>(Func<TState, TRequest, (TState State, TReply Reply)> rule)
        where TRequest : unmanaged, IMessage
        where TReply : unmanaged, IMessage =>
        Hears<TRequest>((state, envelope, outbox) =>
        {
            var request = envelope.Read<TRequest>();
            var (after, reply) = rule(state, request);
            if (outbox.Listening)
            {
                var answer = Envelope.Of(Id, envelope.From, in reply);
                outbox.Note($"{ModelText.Of(envelope)}: {ModelText.Of(answer)}");
            }

            outbox.Send(envelope.From, reply);
            return after;
        });

    /// <summary>
    /// What it does with a message that it does not simply answer: it may send to anybody, answer later, set timers and
    /// ask the host to choose.
    /// </summary>
    /// <param name="rule">Gives the next state. It is pure: it looks at nothing else.</param>
    /// <exception cref="ArgumentException">It was said before what the actor does with such a message.</exception>
    public ModelActorOf<TState> Hears<TMessage>(Func<TState, Envelope, Outbox, TState> rule)
        where TMessage : unmanaged, IMessage
    {
        _rules.Add(MessageKind.Of<TMessage>(), rule);
        return this;
    }

    /// <summary>Its state, for claims.</summary>
    /// <param name="view">What the claim was given to look at.</param>
    public TState In(IWorldView view) => view.State<ModelState<TState>>(Id).Value.Value;
}
