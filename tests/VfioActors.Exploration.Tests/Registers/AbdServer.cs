using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>
/// One of two servers of Attiya, Bar-Noy, Dolev, "Sharing Memory Robustly in Message-Passing Systems", JACM 1995, after
/// Stateright's <c>linearizable-register.rs</c>. A majority of two is both.
/// </summary>
/// <param name="self">Its number, from 0.</param>
internal sealed class AbdServer(int self) : IBehavior<ValueState<AbdView>>
{
    private ActorId Peer => new(2 - self);

    public ValueState<AbdView> Create(Journal journal) => new(journal, new() { At = new(0, self) });

    public void Receive(ValueState<AbdView> state, in Envelope envelope, Outbox outbox) =>
        state.Value.Value = After(state.Value.Value, in envelope, outbox);

    private AbdView After(AbdView now, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out RegisterMessage.Put put) && now.Phase == 0)
        {
            outbox.Send(Peer, new AbdMessage.Query(put.Request));
            return Asking(now, put.Request, envelope.From) with { IsWrite = 1, Subject = put.Value };
        }

        if (envelope.Is(out RegisterMessage.Get get) && now.Phase == 0)
        {
            outbox.Send(Peer, new AbdMessage.Query(get.Request));
            return Asking(now, get.Request, envelope.From);
        }

        if (envelope.Is(out AbdMessage.Query query))
        {
            outbox.Send(envelope.From, new AbdMessage.AckQuery(query.Request, now.At, now.Value));
            return now;
        }

        if (envelope.Is(out AbdMessage.Record record))
        {
            outbox.Send(envelope.From, new AbdMessage.AckRecord(record.Request));
            return record.At > now.At ? now with { At = record.At, Value = record.Value } : now;
        }

        if (envelope.Is(out AbdMessage.AckQuery answer) && now.Phase == 1 && now.Request == answer.Request)
        {
            return Telling(now, answer, outbox);
        }

        return envelope.Is(out AbdMessage.AckRecord told) && now.Phase == 2 && now.Request == told.Request
            ? Done(now, outbox)
            : now;
    }

    private static AbdView Asking(AbdView now, int request, ActorId requester) => now with
    {
        Phase = 1,
        Request = request,
        Requester = requester.Value,
        OwnAt = now.At,
        OwnValue = now.Value,
    };

    private AbdView Telling(AbdView now, AbdMessage.AckQuery answer, Outbox outbox)
    {
        var (at, value) = answer.At > now.OwnAt ? (answer.At, answer.Value) : (now.OwnAt, now.OwnValue);
        if (now.IsWrite == 1) { (at, value) = (new(at.Clock + 1, self), now.Subject); }
        outbox.Send(Peer, new AbdMessage.Record(now.Request, at, value));
        var told = now with { Phase = 2, Subject = now.IsWrite == 1 ? 0 : value, OwnAt = default, OwnValue = 0 };
        return at > now.At ? told with { At = at, Value = value } : told;
    }

    private static AbdView Done(AbdView now, Outbox outbox)
    {
        ActorId requester = new(now.Requester);
        if (now.IsWrite == 1) { outbox.Send(requester, new RegisterMessage.PutOk(now.Request)); }
        else { outbox.Send(requester, new RegisterMessage.GetOk(now.Request, now.Subject)); }
        return new() { At = now.At, Value = now.Value };
    }
}
