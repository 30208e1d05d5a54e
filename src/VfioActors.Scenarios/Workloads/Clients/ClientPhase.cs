namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>What an operation of several requests is doing.</summary>
public enum ClientPhase
{
    /// <summary>Its work.</summary>
    Doing = 0,

    /// <summary>A device of the group takes no aux-domain: the domain becomes its primary domain.</summary>
    AttachingPrimary = 1,

    /// <summary>Taking back what was done.</summary>
    Undoing = 2,
}
