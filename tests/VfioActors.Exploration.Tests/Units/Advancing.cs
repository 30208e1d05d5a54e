using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Units;

/// <summary>An actor that counts the words it hears, and says how far it is.</summary>
/// <param name="places">How many words it hears.</param>
/// <param name="back">From which place it goes back to the start, once; 0 for none.</param>
/// <param name="isLed">Whether others send it words; else it does itself.</param>
/// <param name="lost">The place at which it cannot say where it is; -1 for none.</param>
internal sealed class Advancing(int places, int back = 0, bool isLed = false, int lost = -1)
    : IBehavior<Advancing.Memory>
{
    public Memory Create(Journal journal) => new(journal, places, lost);

    public void Start(Memory state, Outbox outbox) => Next(state, outbox);

    public void Receive(Memory state, in Envelope envelope, Outbox outbox)
    {
        var goesBack = back > 0 && state.At.Value == back && state.Turns.Value == 0;
        state.Turns.Value += goesBack ? 1 : 0;
        state.At.Value = goesBack ? 0 : state.At.Value + 1;
        Next(state, outbox);
    }

    private void Next(Memory state, Outbox outbox)
    {
        if (!isLed && state.At.Value < places) { outbox.Send(outbox.Self, new ToyMessage.Token(0, 0)); }
    }

    internal sealed class Memory : State, IAdvances
    {
        private readonly int _lost;

        internal Memory(Journal journal, int places, int lost)
            : base(journal)
        {
            _lost = lost;
            LastPlace = places;
            At = Variable<int>();
            Turns = Variable<int>();
        }

        internal Variable<int> At { get; }

        internal Variable<int> Turns { get; }

        public int Place => At.Value != _lost ? At.Value : throw new NotSupportedException("nobody knows where");

        public int LastPlace { get; }
    }
}
