using VfioActors.Behaviors;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>
/// What a vendor driver knows: its container, what it believes it holds, what it asked and was not answered.
/// </summary>
public sealed class VendorDriverState : State, IWaits
{
    /// <summary>How many runs of pages a driver may hold.</summary>
    public const int RunsMax = 1 << 20;

    /// <summary>
    /// How many calls of a driver may be unanswered: in a callback it drops every reference at once, page by page.
    /// </summary>
    public const int CallsMax = 1 << 24;

    /// <summary>How many runs a list may have before the pin or unpin that ends it.</summary>
    public const int ListedMax = 1 << 14;

    internal VendorDriverState(Journal journal, VendorDriverOptions options)
        : base(journal)
    {
        Container = Variable(options.StartsIn);
        IsOpen = Variable(options.StartsOpen ? 1 : 0);
        Listens = Variable(options.StartsOpen && options.HasCallback ? 1 : 0);
        Policy = Variable(options.Policy);
        Held = new(this, RunsMax);
        HeldOdd = SortedMap<Iova, long>(RunsMax);
        Calls = Fifo<DriverCall>(CallsMax);
        Accesses = SortedMap<int, DriverCall>(64);
        Target = Variable<DmaTarget>();
        Job = Variable<DeviceJob>();
        Refusal = Variable<Errno>();
        Handle = Variable<ActorId>();
        Told = Variable<ToldRange>();
        Listed = Fifo<ListedRun>(ListedMax);
    }

    /// <summary>The container of its group, or nobody.</summary>
    public Variable<ActorId> Container { get; }

    /// <summary>1 while the device is open.</summary>
    public Variable<int> IsOpen { get; }

    /// <summary>1 while it is told of unmaps.</summary>
    public Variable<int> Listens { get; }

    /// <summary>What it does when told.</summary>
    public Variable<CallbackPolicy> Policy { get; }

    /// <summary>The pages that it believes it holds, in space 0.</summary>
    public RunMap<HeldRun> Held { get; }

    /// <summary>What it believes it holds under addresses that are not aligned.</summary>
    public SortedMap<Iova, long> HeldOdd { get; }

    /// <summary>What it asked the container and was not answered, the oldest first.</summary>
    public Fifo<DriverCall> Calls { get; }

    /// <summary>Its accesses by IOVA that were not answered, by its own number.</summary>
    public SortedMap<int, DriverCall> Accesses { get; }

    /// <summary>Where the guest told its device to work.</summary>
    public Variable<DmaTarget> Target { get; }

    /// <summary>What its device is working at.</summary>
    public Variable<DeviceJob> Job { get; }

    /// <summary>What the work will answer once the handle is put.</summary>
    public Variable<Errno> Refusal { get; }

    /// <summary>The container that its handle keeps, or nobody.</summary>
    public Variable<ActorId> Handle { get; }

    /// <summary>What a callback was told that waits for an answer of the container.</summary>
    public Variable<ToldRange> Told { get; }

    /// <summary>The runs of a list that the next pin or unpin will end.</summary>
    public Fifo<ListedRun> Listed { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        for (var at = 0; at < Calls.Count; at++) { waits.For(Container.Value, Calls[at].Operation); }
    }
}
