namespace VfioActors.Conformance.Recordings;

/// <summary>A recording that cannot be read: the message is one line with file, line, and what is wrong.</summary>
public sealed class RecordingException : Exception
{
    /// <summary>Says what is wrong with a line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line, 1 and up, or 0 for the file as a whole.</param>
    /// <param name="what">What is wrong and what is accepted.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public RecordingException(string file, int line, string what, Exception? inner = null)
        : base(line == 0 ? $"{file}: {what}" : $"{file}:{line}: {what}", inner)
    {
    }
}
