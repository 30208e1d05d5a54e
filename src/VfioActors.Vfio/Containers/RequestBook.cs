using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How a container keeps its calls and its lock: the call in hand has the lock, the others wait in the order of their
/// arrival.
/// </summary>
internal static class RequestBook
{
    /// <summary>What the kernel calls the lock.</summary>
    internal const string Lock = "iommu->lock";

    /// <summary>
    /// Lets a call wait for the lock. A call of a user is refused when too many wait; drivers are heard always, so that
    /// they are answered in the order in which they asked, and so are groups that leave: nobody can keep them.
    /// </summary>
    internal static void Enqueue(ContainerState state, in ContainerRequest request, Outbox outbox)
    {
        var always = request.Kind is RequestKind.Told or RequestKind.Also or RequestKind.Unpin or RequestKind.Pin
            or RequestKind.Listen or RequestKind.Unlisten or RequestKind.DetachGroup;
        if (always || state.Waiting.Count < state.CallsMost)
        {
            if (state.Hand.Value.Request is { Kind: not RequestKind.None } holder)
            {
                outbox.Note($"waits for {Lock}, held by {holder.Client}");
            }

            state.Waiting.Enqueue(in request);
            return;
        }

        outbox.Note($"returns {Errno.EAGAIN.Returned()}");
        if (request.Kind == RequestKind.Access)
        {
            AccessWork refused = new(request, 0, 0, 0, default);
            outbox.Send(request.Client, new ContainerMessage.Moved(default, Errno.EAGAIN, refused.Id));
            return;
        }

        outbox.Send(request.Client, new ContainerMessage.Done(0, Errno.EAGAIN, 0));
    }

    /// <summary>Answers the call in hand and gives the lock back.</summary>
    internal static void Finish(ContainerState state, Errno error, ulong value, Outbox outbox) =>
        Finish(state, new ContainerMessage.Done(value, error, 0), outbox);

    /// <summary>Answers the call in hand and gives the lock back.</summary>
    internal static void Finish(ContainerState state, in ContainerMessage.Done answer, Outbox outbox)
    {
        if (state.Waiting.Count > 0) { outbox.Note($"releases {Lock}"); }
        outbox.Note($"returns {(answer.Error == Errno.None ? Text(answer.Value) : answer.Error.Returned())}");
        outbox.Send(state.Hand.Value.Request.Client, in answer);
        state.Hand.Value = default;
    }

    /// <summary>Gives the lock back without an answer.</summary>
    internal static void Drop(ContainerState state) => state.Hand.Value = default;

    private static string Text(ulong value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
