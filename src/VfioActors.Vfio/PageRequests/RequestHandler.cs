namespace VfioActors.Vfio.PageRequests;

/// <summary>What becomes of a group of page requests that was taken from the hardware.</summary>
public enum RequestHandler
{
    /// <summary>It is put on the fault queue of its domain, for a user: iommufd.</summary>
    Queue,

    /// <summary>Work is queued that provides the pages and answers: shared virtual addressing.</summary>
    Work,

    /// <summary>It stays on the core's list, from which a user reads it: iommufd until July 2026.</summary>
    Core,
}
