using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>What the one owner hears: each message is one turn of it, answered by <see cref="Reply"/>.</summary>
public static class OneOwnerMessage
{
    /// <summary>
    /// A1: reads the domain's id. In the variant "locked" also A2 and A3, in "fixed" the whole attach.
    /// </summary>
    public readonly record struct Look(DeviceId Device) : IMessage;

    /// <summary>A2: allocates an id.</summary>
    public readonly record struct Allocate : IMessage;

    /// <summary>A3: makes the allocated id the domain's.</summary>
    /// <param name="Pasid">What A2 answered.</param>
    public readonly record struct Store(int Pasid) : IMessage;

    /// <summary>A4: writes the entry of the client's device and counts.</summary>
    public readonly record struct Enter(DeviceId Device) : IMessage;

    /// <summary>D1: counts down, frees the id when nobody is left, clears the entry.</summary>
    public readonly record struct Leave(DeviceId Device) : IMessage;

    /// <summary>Answers each of them.</summary>
    /// <param name="Pasid">For A1 the domain's id, for A2 the allocated one, else 0.</param>
    public readonly record struct Reply(int Pasid) : IMessage;
}
