using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.PageRequests;

/// <summary>A user reads groups from a fault queue and answers them.</summary>
internal static class QueueSteps
{
    internal static void OnRead(PageRequestState state, int domain, PendingCall call, Outbox outbox)
    {
        for (var at = 0; at < state.Groups.Count; at++)
        {
            var (cookie, group) = (state.Groups.Keys[at], state.Groups.Values[at]);
            if (group.Domain != domain || !group.Is(RequestMarks.ToDeliver)) { continue; }
            GroupSteps.Use(state, cookie, outbox);
            state.Groups[cookie] = group with
            {
                Marks = (group.Marks & ~RequestMarks.ToDeliver) | RequestMarks.ToAnswer,
            };
            call.Return(outbox, Errno.None, cookie);
            return;
        }

        call.Return(outbox, Errno.None);
    }

    internal static void OnRespond(
        PageRequestState state, PageRequestMessage.Respond respond, PendingCall call, Outbox outbox)
    {
        var isKnown = respond.Code is ResponseCode.Success or ResponseCode.Invalid
            && state.Groups.TryGet(respond.Cookie, out var group)
            && group.Domain == respond.Domain && group.Is(RequestMarks.ToAnswer);
        if (!isKnown)
        {
            call.Return(outbox, Errno.EINVAL);
            return;
        }

        if (GroupSteps.Use(state, respond.Cookie, outbox))
        {
            GroupSteps.Answer(state.Groups[respond.Cookie], GroupSteps.AnswerOf(respond.Code), outbox);
        }

        GroupSteps.Free(state, respond.Cookie, RequestMarks.ToAnswer | RequestMarks.InCore, outbox);
        call.Return(outbox, Errno.None);
    }
}
