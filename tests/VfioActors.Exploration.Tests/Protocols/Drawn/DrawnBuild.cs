using VfioActors.Behaviors;
using VfioActors.Exploration.Protocols;

namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>A drawn model for the product, as a user would write it.</summary>
internal sealed class DrawnBuild
{
    private readonly DrawnModel _drawn;
    private readonly List<ModelActorOf<DrawnState>> _actors = [];

    internal DrawnBuild(DrawnModel drawn)
    {
        _drawn = drawn;
        Model = new("drawn") { Delivery = drawn.Delivery };
        for (var actor = 0; actor < drawn.Actors; actor++) { AddActor(actor); }
        ModelClient[] clients = [.. drawn.Clients.Select((operations, at) => ClientOf(at, operations))];
        if (drawn.AreEqual) { Model.Interchangeable(clients); }
        var (never, count) = drawn.Never;
        Model.Always("Never", _actors[never], state => !DrawnClaims.IsNever(Plain(state), count));
        Model.AtRest("NeverAtRest", "It is never so at rest.", view =>
        {
            var rest = string.Join(", ", _actors.Select(actor => actor.In(view)));
            lock (Rests) { Rests.Add(rest); }
            return _actors.Sum(actor => actor.In(view).Count) % 3 == drawn.NeverAtRest ? rest : null;
        });
    }

    internal Model Model { get; }

    /// <summary>What was seen at rest.</summary>
    internal HashSet<string> Rests { get; } = [];

    private readonly record struct First(int Number, ActorId Who) : IMessage;
    private readonly record struct Second(int Number, ActorId Who) : IMessage;
    private readonly record struct Timer(int Number) : IMessage;
    private readonly record struct Answer(int Number) : IMessage;

    private void AddActor(int actor)
    {
        var made = Model.Actor($"actor{actor}", default(DrawnState));
        _actors.Add(made);
        void Hears<T>(PlainKind kind, Func<T, (int Number, ActorId Who)> read)
            where T : unmanaged, IMessage => made.Hears<T>((state, envelope, outbox) =>
        {
            var (number, who) = read(envelope.Read<T>());
            PlainMessage heard = new(kind, number, who.Value, envelope.From.Value, actor + 1);
            List<PlainMessage> sent = [];
            var after = _drawn.Step(actor, Plain(state), heard, sent);
            foreach (var message in sent) { Send(outbox, message); }
            return new(after.Count, new(after.Holder), new(after.Waiter));
        });
        foreach (var kind in _drawn.KindsOf(actor))
        {
            switch (kind)
            {
                case PlainKind.First: Hears<First>(kind, heard => (heard.Number, heard.Who)); break;
                case PlainKind.Second: Hears<Second>(kind, heard => (heard.Number, heard.Who)); break;
                case PlainKind.Timer: Hears<Timer>(kind, heard => (heard.Number, default)); break;
                case PlainKind.Chosen: Hears<Chosen>(kind, heard => (heard.Option, default)); break;
                default: Hears<Answer>(kind, heard => (heard.Number, default)); break;
            }
        }
    }

    private ModelClient ClientOf(int at, List<List<DrawnRequest>> operations)
    {
        var client = Model.Client($"client{at}", "FIRST");
        foreach (var requests in operations)
        {
            if (requests != operations[0]) { client.Does("NEXT"); }
            foreach (var request in requests) { Ask(client, request); }
        }

        return client;
    }

    private void Ask(ModelClient client, DrawnRequest request)
    {
        var (actor, number) = (_actors[request.Actor], request.Number);
        _ = (request.Kind, request.IsOfAnswer) switch
        {
            (PlainKind.First, false) => client.Asks(actor, new First(number, default)),
            (PlainKind.First, true) => client.Asks(actor, (Answer last) => new First(number + last.Number, default)),
            (_, false) => client.Asks(actor, new Second(number, default)),
            (_, true) => client.Asks(actor, (Answer last) => new Second(number + last.Number, default)),
        };
    }

    private static void Send(Outbox outbox, PlainMessage message)
    {
        ActorId to = new(message.To);
        ActorId who = new(message.Who);
        switch (message.Kind)
        {
            case PlainKind.Timer: outbox.After(new(message.Number), new Timer(message.Number)); break;
            case PlainKind.Chosen: outbox.Choose(1, message.Number); break;
            case PlainKind.Answer: outbox.Send(to, new Answer(message.Number)); break;
            default: outbox.Send(to, new Second(message.Number, who)); break;
        }
    }

    private static PlainState Plain(DrawnState state) => new(state.Count, state.Holder.Value, state.Waiter.Value);
}
