using VfioActors.Behaviors;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>What the hardware hears that walks PASID tables.</summary>
public static class EntryWalkerMessage
{
    /// <summary>A device reads memory under the PASID. Answered by Call.Returned with the domain.</summary>
    /// <remarks>
    /// EFAULT: no entry is present; the device sees a fault. Source: VT-d specification, 6.2.3. Differs: the parts are
    /// read in order, which the specification leaves open.
    /// </remarks>
    public readonly record struct Translate : IMessage;

    /// <summary>
    /// A driver invalidates what is cached of the entry. Answer: <see cref="Flushed"/>, when no walk that began before
    /// is under way.
    /// </summary>
    public readonly record struct Flush : IMessage;

    /// <summary>Nothing is left of it.</summary>
    public readonly record struct Flushed : IMessage;
}
