using VfioActors.Hosting.Doors;
using VfioActors.Vfio.Values;

namespace VfioActors.Remote.Links;

/// <summary>How calls are refused here, when their own door cannot be reached.</summary>
internal static class Refusals
{
    private static readonly DoorProtocol[] Protocols =
    [
        DoorProtocols.Memory, DoorProtocols.Container, DoorProtocols.SpaprContainer, DoorProtocols.Group,
        DoorProtocols.VendorDriver, DoorProtocols.AuxDomain, DoorProtocols.FaultQueue,
    ];

    /// <summary>Whether a call is one that is never answered.</summary>
    internal static bool IsUnanswered(object message) => CallOf(message) is { Refuse: null };

    /// <summary>The answer that refuses a call; null when it is not one of any protocol.</summary>
    internal static object? Of(object message, Errno error) => CallOf(message)?.Refuse?.Invoke(error);

    private static DoorCall? CallOf(object message) =>
        Protocols.Select(protocol => protocol.CallOf(message)).FirstOrDefault(call => call is not null);
}
