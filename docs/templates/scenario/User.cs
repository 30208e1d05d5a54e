using VfioActors.Behaviors;
using VfioActors.Exploration.Operations;

namespace Sample1;

/// <summary>Which of its two steps a user has taken.</summary>
public sealed class UserState : State
{
    public UserState(Journal journal)
        : base(journal) => Answers = Variable<int>();

    public Variable<int> Answers { get; }
}

/// <summary>Adds one to the counter, in two steps: reads, then writes. Here is the race.</summary>
public sealed class UserBehavior(ActorId counter, IReadOnlyList<ScriptedOperation<int>> script)
    : IBehavior<UserState>
{
    public UserState Create(Journal journal) => new(journal);

    public void Start(UserState state, Outbox outbox)
    {
        // When a run is made small, operations are left out: of some users there is none.
        if (script.Count == 0) { return; }
        outbox.Serving = script[0].Id;
        outbox.Send(counter, default(CounterMessage.Read));
    }

    public void Receive(UserState state, in Envelope envelope, Outbox outbox)
    {
        if (state.Answers.Value++ > 0) { return; }
        outbox.Send(counter, new CounterMessage.Write(envelope.Read<CounterMessage.Value>().Now + 1));
    }
}
