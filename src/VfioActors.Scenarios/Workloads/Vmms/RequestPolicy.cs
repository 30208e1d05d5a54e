namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>What a user does with a page request that it has read.</summary>
public enum RequestPolicy
{
    /// <summary>Keeps it: somebody else answers.</summary>
    Keep,

    /// <summary>Answers "success" at once.</summary>
    Answer,

    /// <summary>Shows it to its guest, and passes the guest's answer on.</summary>
    Inject,
}
