using VfioActors.Behaviors;

namespace VfioActors.Testing.Tallies;

/// <summary>Keeps the total: reads, writes and adds as it is told.</summary>
public sealed class TallyBehavior : IBehavior<TallyState>
{
    public TallyState Create(Journal journal) => new(journal);

    public void Receive(TallyState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<TallyMessage.Read>())
        {
            outbox.Note($"reads {state.Total.Value}");
            outbox.Send(envelope.From, new TallyMessage.Total(state.Total.Value));
            return;
        }

        var total = envelope.Is(out TallyMessage.Write write)
            ? write.Value
            : state.Total.Value + envelope.Read<TallyMessage.Add>().Value;
        outbox.Note($"writes {total}");
        state.Total.Value = total;
        outbox.Send(envelope.From, default(TallyMessage.Done));
    }
}
