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

    internal ModelActorOf(Model model, ActorId id, string name, TState initial)
        : base(model, id, name) => Behavior = new(initial, _rules);

    internal ModelBehavior<TState> Behavior { get; }

    /// <summary>What it does with a request: each is answered at once.</summary>
    /// <param name="rule">Gives the next state and the answer. It is pure: it looks at nothing else.</param>
    /// <exception cref="ArgumentException">
    /// It was said before what the actor does with such a message; or a type of a message does not fit.
    /// </exception>
    public ModelActorOf<TState> Answers<TRequest, TReply>(Func<TState, TRequest, (TState State, TReply Reply)> rule)
        where TRequest : unmanaged, IMessage
        where TReply : unmanaged, IMessage
    {
        ArgumentNullException.ThrowIfNull(rule);
        _ = ModelFit.KindOf<TReply>();
        return Hears<TRequest>((state, envelope, outbox) =>
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
    }

    /// <summary>
    /// What it does with a message that it does not simply answer: it may send to anybody, answer later, set timers and
    /// ask the host to choose.
    /// </summary>
    /// <param name="rule">Gives the next state. It is pure: it looks at nothing else.</param>
    /// <exception cref="ArgumentException">
    /// It was said before what the actor does with such a message; or a type of a message does not fit.
    /// </exception>
    public ModelActorOf<TState> Hears<TMessage>(Func<TState, Envelope, Outbox, TState> rule)
        where TMessage : unmanaged, IMessage
    {
        ArgumentNullException.ThrowIfNull(rule);
        var kind = ModelFit.KindOf<TMessage>();
        return _rules.TryAdd(kind, rule) ? this
            : throw new ArgumentException($"it was said before what {Name} does with {kind.ShortName}");
    }

    /// <summary>Its state, for claims.</summary>
    /// <param name="view">What the claim was given to look at.</param>
    /// <exception cref="ArgumentException">It is a view of another model.</exception>
    public TState In(IWorldView view)
    {
        var found = view.Topology.Count < Id.Value ? "nobody" : view.NameOf(Id);
        return found == Name ? view.State<ModelState<TState>>(Id).Value.Value
            : throw new ArgumentException($"{Name} is an actor of another model: of its number is {found}");
    }
}
