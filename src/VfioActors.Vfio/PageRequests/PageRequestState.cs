using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.PageRequests;

/// <summary>What is known of the page requests of one device.</summary>
public sealed class PageRequestState : State, ICountsUses
{
    private const int CallsMost = 8;
    private const int GroupsMost = 32;

    internal PageRequestState(Journal journal)
        : base(journal)
    {
        Domain = Variable<int>();
        Handle = Variable<int>();
        Handles = Variable<int>();
        IsPresent = Variable<int>();
        IsInQueue = Variable<int>();
        Hardware = Fifo<PendingCall>(GroupsMost);
        Groups = SortedMap<int, RequestGroup>(GroupsMost);
        FreedHandles = SortedMap<int, int>(GroupsMost);
        Calls = Fifo<Detachment>(CallsMost);
        Plan = Fifo<DetachStage>(CallsMost);
        IsDraining = Variable<int>();
        Uses = Variable<int>();
    }

    /// <summary>The domain that is attached; 0 for none.</summary>
    public Variable<int> Domain { get; }

    /// <summary>The number of its attachment; 0 for none.</summary>
    public Variable<int> Handle { get; }

    /// <summary>How many attachments there were.</summary>
    public Variable<int> Handles { get; }

    /// <summary>1 while the hardware takes requests.</summary>
    public Variable<int> IsPresent { get; }

    /// <summary>1 while the device is in the core's queue.</summary>
    public Variable<int> IsInQueue { get; }

    /// <summary>The requests in the hardware's queue.</summary>
    public Fifo<PendingCall> Hardware { get; }

    /// <summary>The groups by their cookies, those that are freed too.</summary>
    public SortedMap<int, RequestGroup> Groups { get; }

    /// <summary>The attachments that are freed.</summary>
    public SortedMap<int, int> FreedHandles { get; }

    /// <summary>The call that has the mutex of the device's group, and those that wait for it.</summary>
    public Fifo<Detachment> Calls { get; }

    /// <summary>What is left to do of the call in hand.</summary>
    public Fifo<DetachStage> Plan { get; }

    /// <summary>1 while the call in hand waits for what is in flight.</summary>
    public Variable<int> IsDraining { get; }

    /// <summary>How often a group or an attachment was used after it was freed; 0 in the reference.</summary>
    public Variable<int> Uses { get; }

    /// <inheritdoc/>
    public int UsesAfterFree => Uses.Value;

    /// <summary>Whether nothing is on its way from the hardware to a queue or a worker's end.</summary>
    internal bool IsQuiet
    {
        get
        {
            if (Hardware.Count > 0) { return false; }
            foreach (var group in Groups.Values)
            {
                if (group.Is(RequestMarks.AtWork)) { return false; }
            }

            return true;
        }
    }
}
