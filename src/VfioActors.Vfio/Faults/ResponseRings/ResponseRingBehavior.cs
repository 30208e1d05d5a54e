using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.ResponseRings;

/// <summary>The response region of a device: what its user writes there is passed on to the IOMMU unit.</summary>
/// <param name="options">What it is like.</param>
/// <param name="defects">Which defects are on.</param>
public sealed class ResponseRingBehavior(ResponseRingOptions options, DefectSet defects)
    : IBehavior<ResponseRingState>
{
    private const int AskPages = 1;
    private const int AskWork = 2;
    private const uint KnownVersion = 1;

    private readonly bool _readsTwice = defects.Has(FaultDefects.ResponsesAreReadTwice);
    private readonly bool _showsFailed = defects.Has(FaultDefects.FailedResponseRingIsShown);

    /// <inheritdoc/>
    public IReadOnlyList<HostRefusal> Refusals { get; } =
    [
        new(AskPages, "memory for the pages of the region", "vfio_pci_dma_fault_response_init", "ENOMEM"),
        new(AskWork, "memory for the work item", "vfio_pci_dma_fault_response_init", "ENOMEM"),
    ];

    /// <inheritdoc/>
    public ResponseRingState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Receive(ResponseRingState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<ResponseRingState> Hears => field ??= new MessageTable<ResponseRingState>()
        .On<ResponseRingMessage.Open>(OnOpen)
        .On<Chosen>((state, in chosen, outbox) => OnChosen(state, chosen, outbox))
        .On<ResponseRingMessage.Store>(OnStore)
        .On<ResponseRingMessage.SetHead>((state, in set, from, outbox) => OnSetHead(state, set.Head, from, outbox))
        .On<ResponseRingMessage.PassLater>((state, in later, outbox) => Pass(state, state.Slots[later.Slot], outbox))
        .On<FaultUserMessage.Done>((state, in done, outbox) => OnPassed(state, done.Error, outbox));

    private void OnOpen(ResponseRingState state, in ResponseRingMessage.Open open, ActorId client, Outbox outbox)
    {
        state.Generation.Value = open.Generation;
        state.Client.Value = client;
        if (options.MemoryMayFail) { outbox.Choose(AskPages, 2); }
        else { Show(state, outbox); }
    }

    private void OnChosen(ResponseRingState state, Chosen chosen, Outbox outbox)
    {
        if (chosen.Question == AskPages)
        {
            state.HasPages.Value = chosen.Option == 0 ? 1 : 0;
            if (chosen.Option == 0) { outbox.Choose(AskWork, 2); }
            else { Answer(state, 0, Errno.ENOMEM, outbox); }
        }
        else if (chosen.Option == 0) { Show(state, outbox); }
        else
        {
            outbox.Note($"has no memory for the work item, frees the pages");
            state.HasPages.Value = 0;
            if (_showsFailed) { state.IsShown.Value = 1; }
            Answer(state, 0, _showsFailed ? Errno.None : Errno.ENOMEM, outbox);
        }
    }

    private static void Show(ResponseRingState state, Outbox outbox)
    {
        state.HasPages.Value = 1;
        state.IsShown.Value = 1;
        Answer(state, 0, Errno.None, outbox);
    }

    private void OnStore(ResponseRingState state, in ResponseRingMessage.Store store, ActorId client, Outbox outbox)
    {
        var error = !IsThere(state) ? Errno.EBADF : store.Slot >= options.Records ? Errno.EINVAL : Errno.None;
        if (error == Errno.None) { state.Slots[store.Slot] = store.Response; }
        outbox.Send(client, new FaultUserMessage.Done(0, error));
    }

    private void OnSetHead(ResponseRingState state, uint head, ActorId client, Outbox outbox)
    {
        var error = !IsThere(state) ? Errno.EBADF : head >= options.Records ? Errno.EINVAL
            : state.Client.Value.IsSomebody ? Errno.EAGAIN : Errno.None;
        if (error != Errno.None)
        {
            outbox.Send(client, new FaultUserMessage.Done(0, error));
            return;
        }

        state.Head.Value = head;
        state.FirstError.Value = Errno.None;
        if (_readsTwice) { outbox.Send(client, new FaultUserMessage.Done(sizeof(uint), Errno.None)); }
        else { state.Client.Value = client; }
        PassNext(state, outbox);
    }

    /// <summary>Takes the next response out of the ring, as long as there is one.</summary>
    private void PassNext(ResponseRingState state, Outbox outbox)
    {
        if (state.Tail.Value == state.Head.Value)
        {
            if (state.Client.Value.IsSomebody) { Answer(state, sizeof(uint), state.FirstError.Value, outbox); }
            return;
        }

        var slot = state.Tail.Value;
        state.Tail.Value = (slot + 1) % (uint)options.Records;
        if (_readsTwice)
        {
            outbox.Note($"has checked the response in slot {slot}");
            outbox.After(default, new ResponseRingMessage.PassLater(slot));
        }
        else { Pass(state, state.Slots[slot], outbox); }
    }

    private void Pass(ResponseRingState state, PageResponse response, Outbox outbox) =>
        outbox.Send(options.Reporter, new FaultReporterMessage.Respond(options.Device, response.Pasid, response.Group,
            state.Generation.Value, response.Code, KnownVersion, response.Pasid.IsSome ? 1u : 0));

    private void OnPassed(ResponseRingState state, Errno error, Outbox outbox)
    {
        if (error != Errno.None)
        {
            outbox.Note($"a response is refused: {error.Returned()}");
            if (state.FirstError.Value == Errno.None) { state.FirstError.Value = error; }
            if (!state.Refused.IsFull && !state.Refused.Contains(outbox.Serving))
            {
                state.Refused[outbox.Serving] = error;
            }
        }

        PassNext(state, outbox);
    }

    /// <summary>Whether the region can be used; with FLT-32 it is used though its pages are free.</summary>
    private static bool IsThere(ResponseRingState state)
    {
        if (state.IsShown.Value == 1 && state.HasPages.Value == 0) { state.UsesOfFreed.Value++; }
        return state.IsShown.Value == 1;
    }

    private static void Answer(ResponseRingState state, int value, Errno error, Outbox outbox)
    {
        var client = state.Client.Value;
        state.Client.Value = ActorId.Nobody;
        outbox.Send(client, new FaultUserMessage.Done(error == Errno.None ? value : 0, error));
    }
}
