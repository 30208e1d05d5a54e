using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>What the hardware knows of the entry.</summary>
public sealed class EntryWalkerState : State
{
    private const int CallsMost = 16;

    internal EntryWalkerState(Journal journal)
        : base(journal)
    {
        Cached = Variable<int>();
        NextPart = Variable<int>();
        First = Variable<EntryPart>();
        Walking = Fifo<PendingCall>(CallsMost);
        Flushing = Fifo<PendingCall>(CallsMost);
        TornReads = Variable<int>();
        IsTorn = Variable<int>();
    }

    /// <summary>The domain that is cached; 0 for none.</summary>
    public Variable<int> Cached { get; }

    /// <summary>The next part that the walk in hand reads.</summary>
    public Variable<int> NextPart { get; }

    /// <summary>The first part that it read.</summary>
    public Variable<EntryPart> First { get; }

    /// <summary>1 when another part that it read is of another domain.</summary>
    public Variable<int> IsTorn { get; }

    /// <summary>The accesses that wait for the walk.</summary>
    public Fifo<PendingCall> Walking { get; }

    /// <summary>The invalidations that wait for the walk.</summary>
    public Fifo<PendingCall> Flushing { get; }

    /// <summary>How many walks used an entry that was half of another; 0 in the reference.</summary>
    public Variable<int> TornReads { get; }
}
