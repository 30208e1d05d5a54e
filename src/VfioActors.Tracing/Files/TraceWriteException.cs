namespace VfioActors.Tracing.Files;

/// <summary>A trace that could not be written: a full disk, a missing folder. Nothing half-written stays.</summary>
public sealed class TraceWriteException : IOException
{
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="problem">What is wrong, in one line.</param>
    /// <param name="cause">What the system said; null when it was not asked.</param>
    public TraceWriteException(string file, string problem, Exception? cause = null)
        : base($"{file}: {problem}", cause) => File = file;

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }
}
