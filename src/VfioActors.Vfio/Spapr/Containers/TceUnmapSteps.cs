using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How entries are emptied: all at once, then what they led to is given back.</summary>
internal sealed class TceUnmapSteps(SpaprContainerOptions options, TceMapSteps map, SettleSteps settle)
{
    private readonly bool _ignoresCount = options.Kernel.Has(SpaprDefects.RefusedParameterIsOne);

    /// <summary>Begins when the default window, if one was due, is there.</summary>
    internal void Begin(SpaprContainerState state, in SpaprContainerMessage.Unmap call, Outbox outbox)
    {
        var error = !state.TryWindow(call.Iova, out _, out var window) ? Errno.ENXIO
            : !window.Shift.Aligns(call.Size) ? Errno.EINVAL
            : Errno.None;
        var count = window.Shift.CountOf(call.Size);
        if (error != Errno.None) { SpaprCallQueue.Finish(state, error, outbox); }
        else if (!window.Shift.Aligns(call.Iova)) { map.RefuseParameter(state, outbox); }
        else if (!_ignoresCount && count > window.From(call.Iova))
        {
            SpaprCallQueue.Finish(state, Errno.EINVAL, outbox);
        }
        else
        {
            state.Unmaps[outbox.Serving] = window.Shift;
            SpaprCallQueue.Await(state, SpaprStage.Clearing, outbox);
            outbox.Send(options.Unit, new TceUnitMessage.Clear(call.Iova, count, window.Window, 0));
        }
    }

    internal void OnCleared(SpaprContainerState state, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        settle.Settle(state, state.Unmaps[outbox.Serving], in old, outbox);
        if (!old.Shape.Marks.HasFlag(TceMarks.Last)) { return; }

        state.Unmaps.Remove(outbox.Serving);
        SpaprCallQueue.Finish(state, Errno.None, outbox);
    }
}
