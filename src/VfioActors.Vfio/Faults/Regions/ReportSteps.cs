using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>The steps of the handler that the reporter calls for each fault (OP4).</summary>
internal sealed class ReportSteps(FaultQueueOptions options, FaultQueueRules rules)
{
    internal void OnReport(FaultQueueState state, in FaultQueueMessage.Report report, Outbox outbox)
    {
        var error = Objection(state, in report);
        if (error != Errno.None) { Answer(state, new(error, ReportEffect.Refused), outbox); }
        else if (rules.ChoosesSlotEarly)
        {
            outbox.Note($"chooses slot {state.Producer.Value}, waits for the lock");
            outbox.After(default, new FaultQueueMessage.StoreLater(state.Producer.Value, report.Record));
        }
        else { Store(state, state.Producer.Value, report.Record, outbox); }
    }

    internal void OnStoreLater(FaultQueueState state, in FaultQueueMessage.StoreLater later, Outbox outbox) =>
        Store(state, later.Slot, later.Record, outbox);

    private Errno Objection(FaultQueueState state, in FaultQueueMessage.Report report)
    {
        var isThere = state.Phase.Value != QueuePhase.Closed || state.Hand.Value.Kind == QueueCallKind.Close;
        if (!isThere || report.Generation != state.Generation.Value) { return Errno.ENODEV; }
        if (options.Interface == FaultInterface.TwoRegions && state.Version.Value == 0) { return Errno.EINVAL; }
        var isRefused = report.Record.Kind == FaultKind.PageRequest && !options.TakesPageRequests;
        return isRefused ? Errno.ENOENT : Errno.None;
    }

    private void Store(FaultQueueState state, uint slot, in FaultRecord record, Outbox outbox)
    {
        var ring = state.Ring;
        var hasRoom = rules.Masks ? ring.FreeByMask >= 1 : ring.HasRoom;
        if (!hasRoom)
        {
            Refuse(state, outbox);
            return;
        }

        outbox.Note($"stores {record.Address} in slot {slot}");
        state.Slots.Put(slot, in record);
        state.Producer.Value = ring.AfterProducer;
        if (options.HasInterrupt) { outbox.Send(options.Interrupts, new IrqTableMessage.Signal(options.Device)); }
        var error = rules.FailsAfterStoring && !options.HasInterrupt ? Errno.EINVAL : Errno.None;
        Answer(state, new(error, ReportEffect.Stored), outbox);
    }

    private void Refuse(FaultQueueState state, Outbox outbox)
    {
        outbox.Note($"the ring is full");
        if (!rules.HidesLoss) { state.Lost.Value = unchecked(state.Lost.Value + 1); }
        var wasPosted = rules.HidesLoss && options.Interface == FaultInterface.TwoRegions;
        Answer(state, new(wasPosted ? Errno.EINVAL : Errno.ENOSPC, ReportEffect.Full), outbox);
    }

    private void Answer(FaultQueueState state, ReportOutcome outcome, Outbox outbox)
    {
        state.LastReport.Value = outcome;
        outbox.Send(options.Reporter, new FaultReporterMessage.Reported(outcome.Error));
    }
}
