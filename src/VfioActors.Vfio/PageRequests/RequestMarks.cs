namespace VfioActors.Vfio.PageRequests;

/// <summary>On which lists a group of page requests is, and what became of it.</summary>
[Flags]
public enum RequestMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The core's list of what is pending of the device has it.</summary>
    InCore = 1,

    /// <summary>The fault queue has it: nobody has read it.</summary>
    ToDeliver = 2,

    /// <summary>It was read and is to be answered.</summary>
    ToAnswer = 4,

    /// <summary>Work is queued for it.</summary>
    AtWork = 8,

    /// <summary>Its memory is freed.</summary>
    Freed = 16,
}
