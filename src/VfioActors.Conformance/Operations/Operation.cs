namespace VfioActors.Conformance.Operations;

/// <summary>
/// One call that a process, or a driver on its behalf, made while the kernel was recorded. The names and defaults are
/// those of the recordings.
/// </summary>
public abstract record Operation
{
    /// <summary>The process that every case starts with.</summary>
    public const string MainProcess = "";

    /// <summary>Who made the call: <see cref="MainProcess"/>, or the name that it was forked under.</summary>
    public string Process { get; init; } = MainProcess;
}
