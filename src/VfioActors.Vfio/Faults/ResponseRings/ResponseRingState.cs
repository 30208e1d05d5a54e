using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.ResponseRings;

/// <summary>What a response region owns: the ring that its user writes, and how far it was read.</summary>
public sealed class ResponseRingState : State
{
    internal ResponseRingState(Journal journal, ResponseRingOptions options)
        : base(journal)
    {
        Generation = Variable<Generation>();
        IsShown = Variable<int>();
        HasPages = Variable<int>();
        UsesOfFreed = Variable<int>();
        Head = Variable<uint>();
        Tail = Variable<uint>();
        Client = Variable<ActorId>();
        FirstError = Variable<Errno>();
        Slots = SortedMap<uint, PageResponse>(options.Records);
        Refused = SortedMap<OperationId, Errno>(options.Records);
    }

    /// <summary>The opening of the device.</summary>
    public Variable<Generation> Generation { get; }

    /// <summary>1 when the user is shown the region.</summary>
    public Variable<int> IsShown { get; }

    /// <summary>1 while its pages are allocated.</summary>
    public Variable<int> HasPages { get; }

    /// <summary>How often pages were used that were free, and how many were never freed; 0 in the reference.</summary>
    public Variable<int> UsesOfFreed { get; }

    /// <summary>The slot that the user writes next.</summary>
    public Variable<uint> Head { get; }

    /// <summary>The slot that is read next.</summary>
    public Variable<uint> Tail { get; }

    /// <summary>Whose call waits for the responses to be passed on.</summary>
    public Variable<ActorId> Client { get; }

    /// <summary>Why the first of them was refused.</summary>
    public Variable<Errno> FirstError { get; }

    /// <summary>The responses that the user wrote, which it may change at any time.</summary>
    public SortedMap<uint, PageResponse> Slots { get; }

    /// <summary>Why a response of a call was refused, the first of each.</summary>
    public SortedMap<OperationId, Errno> Refused { get; }
}
