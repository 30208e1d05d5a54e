using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.PageRequests;

/// <summary>A domain comes, is replaced, or leaves with all that was requested through it.</summary>
internal sealed class DetachSteps(RequestHandler handler, DefectSet defects)
{
    private readonly bool _answersNew = defects.Has(LivingDefects.NewDomainIsAnswered);
    private readonly bool _leavesFirst = defects.Has(LivingDefects.QueueIsLeftFirst);
    private readonly bool _keepsGroups = defects.Has(LivingDefects.PendingGroupsAreKept);

    internal void OnCall(PageRequestState state, Detachment call, Outbox outbox)
    {
        state.Calls.Enqueue(call);
        if (state.Calls.Count == 1) { Begin(state, outbox); }
    }

    private void Begin(PageRequestState state, Outbox outbox)
    {
        var call = state.Calls[0];
        outbox.Serving = call.Call.Operation;
        var isThere = state.Domain.Value > 0;
        var isDetach = call.Domain == 0 && call.IsAttach == 0;
        var error = isDetach ? Errno.None
            : call.Domain <= 0 ? Errno.EINVAL
            : call.IsAttach == 1 ? (isThere ? Errno.EBUSY : Errno.None)
            : isThere ? Errno.None : Errno.EINVAL;
        if (error != Errno.None || (isDetach && !isThere) || call.Domain == state.Domain.Value)
        {
            End(state, error, outbox);
        }
        else if (call.IsAttach == 1)
        {
            Attach(state, call.Domain, outbox);
            End(state, Errno.None, outbox);
        }
        else
        {
            Plan(state, isDetach);
            GoOn(state, outbox);
        }
    }

    internal static void Attach(PageRequestState state, int domain, Outbox outbox)
    {
        outbox.Note($"attaches domain {domain}");
        state.Domain.Value = domain;
        state.Handle.Value = ++state.Handles.Value;
        state.IsPresent.Value = 1;
        state.IsInQueue.Value = 1;
    }

    private void Plan(PageRequestState state, bool isDetach)
    {
        DetachStage[] stages = !isDetach ? [DetachStage.Switch]
            : _leavesFirst ? [DetachStage.Leave, DetachStage.TearDown, DetachStage.Drain]
            : [DetachStage.TearDown, DetachStage.Drain, DetachStage.Leave];
        foreach (var stage in stages) { state.Plan.Enqueue(stage); }
        state.Plan.Enqueue(DetachStage.Answer);
        state.Plan.Enqueue(DetachStage.Free);
    }

    /// <summary>Does the next thing, and asks for the one after it.</summary>
    internal void GoOn(PageRequestState state, Outbox outbox)
    {
        var call = state.Calls[0];
        outbox.Serving = call.Call.Operation;
        switch (state.Plan.Dequeue())
        {
            case DetachStage.Switch:
                Switch(state, outbox);
                break;
            case DetachStage.TearDown:
                outbox.Note($"tears the entry down");
                state.IsPresent.Value = 0;
                break;
            case DetachStage.Drain:
                state.IsDraining.Value = 1;
                break;
            case DetachStage.Leave:
                Leave(state, outbox);
                break;
            case DetachStage.Answer:
                AnswerAll(state, outbox);
                break;
            default:
                FreeHandle(state, outbox);
                break;
        }

        Continue(state, outbox);
    }

    /// <summary>The call in hand goes on when it waits for nothing.</summary>
    internal void Continue(PageRequestState state, Outbox outbox)
    {
        if (state.IsDraining.Value == 1 && !state.IsQuiet) { return; }
        state.IsDraining.Value = 0;
        outbox.Serving = state.Calls[0].Call.Operation;
        if (state.Plan.Count > 0) { outbox.Send(outbox.Self, default(PageRequestMessage.GoOn)); }
        else { End(state, Errno.None, outbox); }
    }

    /// <summary>The attachment that leaves is remembered by the call until it is freed.</summary>
    private static void Switch(PageRequestState state, Outbox outbox)
    {
        var call = state.Calls.Dequeue();
        state.Calls.Enqueue(call with { Old = state.Domain.Value, Handle = state.Handle.Value });
        for (var others = state.Calls.Count - 1; others > 0; others--) { state.Calls.Enqueue(state.Calls.Dequeue()); }
        Attach(state, call.Domain, outbox);
    }

    /// <summary>Where the core's list is the only one, a group that leaves it is on none.</summary>
    private void Leave(PageRequestState state, Outbox outbox)
    {
        var gone = handler == RequestHandler.Core
            ? RequestMarks.InCore | RequestMarks.ToDeliver | RequestMarks.ToAnswer
            : RequestMarks.InCore;
        outbox.Note($"leaves the core's queue");
        state.IsInQueue.Value = 0;
        for (var at = 0; at < state.Groups.Count; at++)
        {
            var (cookie, group) = (state.Groups.Keys[at], state.Groups.Values[at]);
            if (!group.Is(RequestMarks.InCore) || group.Is(RequestMarks.Freed)) { continue; }
            GroupSteps.Answer(in group, GroupSteps.Invalid, outbox);
            state.Groups[cookie] = group with { Marks = group.Marks & ~gone };
            if (!_keepsGroups) { GroupSteps.Free(state, cookie, gone, outbox); }
        }
    }

    private void AnswerAll(PageRequestState state, Outbox outbox)
    {
        var call = state.Calls[0];
        var handle = call.Domain > 0 ? call.Handle : state.Handle.Value;
        var domain = call.Domain == 0 ? state.Domain.Value : _answersNew ? call.Domain : call.Old;
        const RequestMarks queued = RequestMarks.ToDeliver | RequestMarks.ToAnswer;
        for (var at = 0; at < state.Groups.Count; at++)
        {
            var (cookie, group) = (state.Groups.Keys[at], state.Groups.Values[at]);
            if (group.Domain != domain || group.Handle != handle || !group.IsAny(queued)) { continue; }
            if (GroupSteps.Use(state, cookie, outbox)) { GroupSteps.Answer(in group, GroupSteps.Invalid, outbox); }
            GroupSteps.Free(state, cookie, queued | RequestMarks.InCore, outbox);
        }
    }

    private static void FreeHandle(PageRequestState state, Outbox outbox)
    {
        var call = state.Calls[0];
        var handle = call.Domain > 0 ? call.Handle : state.Handle.Value;
        outbox.Note($"frees the attachment");
        state.FreedHandles[handle] = 1;
        if (call.Domain > 0) { return; }
        state.Handle.Value = 0;
        state.Domain.Value = 0;
    }

    private void End(PageRequestState state, Errno error, Outbox outbox)
    {
        state.Calls.Dequeue().Call.Return(outbox, error);
        if (state.Calls.Count > 0) { Begin(state, outbox); }
    }
}
