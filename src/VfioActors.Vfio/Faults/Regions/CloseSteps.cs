using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>The steps by which a queue ends (OP9), and its device goes away.</summary>
internal sealed class CloseSteps(FaultQueueOptions options, FaultQueueRules rules)
{
    internal void OnClose(FaultQueueState state, Outbox outbox)
    {
        if (state.Opens.Value == 0)
        {
            QueueCalls.Finish(state, 0, Errno.EBADF, outbox);
        }
        else if (--state.Opens.Value > 0) { QueueCalls.Finish(state, 0, Errno.None, outbox); }
        else
        {
            state.Phase.Value = QueuePhase.Closing;
            if (rules.DisablesFirst) { Free(state, outbox); }
            if (state.IsRegistered.Value == 1)
            {
                outbox.Send(options.Reporter,
                    new FaultReporterMessage.Unregister(options.Device, state.Generation.Value));
            }
            else { End(state, outbox); }
        }
    }

    /// <summary>The handler is gone. It may also have refused to go, which is FLT-07 and ignored.</summary>
    internal void OnUnregistered(FaultQueueState state, in FaultQueueMessage.Unregistered gone, Outbox outbox)
    {
        var error = gone.Error;
        if (error != Errno.None) { outbox.Note($"ignores that the handler stays: {error.Returned()}"); }
        state.IsRegistered.Value = 0;
        End(state, outbox);
    }

    internal void OnRemove(FaultQueueState state, Outbox outbox)
    {
        var error = state.Opens.Value > 0 ? Errno.EBUSY : Errno.None;
        if (error == Errno.None)
        {
            if (state.Pages.Value == PagesPointer.Dangling) { state.DoubleFrees.Value++; }
            else if (state.Pages.Value == PagesPointer.Live) { state.PagesHeld.Value -= options.Pages; }
            outbox.Note($"the device goes away");
            state.Pages.Value = PagesPointer.None;
        }

        QueueCalls.Finish(state, 0, error, outbox);
    }

    private void End(FaultQueueState state, Outbox outbox)
    {
        if (state.Phase.Value == QueuePhase.Closing) { Free(state, outbox); }
        QueueCalls.Finish(state, 0, Errno.None, outbox);
    }

    private void Free(FaultQueueState state, Outbox outbox)
    {
        state.Phase.Value = QueuePhase.Closed;
        if (!rules.KeepsVersion) { state.Version.Value = 0; }
        OpenSteps.Clear(state);
        if (rules.KeepsPages || state.Pages.Value != PagesPointer.Live) { return; }
        outbox.Note($"frees {Counted.Of(options.Pages, "page")}");
        state.PagesHeld.Value -= options.Pages;
        state.Pages.Value = PagesPointer.None;
    }
}
