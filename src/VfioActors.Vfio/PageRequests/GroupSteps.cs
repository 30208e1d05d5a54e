using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.PageRequests;

/// <summary>What is done with one group: it is used, answered, freed.</summary>
internal static class GroupSteps
{
    internal const int Good = 0;
    internal const int Invalid = 1;

    /// <summary>A group and its attachment are looked at.</summary>
    /// <returns>Whether the group is there.</returns>
    internal static bool Use(PageRequestState state, int cookie, Outbox outbox)
    {
        var group = state.Groups[cookie];
        var isThere = !group.Is(RequestMarks.Freed);
        if (isThere && !state.FreedHandles.Contains(group.Handle)) { return true; }
        if (isThere) { outbox.Note($"uses the freed attachment of group {cookie}"); }
        else { outbox.Note($"uses group {cookie}, which is freed"); }
        state.Uses.Value++;
        return isThere;
    }

    /// <summary>The device is answered; the operation in hand goes on.</summary>
    internal static void Answer(in RequestGroup group, int answer, Outbox outbox)
    {
        var serving = outbox.Serving;
        group.Request.Return(outbox, Errno.None, answer);
        outbox.Serving = serving;
    }

    /// <summary>The group is freed, wherever it still is.</summary>
    internal static void Free(PageRequestState state, int cookie, RequestMarks gone, Outbox outbox)
    {
        var group = state.Groups[cookie];
        outbox.Note($"frees group {cookie}");
        state.Groups[cookie] = group with { Marks = (group.Marks & ~gone) | RequestMarks.Freed };
    }

    internal static int AnswerOf(ResponseCode code) => code == ResponseCode.Success ? Good : Invalid;
}
