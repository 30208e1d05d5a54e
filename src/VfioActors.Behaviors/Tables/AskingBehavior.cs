using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tables;

/// <summary>
/// A behaviour that asks the host before it handles a request that it may refuse. While it waits for the answer it
/// handles whatever else comes, as if the request had come later: a caller that is held up at the entrance.
/// </summary>
/// <param name="behavior">Handles what is not refused.</param>
/// <param name="requests">What may be refused.</param>
/// <typeparam name="TState">What the actor owns.</typeparam>
public sealed class AskingBehavior<TState>(
    IBehavior<TState> behavior, IReadOnlyList<RefusableRequest> requests) : IBehavior<TState>
    where TState : State
{
    /// <summary>Where the numbers of its questions begin: those of behaviours are below.</summary>
    public const int FirstQuestion = 1_000;

    /// <summary>So many requests wait for the host at once; one more is handled without asking.</summary>
    private const int WaitingMax = 64;

    /// <inheritdoc/>
    public IReadOnlyList<HostRefusal> Refusals { get; } =
    [
        .. behavior.Refusals,
        .. requests.Select((request, at) => request.Refusal with { Question = FirstQuestion + at }),
    ];

    /// <inheritdoc/>
    public TState Create(Journal journal)
    {
        var state = behavior.Create(journal);
        state.Around = new Fifo<KeptMessage>(state, WaitingMax);
        return state;
    }

    /// <inheritdoc/>
    public void Start(TState state, Outbox outbox) => behavior.Start(state, outbox);

    /// <inheritdoc/>
    public void Receive(TState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<Chosen>(out var chosen) && chosen.Question >= FirstQuestion) { Decide(state, chosen, outbox); }
        else if (PlaceOf(in envelope) is >= 0 and var at && !Undecided(state).IsFull)
        {
            Undecided(state).Enqueue(new(in envelope));
            outbox.Choose(FirstQuestion + at, HostRefusal.RefusedOption + 1);
        }
        else { behavior.Receive(state, in envelope, outbox); }
    }

    private static Fifo<KeptMessage> Undecided(TState state) =>
        state.Around as Fifo<KeptMessage> ?? throw new BrokenPromiseException("who asks keeps what it asks about");

    private void Decide(TState state, Chosen chosen, Outbox outbox)
    {
        var request = Undecided(state).Dequeue().Opened(outbox.Self, outbox.Step);
        var known = requests[chosen.Question - FirstQuestion];
        if (chosen.Option != HostRefusal.RefusedOption)
        {
            behavior.Receive(state, in request, outbox);
            return;
        }

        outbox.Note($"has no {known.Refusal.What}: {known.Refusal.Error}");
        known.Refuse(in request, outbox);
    }

    private int PlaceOf(in Envelope envelope)
    {
        for (var at = 0; at < requests.Count; at++)
        {
            if (requests[at].Kind == envelope.Kind) { return at; }
        }

        return -1;
    }
}
