namespace VfioActors.Vfio.GuestMemories.Pages;

/// <summary>What a page table says of a page beside its number.</summary>
[Flags]
public enum PageMarks : long
{
    /// <summary>It may only be read until the kernel is asked.</summary>
    None = 0,

    /// <summary>It may be written without asking the kernel.</summary>
    Writable = 1,

    /// <summary>It belongs to this process alone: no fork has shared it since it was made.</summary>
    Exclusive = 2,

    /// <summary>All pages of the run are the same page: the page of zeroes.</summary>
    Same = 4,
}
