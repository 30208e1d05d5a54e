using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>What a device that faults hears of its faults.</summary>
public static class EndpointMessage
{
    /// <summary>The user has the device do the next thing; answered by FaultUser.Done when it is over.</summary>
    /// <remarks>The error of the answer is the one that the device met. ENOENT: there is nothing left to do.</remarks>
    public readonly record struct Go : IMessage;

    /// <summary>Whether the fault was handed over.</summary>
    /// <param name="Error">
    /// Why not: as FaultReporter.Raise says. A page request that is refused is answered with that: no answer follows.
    /// </param>
    public readonly record struct Raised(Errno Error) : IMessage;

    /// <summary>The answer to a page request group.</summary>
    /// <param name="Group">Which.</param>
    /// <param name="Code">Whether to try again.</param>
    public readonly record struct Answered(PageGroup Group, ResponseCode Code) : IMessage;
}
