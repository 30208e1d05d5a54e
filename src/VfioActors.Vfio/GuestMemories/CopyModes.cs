namespace VfioActors.Vfio.GuestMemories;

/// <summary>How bytes are copied from or to the memory of a process.</summary>
[Flags]
public enum CopyModes
{
    /// <summary>They are read by a caller, who must be the owner.</summary>
    None = 0,

    /// <summary>They are written.</summary>
    Write = 1,

    /// <summary>
    /// The caller is a thread of the kernel, which takes the owner's memory for the time of the copy.
    /// </summary>
    FromKernelThread = 2,

    /// <summary>
    /// What is behind the pages is written whatever the process may do: the file was written by somebody else.
    /// </summary>
    Behind = 4,
}
