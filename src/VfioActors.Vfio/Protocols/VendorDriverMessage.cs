using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Protocols;

/// <summary>
/// What the driver of a mediated device hears: from whoever uses it, from its group, from the container.
/// </summary>
public static class VendorDriverMessage
{
    /// <summary>The group has entered a container, or left it. Never answered.</summary>
    /// <param name="Container">The container, or nobody.</param>
    public readonly record struct Join(ActorId Container) : IMessage;

    /// <summary>The first opening of the device.</summary>
    /// <remarks>Answer: <see cref="Opened"/>, after the container knows the device if it has a callback.</remarks>
    public readonly record struct Open : IMessage;

    /// <summary>Answers <see cref="Open"/>.</summary>
    /// <param name="Error">As Container.Listen says.</param>
    public readonly record struct Opened(Errno Error) : IMessage;

    /// <summary>The last closing: the driver unpins what it holds, unless it forgets, and stops listening.</summary>
    /// <remarks>Answer: <see cref="Closed"/>, after the container has forgotten the device.</remarks>
    public readonly record struct Close : IMessage;

    /// <summary>Answers <see cref="Close"/>.</summary>
    public readonly record struct Closed : IMessage;

    /// <summary>Makes the driver pin pages for its device.</summary>
    /// <param name="Iova">The first address.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="Rights">What the device will do with them.</param>
    /// <param name="Caller">Which process runs the driver. It plays no part: the owner of the mapping does.</param>
    /// <remarks>
    /// Answer: one <see cref="Page"/> for each run of pages, then <see cref="Done"/> with the count. EINVAL: the device
    /// is
    /// not open. Else as Container.Pin says.
    /// </remarks>
    public readonly record struct Pin(Iova Iova, PageCount Pages, MapModes Rights, ProcessId Caller) : IMessage;

    /// <summary>
    /// One more run of a list that <see cref="Pin"/> or <see cref="Unpin"/> will end. Never answered.
    /// </summary>
    public readonly record struct Also(Iova Iova, PageCount Pages) : IMessage;

    /// <summary>Makes the driver unpin pages.</summary>
    /// <remarks>Answer: <see cref="Done"/> with the count of entries handled. Else as Container.Unpin says.</remarks>
    public readonly record struct Unpin(Iova Iova, PageCount Pages) : IMessage;

    /// <summary>A run of pages that was pinned: before <see cref="Done"/>, in the order of the request.</summary>
    public readonly record struct Page(Iova Iova, PageCount Pages, Pfn First) : IMessage;

    /// <summary>
    /// Answers <see cref="Pin"/>, <see cref="Unpin"/>, <see cref="SetPolicy"/>.
    /// </summary>
    /// <param name="Count">How many entries were handled, when not refused.</param>
    /// <param name="Error">Why it was refused.</param>
    /// <param name="Warned">1 when the kernel would have left a warning in its log.</param>
    public readonly record struct Done(PageCount Count, Errno Error, int Warned) : IMessage;

    /// <summary>Makes the driver access memory by IOVA with the CPU.</summary>
    /// <param name="Iova">The first address.</param>
    /// <param name="Length">Bytes. From 2^63 on it is a negative number of the caller, which is no length.</param>
    /// <param name="Caller">Which process runs the driver, unless a thread of the kernel does.</param>
    /// <param name="Modes">Whether it writes, and who calls.</param>
    /// <param name="Value">The byte that is written.</param>
    /// <param name="Reserved">Always 0.</param>
    /// <remarks>
    /// Answers: for a read one <see cref="Bytes"/> for each run of bytes that are not zero, then <see cref="Moved"/>.
    /// EINVAL: no length, or the device is not open. Else as Container.Access says.
    /// </remarks>
    public readonly record struct Access(
        Iova Iova, ByteCount Length, ProcessId Caller, AccessModes Modes, int Value, int Reserved) : IMessage;

    /// <summary>The guest writes the register that says where the device works; the write is trapped.</summary>
    /// <param name="Target">What the guest writes: an address as the device sees them.</param>
    /// <param name="Buffer">Where the same buffer is in the guest's own memory, as its tables tell the driver.</param>
    /// <remarks>Answer: <see cref="Done"/>.</remarks>
    public readonly record struct Program(Iova Target, GuestAddress Buffer) : IMessage;

    /// <summary>
    /// The guest starts its device, which accesses memory one range after the other from the target on.
    /// </summary>
    /// <param name="Length">Bytes of each access.</param>
    /// <param name="Accesses">How many, at least 1.</param>
    /// <param name="Modes">How.</param>
    /// <param name="Value">The byte that is written.</param>
    /// <param name="Reserved">Always 0.</param>
    /// <remarks>
    /// Answers: as <see cref="Access"/>, for all accesses together; the first that is refused is the last. EBUSY: the
    /// device works already. EINVAL: the group is in no container.
    /// </remarks>
    public readonly record struct Run(ByteCount Length, int Accesses, AccessModes Modes, int Value, int Reserved)
        : IMessage;

    /// <summary>A run of equal bytes that was read; bytes of which nothing is said are zero.</summary>
    /// <param name="At">Its place in the range, from 0.</param>
    /// <param name="Count">How many bytes.</param>
    /// <param name="Value">The byte, never 0.</param>
    public readonly record struct Bytes(ByteCount At, ByteCount Count, long Value) : IMessage;

    /// <summary>Answers <see cref="Access"/>.</summary>
    /// <param name="Done">How many bytes were moved: always a prefix of the range.</param>
    /// <param name="Error">Why it were not all.</param>
    /// <param name="Warned">1 when the kernel would have left a warning in its log.</param>
    public readonly record struct Moved(ByteCount Done, Errno Error, int Warned) : IMessage;

    /// <summary>Sets what the driver does when it is told that a range goes away.</summary>
    public readonly record struct SetPolicy(CallbackPolicy Policy) : IMessage;

    /// <summary>
    /// Says what the driver will drop in a later callback, for the policy that follows a script: replays recordings.
    /// Never answered.
    /// </summary>
    /// <param name="Iova">From which address.</param>
    /// <param name="Times">How often, one page a call; 0 ends the part of one callback.</param>
    public readonly record struct Foresee(Iova Iova, PageCount Times) : IMessage;

    /// <summary>The container tells the driver that a range goes away.</summary>
    /// <param name="Iova">Where the range starts.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Slot">To give back in the answer.</param>
    /// <param name="Round">To give back in the answer.</param>
    /// <remarks>
    /// The driver sends the container what it unpins, each Container.Unpin, and then Container.Told.
    /// Source: the dma_unmap callback of struct vfio_device_ops, Linux 6.1; VFIO_IOMMU_NOTIFY_DMA_UNMAP before 6.0.
    /// </remarks>
    public readonly record struct DmaUnmap(Iova Iova, ByteCount Size, int Slot, int Round) : IMessage;
}
