namespace VfioActors.Races.Programs;

/// <summary>How work is taken out of its queue.</summary>
internal enum Cancelling
{
    /// <summary>It does not wait.</summary>
    Leaves,

    /// <summary>It does not wait, and nobody queues the work any more.</summary>
    Disables,

    /// <summary>It waits for the run under way, and nobody queues the work any more.</summary>
    DisablesAndWaits,

    /// <summary>It takes back one time of disabling the work.</summary>
    Enables,

    /// <summary>It does not wait, and puts the work into a queue again.</summary>
    Modifies,
}
