using VfioActors.Behaviors;

namespace Sample1;

/// <summary>What a counter hears and says. A message is a readonly record struct of numbers.</summary>
public static class CounterMessage
{
    public readonly record struct Read : IMessage;

    public readonly record struct Write(int Value) : IMessage;

    public readonly record struct Value(int Now) : IMessage;
}

/// <summary>What a counter owns. A search goes back in it: what changes is a variable.</summary>
public sealed class CounterState : State
{
    public CounterState(Journal journal)
        : base(journal) => Value = Variable<int>();

    public Variable<int> Value { get; }
}

/// <summary>What a counter does with each message: one step, pure.</summary>
public sealed class CounterBehavior : IBehavior<CounterState>
{
    public CounterState Create(Journal journal) => new(journal);

    public void Receive(CounterState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out CounterMessage.Write write)) { state.Value.Value = write.Value; }
        outbox.Note($"has {state.Value.Value}");
        outbox.Send(envelope.From, new CounterMessage.Value(state.Value.Value));
    }
}
