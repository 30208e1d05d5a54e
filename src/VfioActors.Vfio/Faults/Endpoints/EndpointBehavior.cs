using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Endpoints;

/// <summary>
/// A device that faults: it raises faults, or reads memory with PRI: what it cannot translate it asks for, and tries
/// again when the answer says so.
/// </summary>
/// <param name="options">What it is like.</param>
public sealed class EndpointBehavior(EndpointOptions options) : IBehavior<EndpointState>
{
    /// <inheritdoc/>
    public EndpointState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Start(EndpointState state, Outbox outbox)
    {
        if (!options.Waits) { Begin(state, outbox); }
    }

    /// <inheritdoc/>
    public void Receive(EndpointState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<EndpointState> Hears => field ??= new MessageTable<EndpointState>()
        .On<EndpointMessage.Go>(OnGo)
        .On<EndpointMessage.Raised>(OnRaised)
        .On<EndpointMessage.Answered>(OnAnswered)
        .On<IommuUnitMessage.Read>(OnRead);

    /// <summary>
    /// Whether an answer is to what is in hand. To what is over it comes too late: the device gave up.
    /// </summary>
    private bool IsCurrent(EndpointState state, OperationId operation)
    {
        if (state.Next.Value >= options.Script.Count) { return false; }
        return options.Waits
            ? state.Starters.Count > 0 && state.Starters[0].Operation == operation
            : options.Script[state.Next.Value].Id == operation;
    }

    private void OnGo(EndpointState state, ActorId user, Outbox outbox)
    {
        var isIdle = state.Starters.Count == 0;
        if (state.Starters.IsFull) { outbox.Send(user, new FaultUserMessage.Done(0, Errno.EAGAIN)); }
        else
        {
            state.Starters.Enqueue(new(user, outbox.Serving));
            if (isIdle) { StartNext(state, outbox); }
        }
    }

    private void StartNext(EndpointState state, Outbox outbox)
    {
        if (state.Starters.Count > 0 && state.Next.Value < options.Script.Count)
        {
            outbox.Serving = state.Starters[0].Operation;
            Begin(state, outbox);
            return;
        }

        while (state.Starters.Count > 0)
        {
            var starter = state.Starters.Dequeue();
            outbox.Serving = starter.Operation;
            outbox.Send(starter.User, new FaultUserMessage.Done(0, Errno.ENOENT));
        }
    }

    private void OnRaised(EndpointState state, in EndpointMessage.Raised raised, Outbox outbox)
    {
        if (!IsCurrent(state, outbox.Serving)) { return; }
        var error = raised.Error;
        state.Wait.Value = state.Wait.Value with { IsRaised = 1 };
        if (error != Errno.None) { EndFault(state, error, outbox); }
        else if (!AwaitsAnswer(state) || state.Wait.Value.IsAnswered == 1) { EndFault(state, Errno.None, outbox); }
    }

    private void OnAnswered(EndpointState state, in EndpointMessage.Answered answered, Outbox outbox)
    {
        if (!IsCurrent(state, outbox.Serving)) { return; }
        state.Wait.Value = state.Wait.Value with { IsAnswered = 1, Code = answered.Code };
        if (state.Wait.Value.IsRaised == 1) { EndFault(state, Errno.None, outbox); }
    }

    private bool AwaitsAnswer(EndpointState state) =>
        options.Script[state.Next.Value].Action is EndpointAction.Dma
        || (options.Script[state.Next.Value].Action is EndpointAction.Raise raise && raise.Record.AwaitsAnswer);

    private void EndFault(EndpointState state, Errno error, Outbox outbox)
    {
        var wait = state.Wait.Value;
        state.Wait.Value = new(wait.Done + 1, 0, 0, wait.Code);
        if (options.Script[state.Next.Value].Action is EndpointAction.Raise raise)
        {
            if (wait.Done + 1 < raise.Times) { Fault(state, outbox); }
            else { End(state, new(default, error, wait.Code), outbox); }
        }
        else if (error == Errno.None && wait.Code == ResponseCode.Success) { Access(state, outbox); }
        else { End(state, new(default, error == Errno.None ? Errno.EFAULT : error, wait.Code), outbox); }
    }

    private void OnRead(EndpointState state, in IommuUnitMessage.Read read, Outbox outbox)
    {
        var dma = (EndpointAction.Dma)options.Script[state.Next.Value].Action;
        var wait = state.Wait.Value;
        if (read.Error == Errno.None) { End(state, new(read.Pfn, Errno.None, wait.Code), outbox); }
        else if (wait.Done >= dma.Attempts) { End(state, new(default, read.Error, wait.Code), outbox); }
        else { Fault(state, outbox); }
    }

    private void End(EndpointState state, EndpointOutcome outcome, Outbox outbox)
    {
        state.Outcomes[options.Script[state.Next.Value].Id] = outcome;
        state.Wait.Value = default;
        state.Next.Value++;
        if (!options.Waits)
        {
            Begin(state, outbox);
            return;
        }

        outbox.Send(state.Starters.Dequeue().User, new FaultUserMessage.Done(0, outcome.Error));
        StartNext(state, outbox);
    }

    private void Begin(EndpointState state, Outbox outbox)
    {
        if (state.Next.Value >= options.Script.Count) { return; }
        if (!options.Waits) { outbox.Serving = options.Script[state.Next.Value].Id; }
        if (options.Script[state.Next.Value].Action is EndpointAction.Dma) { Access(state, outbox); }
        else { Fault(state, outbox); }
    }

    private void Access(EndpointState state, Outbox outbox)
    {
        var dma = (EndpointAction.Dma)options.Script[state.Next.Value].Action;
        outbox.Send(dma.Unit, new IommuUnitMessage.Dma(options.Device, dma.Pasid, dma.Address));
    }

    private void Fault(EndpointState state, Outbox outbox)
    {
        var record = options.Script[state.Next.Value].Action switch
        {
            EndpointAction.Raise raise => Moved(raise.Record, state.Wait.Value.Done),
            EndpointAction.Dma dma => FaultRecord.PageRequest(dma.Address, dma.Group, dma.Pasid),
            _ => default,
        };
        outbox.Send(options.Reporter, new FaultReporterMessage.Raise(options.Device, record));
    }

    private static FaultRecord Moved(FaultRecord record, int pages) =>
        record with { Address = new(record.Address.Value + ((ulong)pages * Paging.Size)) };
}
