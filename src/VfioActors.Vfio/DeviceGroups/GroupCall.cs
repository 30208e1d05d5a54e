using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>A call that waits for the mutex of the group or has it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Device">Of which device; the first where it does not matter.</param>
/// <param name="Pasid">Under which tag.</param>
/// <param name="Domain">Which domain.</param>
public readonly record struct GroupCall(
    PendingCall Call, GroupCallKind Kind, DeviceId Device, Pasid Pasid, GroupDomain Domain)
{
    /// <summary>A call of a kind that the message in hand brings, about nothing so far.</summary>
    internal GroupCall(GroupCallKind kind, ActorId user, Outbox outbox)
        : this(new(user, outbox.Serving), kind, default, default, default)
    {
    }
}
