using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>The steps by which page request groups are answered: by the user, or for want of one.</summary>
internal sealed class GroupSteps(FaultReporterOptions options, DefectSet defects)
{
    private const uint KnownVersion = 1;
    private const uint PasidValid = 1;

    /// <summary>Ticks until a page request times out: in what order with all else is not said by them.</summary>
    private const long Patience = 1;

    private readonly bool _ignoresGeneration = defects.Has(FaultDefects.BusyHandlerIsLeftBehind);

    /// <summary>A page request is pending before its handler hears of it: the answer may come at once.</summary>
    internal void Remember(
        FaultReporterState state, GroupKey key, in FaultRecord record, ActorId endpoint, Outbox outbox)
    {
        var needsPasid = record.Flags.HasFlag(FaultFlags.ResponseNeedsPasid) ? 1 : 0;
        if (options.TimesOut)
        {
            state.Requests.Value++;
            outbox.After(new(Patience), new FaultReporterMessage.TimedOut(key, state.Requests.Value));
        }

        state.Pending[PlaceBehind(state, key)] =
            new(key, endpoint, outbox.Serving, needsPasid, state.Requests.Value, 0);
    }

    private static PendingPlace PlaceBehind(FaultReporterState state, GroupKey key)
    {
        for (var at = state.Pending.Count - 1; at >= 0; at--)
        {
            var last = state.Pending.Keys[at];
            if (last.Device == key.Device && last.Group == key.Group) { return last with { Turn = last.Turn + 1 }; }
        }

        return new(key.Device, key.Group, 0);
    }

    internal static void OnTimedOut(
        FaultReporterState state, in FaultReporterMessage.TimedOut late, Outbox outbox)
    {
        for (var at = 0; at < state.Pending.Count; at++)
        {
            var pending = state.Pending.Values[at];
            if (pending.Serial != late.Serial) { continue; }
            outbox.Note($"group {late.Request.Group} has waited too long");
            state.Pending.Remove(state.Pending.Keys[at]);
            Answer(in pending, ResponseCode.Failure, outbox);
            return;
        }
    }

    internal void OnRespond(
        FaultReporterState state, in FaultReporterMessage.Respond respond, ActorId user, Outbox outbox)
    {
        var error = Objection(state, in respond, out var place);
        if (error == Errno.None)
        {
            var pending = state.Pending[place];
            state.Pending.Remove(place);
            outbox.Note($"answers group {pending.Key.Group}: {respond.Code}");
            Answer(in pending, respond.Code, outbox);
        }

        outbox.Send(user, new FaultUserMessage.Done(0, error));
    }

    internal static void OnAnswer(
        FaultReporterState state, in FaultReporterMessage.Answer answer, ActorId queue, Outbox outbox)
    {
        for (var at = 0; at < state.Pending.Count; at++)
        {
            var pending = state.Pending.Values[at];
            if (pending.Key != answer.Group || pending.Operation != answer.Request) { continue; }
            state.Pending.Remove(state.Pending.Keys[at]);
            outbox.Note($"answers group {pending.Key.Group}: {answer.Code}");
            Answer(in pending, answer.Code, outbox);
            break;
        }

        outbox.Send(queue, new FaultUserMessage.Done(0, Errno.None));
    }

    internal static void OnBind(FaultReporterState state, FaultReporterMessage.Bind bind) =>
        state.Bound[new(bind.Device, bind.Pasid, default)] = 1;

    internal static void OnDrain(
        FaultReporterState state, in FaultReporterMessage.Drain drain, ActorId domain, Outbox outbox)
    {
        var serving = outbox.Serving;
        state.Bound.Remove(new(drain.Device, drain.Pasid, default));
        AnswerAll(state, drain.Device, drain.Pasid, outbox);
        outbox.Serving = serving;
        DrainCall call = new(domain, serving, drain.Device, drain.Pasid);
        if (IsInFlight(state, in call)) { state.Draining.Enqueue(in call); }
        else { outbox.Send(domain, default(NestedDomainMessage.Drained)); }
    }

    /// <summary>A report has come back: whoever waited for it may go on.</summary>
    internal static void OnCameBack(FaultReporterState state, Outbox outbox)
    {
        for (var left = state.Draining.Count; left > 0; left--)
        {
            var call = state.Draining.Dequeue();
            if (IsInFlight(state, in call)) { state.Draining.Enqueue(in call); }
            else
            {
                outbox.Serving = call.Operation;
                outbox.Send(call.Domain, default(NestedDomainMessage.Drained));
            }
        }
    }

    /// <summary>Answers the pending groups of a device "invalid", those of one PASID or all.</summary>
    internal static void AnswerAll(FaultReporterState state, DeviceId device, Pasid? pasid, Outbox outbox)
    {
        for (var at = state.Pending.Count - 1; at >= 0; at--)
        {
            var pending = state.Pending.Values[at];
            var key = pending.Key;
            if (key.Device != device || (pasid is { } only && key.Pasid != only)) { continue; }
            state.Pending.Remove(state.Pending.Keys[at]);
            outbox.Note($"answers group {key.Group}: nobody is left to ask");
            Answer(in pending, ResponseCode.Invalid, outbox);
        }
    }

    internal static bool HasPending(FaultReporterState state, DeviceId device)
    {
        foreach (var place in state.Pending.Keys)
        {
            if (place.Device == device) { return true; }
        }

        return false;
    }

    private Errno Objection(FaultReporterState state, in FaultReporterMessage.Respond respond, out PendingPlace place)
    {
        place = default;
        if (!options.CanRespond) { return Errno.ENODEV; }
        var isHandled = state.Handlers.TryGet(respond.Device, out var handler)
            && (_ignoresGeneration || handler.Generation == respond.Generation);
        var isKnown = respond.Version == KnownVersion && respond.Flags <= PasidValid
            && respond.Code is ResponseCode.Success or ResponseCode.Invalid or ResponseCode.Failure;
        return isHandled && isKnown && TryFind(state, in respond, out place) ? Errno.None : Errno.EINVAL;
    }

    /// <summary>The group that came first of those that the answer fits.</summary>
    private static bool TryFind(
        FaultReporterState state, in FaultReporterMessage.Respond respond, out PendingPlace found)
    {
        for (var at = 0; at < state.Pending.Count; at++)
        {
            var pending = state.Pending.Values[at];
            var key = pending.Key;
            if (key.Device != respond.Device || key.Group != respond.Group) { continue; }
            var fits = pending.NeedsPasid == 0
                || ((respond.Flags & PasidValid) != 0 && key.Pasid == respond.Pasid);
            if (fits)
            {
                found = state.Pending.Keys[at];
                return true;
            }
        }

        found = default;
        return false;
    }

    private static bool IsInFlight(FaultReporterState state, in DrainCall call)
    {
        foreach (var raising in state.InFlight.Values)
        {
            if (raising.Key.Device == call.Device && raising.Key.Pasid == call.Pasid) { return true; }
        }

        return false;
    }

    private static void Answer(in PendingGroup pending, ResponseCode code, Outbox outbox)
    {
        var serving = outbox.Serving;
        outbox.Serving = pending.Operation;
        outbox.Send(pending.Endpoint, new EndpointMessage.Answered(pending.Key.Group, code));
        outbox.Serving = serving;
    }
}
