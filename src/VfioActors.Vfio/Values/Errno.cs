namespace VfioActors.Vfio.Values;

/// <summary>
/// The kernel's error numbers, positive. An answer that refuses carries one; <see cref="None"/> is success. The names
/// are the kernel's own, of include/uapi/asm-generic/errno-base.h.
/// </summary>
public enum Errno
{
    /// <summary>Success: the kernel returns 0.</summary>
    None = 0,

    /// <summary>Operation not permitted.</summary>
    EPERM = 1,

    /// <summary>No such thing.</summary>
    ENOENT = 2,

    /// <summary>No such process: its memory is gone.</summary>
    ESRCH = 3,

    /// <summary>Interrupted.</summary>
    EINTR = 4,

    /// <summary>Input or output failed; here: no IOMMU domain could be made.</summary>
    EIO = 5,

    /// <summary>No such device or address.</summary>
    ENXIO = 6,

    /// <summary>The list is too long.</summary>
    E2BIG = 7,

    /// <summary>No such open file.</summary>
    EBADF = 9,

    /// <summary>The request queue is full; ask again. The kernel would sleep instead.</summary>
    EAGAIN = 11,

    /// <summary>Out of memory.</summary>
    ENOMEM = 12,

    /// <summary>The container's kind does not do that.</summary>
    EACCES = 13,

    /// <summary>Bad address; also the answer of an operation that the kernel would have died in.</summary>
    EFAULT = 14,

    /// <summary>In use by another.</summary>
    EBUSY = 16,

    /// <summary>Exists already.</summary>
    EEXIST = 17,

    /// <summary>No such device, or it cannot do that.</summary>
    ENODEV = 19,

    /// <summary>Invalid argument.</summary>
    EINVAL = 22,

    /// <summary>Too many open files.</summary>
    EMFILE = 24,

    /// <summary>No such call here.</summary>
    ENOTTY = 25,

    /// <summary>None left.</summary>
    ENOSPC = 28,

    /// <summary>The file has no places to go to.</summary>
    ESPIPE = 29,

    /// <summary>A number does not fit.</summary>
    EOVERFLOW = 75,

    /// <summary>Nobody here does that.</summary>
    EOPNOTSUPP = 95,

    /// <summary>Nothing came in time. No call of the kernel's answers it here; whoever waits for one may.</summary>
    ETIMEDOUT = 110,
}
