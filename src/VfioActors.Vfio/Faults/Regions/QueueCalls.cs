using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>How a call that was in hand ends.</summary>
internal static class QueueCalls
{
    /// <summary>Answers it, for the operation that it serves.</summary>
    internal static void Finish(FaultQueueState state, int value, Errno error, Outbox outbox)
    {
        var call = state.Hand.Value;
        state.Hand.Value = default;
        outbox.Serving = call.Operation;
        outbox.Send(call.Client, new FaultUserMessage.Done(value, error));
    }
}
