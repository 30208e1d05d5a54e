namespace VfioActors.Vfio.Protocols;

/// <summary>How a driver accesses memory by IOVA.</summary>
[Flags]
public enum AccessModes
{
    /// <summary>It reads.</summary>
    Read = 0,

    /// <summary>It writes.</summary>
    Write = 1,

    /// <summary>The caller is a thread of the kernel, which has no memory of its own.</summary>
    KernelThread = 2,

    /// <summary>The caller is a thread of a process that has given up its memory and is about to end.</summary>
    Exiting = 4,

    /// <summary>There is no buffer to read to or write from.</summary>
    NoBuffer = 8,

    /// <summary>The caller's memory is not the owner's. Said by a container to the memory.</summary>
    Stranger = 16,

    /// <summary>A process accesses its own memory, and no container is between. Said inside a memory.</summary>
    Own = 32,
}
