using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Protocols;

/// <summary>
/// What a hypervisor hears of its guest's processors and of its user: hypercalls that change entries without leaving
/// the
/// kernel, in real mode.
/// </summary>
/// <remarks>
/// Every call is answered by <see cref="Done"/>. EINVAL stands for H_PARAMETER: not whole IOMMU pages, beyond the
/// table, too many entries, or rights where there are to be none. EAGAIN stands for H_TOO_HARD: no window is attached,
/// or the entry cannot be made here; user space is to do it. Source: arch/powerpc/kvm/book3s_64_vio_hv.c, Linux 4.8 to
/// 5.19. Differs: the entries of a list follow each other.
/// </remarks>
public static class HypercallMessage
{
    /// <summary>
    /// Gives the hypervisor the window of a container: KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE.
    /// </summary>
    /// <param name="Start">An address in the window.</param>
    /// <param name="Container">The container.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>ENOENT: the container has no such window. EBUSY: a window is attached already.</remarks>
    public readonly record struct Attach(Iova Start, ActorId Container, int Reserved) : IMessage;

    /// <summary>Changes one entry: H_PUT_TCE. Without rights it is emptied.</summary>
    /// <param name="Iova">The address of the entry.</param>
    /// <param name="Vaddr">Where the guest's page is in the memory of the user.</param>
    /// <param name="Rights">What devices may do.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    public readonly record struct Put(Iova Iova, Vaddr Vaddr, TceRights Rights, int Reserved) : IMessage;

    /// <summary>
    /// Changes entries side by side to such that a list names: H_PUT_TCE_INDIRECT. What comes before one that cannot be
    /// made stays changed, and that one is emptied.
    /// </summary>
    /// <param name="Iova">The address of the first entry.</param>
    /// <param name="Vaddr">Where the first page is in the memory of the user; the others follow.</param>
    /// <param name="Rights">What devices may do.</param>
    /// <param name="Count">How many, 1 to 512.</param>
    public readonly record struct PutIndirect(Iova Iova, Vaddr Vaddr, TceRights Rights, int Count) : IMessage;

    /// <summary>Empties entries side by side: H_STUFF_TCE.</summary>
    /// <param name="Iova">The address of the first entry.</param>
    /// <param name="Count">How many, 1 to 512.</param>
    /// <param name="Rights">To be none: only a value that leads nowhere may be stuffed.</param>
    public readonly record struct Stuff(Iova Iova, int Count, TceRights Rights) : IMessage;

    /// <summary>Reads an entry as the guest has put it: H_GET_TCE. The value is the address and, in its low bits, the
    /// rights.</summary>
    public readonly record struct Get(Iova Iova) : IMessage;

    /// <summary>Answers every call.</summary>
    /// <param name="Value">For <see cref="Get"/> the entry, else 0.</param>
    /// <param name="Error">Why it was not done here.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    public readonly record struct Done(ulong Value, Errno Error, int Reserved) : IMessage;
}
