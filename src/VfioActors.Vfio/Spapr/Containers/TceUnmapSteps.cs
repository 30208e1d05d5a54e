using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How entries are emptied: all at once, then what they led to is given back.</summary>
internal sealed class TceUnmapSteps(SpaprContainerOptions options, TceMapSteps map, SettleSteps settle)
{
    private readonly bool _ignoresCount = options.Defects.Has(SpaprDefects.RefusedParameterIsOne);

    /// <summary>Begins when the default window, if one was due, is there.</summary>
    internal void Begin(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        var call = work.Call;
        var error = !state.TryWindow(call.Iova, out var slot, out var window) ? Errno.ENXIO
            : !window.Shift.Aligns(call.Size.Value) ? Errno.EINVAL
            : Errno.None;
        var count = window.Shift.CountOf(call.Size);
        if (error != Errno.None)
        {
            SpaprCallBook.Finish(state, in work, error, outbox);
        }
        else if (!window.Shift.Aligns(call.Iova.Value)) { map.RefuseParameter(state, in work, outbox); }
        else if (!_ignoresCount && count > window.From(call.Iova))
        {
            SpaprCallBook.Finish(state, in work, Errno.EINVAL, outbox);
        }
        else
        {
            SpaprCallBook.Keep(state, work with
            {
                Stage = SpaprStage.Clearing,
                Slot = slot,
                Window = window.Window,
                Shift = window.Shift,
            });
            outbox.Send(options.Unit, new TceUnitMessage.Clear(call.Iova, count, window.Window, 0));
        }
    }

    internal void OnCleared(SpaprContainerState state, SpaprWork work, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        settle.Settle(state, in work, in old, outbox);
        if (old.Shape.Marks.HasFlag(TceMarks.Last)) { SpaprCallBook.Finish(state, in work, Errno.None, outbox); }
    }
}
