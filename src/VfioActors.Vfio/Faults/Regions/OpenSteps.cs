using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>The steps by which a queue comes to be (OP1), and its version to be chosen.</summary>
internal sealed class OpenSteps(FaultQueueOptions options, FaultQueueRules rules)
{
    private const int AskPages = 1;
    private const int AskRegion = 2;

    /// <summary>What the host may refuse.</summary>
    internal static IReadOnlyList<HostRefusal> Refusals { get; } =
    [
        new(AskPages, "memory for the pages of the region", "vfio_pci_dma_fault_init", "ENOMEM"),
        new(AskRegion, "memory for the list of regions", "vfio_pci_register_dev_region", "ENOMEM"),
    ];

    /// <summary>A query for a number writes a number of the kernel's int, whatever variable it is given.</summary>
    private const int BytesOfNumber = 4;

    /// <summary>The number that the type had first, which another region of vfio had already.</summary>
    private const int OldType = 2;

    internal void OnOpen(FaultQueueState state, Outbox outbox)
    {
        if (state.Opens.Value++ > 0)
        {
            QueueCalls.Finish(state, state.Generation.Value.Value, Errno.None, outbox);
            return;
        }

        state.Phase.Value = QueuePhase.Opening;
        state.Generation.Value = state.Generation.Value.Next;
        if (rules.InitsLockAgain && state.Generation.Value.Value > 1) { state.LockInits.Value++; }
        if (options.Interface == FaultInterface.OneRegion && !AsksNested(state, outbox)) { return; }
        if (options.MemoryMayFail) { outbox.Choose(AskPages, 2); }
        else { Allocate(state, outbox); }
    }

    internal void OnChosen(FaultQueueState state, in Chosen chosen, Outbox outbox)
    {
        if (chosen.Question == AskPages)
        {
            if (chosen.Option == 0) { Allocate(state, outbox); }
            else { Fail(state, Errno.ENOMEM, outbox); }
        }
        else if (chosen.Option == 0) { Show(state, outbox); }
        else
        {
            outbox.Note($"has no memory for a region, frees the pages");
            Undo(state);
            Fail(state, Errno.ENOMEM, outbox);
        }
    }

    internal void OnRegistered(FaultQueueState state, in FaultQueueMessage.Registered registered, Outbox outbox)
    {
        var error = registered.Error;
        state.IsRegistered.Value = error == Errno.None ? 1 : 0;
        if (state.Phase.Value == QueuePhase.Negotiating) { OnNegotiated(state, error, outbox); }
        else if (error != Errno.None)
        {
            Undo(state);
            Fail(state, error, outbox);
        }
        else { Succeed(state, outbox); }
    }

    /// <summary>Whether the domain is nested; when it is not, the opening is over.</summary>
    private bool AsksNested(FaultQueueState state, Outbox outbox)
    {
        var room = rules.AsksByte ? 1 : BytesOfNumber;
        if (options.Nesting.Error == Errno.None) { state.Overwritten.Value += BytesOfNumber - room; }
        if (options.Nesting.Error != Errno.None) { Fail(state, options.Nesting.Error, outbox); }
        else if (!options.Nesting.IsNested) { Succeed(state, outbox); }
        else { return true; }

        return false;
    }

    private void Allocate(FaultQueueState state, Outbox outbox)
    {
        outbox.Note($"allocates {Counted.Of(options.Pages, "page")}");
        state.PagesHeld.Value += options.Pages;
        state.Pages.Value = PagesPointer.Live;
        if (options.MemoryMayFail) { outbox.Choose(AskRegion, 2); }
        else { Show(state, outbox); }
    }

    private void Show(FaultQueueState state, Outbox outbox)
    {
        state.IsShown.Value = 1;
        state.RegionType.Value = rules.TakesOldType ? OldType : FaultQueueOptions.UsualType;
        state.RingOffset.Value = options.Mappable || options.Interface == FaultInterface.TwoRegions
            ? options.PageSize
            : RegionImage.HeaderSize(rules);
        state.HeaderVersion.Value = FaultQueueState.NoVersion;
        if (options.Interface == FaultInterface.OneRegion)
        {
            SetGeometry(state, options.RecordSize);
            Register(state, outbox);
        }
        else if (rules.RegistersEarly) { Register(state, outbox); }
        else { Succeed(state, outbox); }
    }

    /// <summary>Says how large records are, and how many there are of them.</summary>
    internal void SetGeometry(FaultQueueState state, int entrySize)
    {
        state.EntrySize.Value = entrySize;
        var isByPage = rules.SizedByPage || entrySize != options.RecordSize;
        state.Capacity.Value = !isByPage ? options.Records : entrySize > 0 ? options.PageSize / entrySize : 0;
    }

    internal void Register(FaultQueueState state, Outbox outbox) =>
        outbox.Send(options.Reporter,
            new FaultReporterMessage.Register(options.Device, state.Generation.Value));

    private static void OnNegotiated(FaultQueueState state, Errno error, Outbox outbox)
    {
        state.Phase.Value = QueuePhase.Open;
        if (error != Errno.None)
        {
            state.Version.Value = 0;
            state.HeaderVersion.Value = FaultQueueState.NoVersion;
            state.EntrySize.Value = 0;
            state.Capacity.Value = 0;
            state.Consumer.Value = default;
            state.Accepted.Value = default;
        }

        QueueCalls.Finish(state, error == Errno.None ? sizeof(ulong) : 0, error, outbox);
    }

    private void Undo(FaultQueueState state)
    {
        state.PagesHeld.Value -= options.Pages;
        if (rules.KeepsPointer)
        {
            state.Pages.Value = PagesPointer.Dangling;
            return;
        }

        state.Pages.Value = PagesPointer.None;
        Clear(state);
    }

    /// <summary>Takes back all that an opening set, so that nothing of it is seen by the next.</summary>
    internal static void Clear(FaultQueueState state)
    {
        state.IsShown.Value = 0;
        state.RegionType.Value = 0;
        state.RingOffset.Value = 0;
        state.HeaderVersion.Value = 0;
        state.EntrySize.Value = 0;
        state.Capacity.Value = 0;
        state.Producer.Value = 0;
        state.Consumer.Value = default;
        state.Accepted.Value = default;
        state.Lost.Value = 0;
        state.MappedForWriting.Value = 0;
        state.Slots.Clear();
    }

    private static void Succeed(FaultQueueState state, Outbox outbox)
    {
        state.Phase.Value = QueuePhase.Open;
        QueueCalls.Finish(state, state.Generation.Value.Value, Errno.None, outbox);
    }

    private static void Fail(FaultQueueState state, Errno error, Outbox outbox)
    {
        outbox.Note($"is not opened: {error.Returned()}");
        state.Phase.Value = QueuePhase.Closed;
        state.Opens.Value = 0;
        QueueCalls.Finish(state, 0, error, outbox);
    }
}
