using VfioActors.Behaviors;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>What a driver owns that keeps an entry.</summary>
public sealed class EntryWriterState : State
{
    private const int CallsMost = 8;
    private const int WritesMost = 16;

    internal EntryWriterState(Journal journal, int domain)
        : base(journal)
    {
        Domain = Variable(domain);
        Calls = Fifo<EntryWriterCall>(CallsMost);
        Plan = Fifo<EntryWrite>(WritesMost);
    }

    /// <summary>Whose entry is there; 0 for none.</summary>
    public Variable<int> Domain { get; }

    /// <summary>The call in hand, which has the lock, and those that wait for it.</summary>
    public Fifo<EntryWriterCall> Calls { get; }

    /// <summary>What is left to do of the call in hand.</summary>
    public Fifo<EntryWrite> Plan { get; }
}
