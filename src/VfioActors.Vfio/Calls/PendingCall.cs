using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Calls;

/// <summary>A call that was heard and not answered.</summary>
/// <param name="Client">Who is to be answered.</param>
/// <param name="Operation">The operation that it serves.</param>
public readonly record struct PendingCall(ActorId Client, OperationId Operation)
{
    /// <summary>Answers it, for its own operation.</summary>
    public void Return(Outbox outbox, Errno error, int value = 0)
    {
        outbox.Serving = Operation;
        outbox.Note($"returns {(error == Errno.None ? $"{value}" : error.Returned())}");
        outbox.Send(Client, new CallMessage.Returned(value, error));
    }
}
