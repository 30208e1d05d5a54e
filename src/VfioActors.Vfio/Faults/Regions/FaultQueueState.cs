using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>What a fault queue owns: header, ring, what the user wrote, and its pages.</summary>
public sealed class FaultQueueState : State
{
    /// <summary>What the header says where no version was chosen yet.</summary>
    public const uint NoVersion = uint.MaxValue;

    internal FaultQueueState(Journal journal)
        : base(journal)
    {
        Phase = Variable<QueuePhase>();
        Opens = Variable<int>();
        Generation = Variable<Generation>();
        IsShown = Variable<int>();
        IsRegistered = Variable<int>();
        Version = Variable<uint>();
        HeaderVersion = Variable<uint>();
        EntrySize = Variable<int>();
        Capacity = Variable<int>();
        RingOffset = Variable<int>();
        Producer = Variable<uint>();
        Consumer = Variable<ConsumerWords>();
        Accepted = Variable<ConsumerWords>();
        Lost = Variable<uint>();
        LastReport = Variable<ReportOutcome>();
        TornIndices = Variable<int>();
        SkippedSlots = Variable<int>();
        PagesHeld = Variable<int>();
        Pages = Variable<PagesPointer>();
        DoubleFrees = Variable<int>();
        LockInits = Variable(1);
        LeakedBlocks = Variable<int>();
        MappedForWriting = Variable<int>();
        ForeignStores = Variable<int>();
        Overwritten = Variable<int>();
        RegionType = Variable<int>();
        Hand = Variable<QueueCall>();
        Waiting = Fifo<QueueCall>(CallsMost);
        Slots = new(this);
    }

    /// <summary>How many calls may wait for their turn; one more is answered EAGAIN.</summary>
    public const int CallsMost = 64;

    /// <summary>How far its opening is.</summary>
    public Variable<QueuePhase> Phase { get; }

    /// <summary>How often the device is open.</summary>
    public Variable<int> Opens { get; }

    /// <summary>Which opening it is.</summary>
    public Variable<Generation> Generation { get; }

    /// <summary>1 when the user is shown the regions.</summary>
    public Variable<int> IsShown { get; }

    /// <summary>1 while the reporter has this queue as the device's handler, as far as the queue knows.</summary>
    public Variable<int> IsRegistered { get; }

    /// <summary>The version in use; 0 until one is chosen.</summary>
    public Variable<uint> Version { get; }

    /// <summary>The version that the header tells.</summary>
    public Variable<uint> HeaderVersion { get; }

    /// <summary>The size of a record in the ring: bytes; 0 until it is known.</summary>
    public Variable<int> EntrySize { get; }

    /// <summary>How many slots the ring has; 0 until it is known.</summary>
    public Variable<int> Capacity { get; }

    /// <summary>Where in the region the ring begins: bytes.</summary>
    public Variable<int> RingOffset { get; }

    /// <summary>The slot that is filled next.</summary>
    public Variable<uint> Producer { get; }

    /// <summary>What the user wrote last, as far as it is in use.</summary>
    public Variable<ConsumerWords> Consumer { get; }

    /// <summary>What the last write wrote that was not refused.</summary>
    public Variable<ConsumerWords> Accepted { get; }

    /// <summary>How many reports were refused because the ring was full, as the header tells.</summary>
    public Variable<uint> Lost { get; }

    /// <summary>What came of the report handled last; nothing after any other step.</summary>
    public Variable<ReportOutcome> LastReport { get; }

    /// <summary>How many writes changed a part of an index; 0 in the reference.</summary>
    public Variable<int> TornIndices { get; }

    /// <summary>By how many slots the user went past the producer; 0 in the reference.</summary>
    public Variable<int> SkippedSlots { get; }

    /// <summary>How many pages were allocated and not freed.</summary>
    public Variable<int> PagesHeld { get; }

    /// <summary>What the pointer to the pages is worth.</summary>
    public Variable<PagesPointer> Pages { get; }

    /// <summary>How often pages were freed or used that were free; 0 in the reference.</summary>
    public Variable<int> DoubleFrees { get; }

    /// <summary>How often the queue's lock was initialised; 1 in the reference.</summary>
    public Variable<int> LockInits { get; }

    /// <summary>How many blocks of capability chains were never freed; 0 in the reference.</summary>
    public Variable<int> LeakedBlocks { get; }

    /// <summary>1 while the user has the ring mapped for writing; 0 in the reference.</summary>
    public Variable<int> MappedForWriting { get; }

    /// <summary>How often the user wrote into a slot; 0 in the reference.</summary>
    public Variable<int> ForeignStores { get; }

    /// <summary>How many bytes a query wrote past its variable; 0 in the reference.</summary>
    public Variable<int> Overwritten { get; }

    /// <summary>The number of the region's type; 0 while nothing is registered.</summary>
    public Variable<int> RegionType { get; }

    /// <summary>The call that is being carried out.</summary>
    public Variable<QueueCall> Hand { get; }

    /// <summary>The calls that wait for their turn.</summary>
    public Fifo<QueueCall> Waiting { get; }

    /// <summary>The slots.</summary>
    public FaultSlots Slots { get; }

    /// <summary>The ring as numbers.</summary>
    public RingIndices Ring => new(Capacity.Value, Producer.Value, Consumer.Value.Index);

    /// <summary>Whether the user may use the regions.</summary>
    internal bool IsUsable => Opens.Value > 0 && Phase.Value is QueuePhase.Open or QueuePhase.Negotiating;
}
