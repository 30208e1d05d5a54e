using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Protocols;

/// <summary>
/// A client of a <see cref="Model"/>: operations one after the other, each a sequence of requests. The next request is
/// sent when the one before is answered. A client that waits for ever is reported as a failure.
/// </summary>
public sealed class ModelClient
{
    private readonly string _name;
    private readonly List<(string Text, List<ModelRequest> Requests)> _operations = [];

    private readonly ActorId _id;
    private Func<SymmetryMember, SymmetryMember> _owns = member => member;

    internal ModelClient(Model model, ActorId id, string name, string operation)
    {
        (Model, _id, _name) = (model, id, name);
        Does(operation);
    }

    /// <summary>The model that it is of.</summary>
    internal Model Model { get; }

    /// <summary>Begins the next operation: what is asked from here on belongs to it.</summary>
    /// <param name="operation">What it does, for the heads of ladders, such as <c>DEPOSIT(1)</c>.</param>
    public ModelClient Does(string operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        _operations.Add((operation, []));
        return this;
    }

    /// <summary>
    /// Says what goes with the client when it changes places with another (<see cref="Model.Interchangeable"/>). Each
    /// of them owns as much, said in the same order; so does an actor of its own, by <see cref="ModelActor.Id"/>.
    /// </summary>
    /// <typeparam name="TId">A type that is one 32-bit number and nothing else.</typeparam>
    /// <exception cref="ArgumentException">
    /// The type is something else, or the number is below 0 or above <see cref="SymmetryMember.NumberMax"/>.
    /// </exception>
    public ModelClient Owns<TId>(TId id)
        where TId : unmanaged
    {
        _ = SymmetryMember.Of(_id).With(id);
        var before = _owns;
        _owns = member => before(member).With(id);
        return this;
    }

    /// <summary>Sends a request.</summary>
    /// <param name="actor">Whom it asks.</param>
    /// <param name="request">What it asks.</param>
    /// <exception cref="ArgumentException">
    /// The actor is of another model, or the type of the request does not fit.
    /// </exception>
    public ModelClient Asks<TRequest>(ModelActor actor, TRequest request)
        where TRequest : unmanaged, IMessage
    {
        var to = Asked<TRequest>(actor);
        _operations[^1].Requests.Add(new(to, (_, outbox) => outbox.Send(to, request)));
        return this;
    }

    /// <summary>Sends a request that depends on the answer to the one before, in the same operation.</summary>
    /// <param name="actor">Whom it asks.</param>
    /// <param name="request">Makes the request from the answer. It is pure: it looks at nothing else.</param>
    /// <exception cref="ArgumentException">
    /// The actor is of another model, or the type of the request or of the answer does not fit.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// It is the first of its operation. Operations stand alone, because a minimizer leaves them out.
    /// </exception>
    public ModelClient Asks<TReply, TRequest>(ModelActor actor, Func<TReply, TRequest> request)
        where TReply : unmanaged, IMessage
        where TRequest : unmanaged, IMessage
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = ModelFit.KindOf<TReply>();
        var to = Asked<TRequest>(actor);
        var (text, requests) = _operations[^1];
        if (requests.Count == 0) { throw new InvalidOperationException($"'{text}' begins with an answer to nothing"); }
        requests.Add(new(to, (answer, outbox) => outbox.Send(to, request(answer.Read<TReply>()))));
        return this;
    }

    /// <summary>
    /// How many of its operations are done, for claims: a claim that counts on all that were written down breaks when a
    /// minimizer leaves one out.
    /// </summary>
    /// <param name="view">What the claim was given to look at.</param>
    public int Done(IWorldView view) => view.State<ModelClientState>(_id).OperationsDone;

    private ActorId Asked<TRequest>(ModelActor actor)
        where TRequest : unmanaged, IMessage
    {
        ArgumentNullException.ThrowIfNull(actor);
        ModelFit.RefuseForeign(Model, actor.Model, "an actor");
        _ = ModelFit.KindOf<TRequest>();
        return actor.Id;
    }

    /// <summary>It, with what it owns.</summary>
    internal SymmetryMember AsMember() => _owns(SymmetryMember.Of(_id));

    /// <summary>Adds the client without the operations that a minimizer dropped.</summary>
    internal void AddTo(ScenarioBuilder builder)
    {
        var script = builder.Script(_name, _operations);
        builder.Add(_name, new ModelClientBehavior(
            [.. script.SelectMany(one => one.Operation.Select(request => (one.Id, request)))]));
    }
}
