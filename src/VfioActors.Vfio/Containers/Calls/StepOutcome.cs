namespace VfioActors.Vfio.Containers.Calls;

/// <summary>What has become of a part of a call that may take several messages.</summary>
internal enum StepOutcome
{
    /// <summary>An answer is waited for.</summary>
    Waiting,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It failed; the error is in the work.</summary>
    Failed,
}
