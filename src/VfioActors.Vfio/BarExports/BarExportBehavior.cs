using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.BarExports;

/// <summary>
/// A device whose memory is exported as a dma-buf while a user has it open. Its close has two halves, with nothing
/// locked between.
/// </summary>
/// <param name="defects">Which defects are on.</param>
public sealed class BarExportBehavior(DefectSet defects) : IBehavior<BarExportState>
{
    private readonly bool _disablesFirst = defects.Has(LivingDefects.FunctionIsDisabledFirst);

    /// <inheritdoc/>
    public BarExportState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(BarExportState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<BarExportState> Hears => field ??= new MessageTable<BarExportState>()
        .On<BarExportMessage.Export>(OnExport)
        .On<BarExportMessage.Access>(OnAccess)
        .On<BarExportMessage.Close>(OnClose)
        .On<BarExportMessage.GoOn>(OnGoOn);

    private static void OnExport(BarExportState state, ActorId client, Outbox outbox)
    {
        var isOpen = state.IsClosing.Value == 0;
        if (isOpen) { state.IsExported.Value = 1; }
        new PendingCall(client, outbox.Serving).Return(outbox, isOpen ? Errno.None : Errno.ENODEV);
    }

    private void OnGoOn(BarExportState state, Outbox outbox)
    {
        if (_disablesFirst) { Revoke(state, outbox); }
        else { Disable(state, outbox); }
        state.Closing.Value.Return(outbox, Errno.None);
    }

    private static void OnAccess(BarExportState state, ActorId client, Outbox outbox)
    {
        var isReached = state.IsExported.Value == 1;
        if (isReached && state.IsEnabled.Value == 0)
        {
            outbox.Note($"reaches memory of the disabled function");
            state.AccessesOfDisabled.Value++;
        }

        new PendingCall(client, outbox.Serving).Return(outbox, isReached ? Errno.None : Errno.ENODEV);
    }

    private void OnClose(BarExportState state, ActorId client, Outbox outbox)
    {
        PendingCall call = new(client, outbox.Serving);
        if (state.IsClosing.Value == 1)
        {
            call.Return(outbox, Errno.EBADF);
            return;
        }

        state.IsClosing.Value = 1;
        state.Closing.Value = call;
        if (_disablesFirst) { Disable(state, outbox); }
        else { Revoke(state, outbox); }
        outbox.Send(outbox.Self, default(BarExportMessage.GoOn));
    }

    private static void Disable(BarExportState state, Outbox outbox)
    {
        outbox.Note($"disables the function");
        state.IsEnabled.Value = 0;
    }

    private static void Revoke(BarExportState state, Outbox outbox)
    {
        outbox.Note($"revokes the dma-buf");
        state.IsExported.Value = 0;
    }
}
