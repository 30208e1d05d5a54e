using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>One thing that the user of a device with a fault queue does.</summary>
public abstract record VmmAction
{
    private VmmAction()
    {
    }

    /// <summary>Asks one thing, and waits for the answer.</summary>
    /// <param name="Request">What.</param>
    public sealed record Ask(UserRequest Request) : VmmAction;

    /// <summary>Asks until something was moved, as a loop that writes all does, at most so often.</summary>
    /// <param name="Request">What.</param>
    /// <param name="Attempts">After how many times it is stuck for good.</param>
    public sealed record AskUntilMoved(UserRequest Request, int Attempts) : VmmAction;

    /// <summary>Has a device do the next thing, and goes on at once.</summary>
    /// <param name="Endpoint">The device, which waits to be told.</param>
    public sealed record Start(ActorId Endpoint) : VmmAction;

    /// <summary>Waits until its eventfd is signalled; a signal that came before counts.</summary>
    public sealed record AwaitSignal : VmmAction;

    /// <summary>Reads every record of a device's ring, and says that it did.</summary>
    /// <param name="Device">Which.</param>
    /// <param name="Requests">What becomes of page requests.</param>
    /// <param name="Most">How many records at most; 0 for all.</param>
    public sealed record Drain(DeviceId Device, RequestPolicy Requests, int Most = 0) : VmmAction;

    /// <summary>Reads a page fault queue, and answers "success" to all groups that it was handed.</summary>
    /// <param name="Request">The read.</param>
    public sealed record ReadAndAnswer(UserRequest Request) : VmmAction;
}
