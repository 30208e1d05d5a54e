namespace VfioActors.Exploration.Checkpoints;

/// <summary>
/// A file is no checkpoint that a search could go on from. The message says which file, where and why.
/// </summary>
public sealed class CheckpointException : Exception
{
    /// <param name="path">The file.</param>
    /// <param name="where">The line or the byte; null where it is about the whole.</param>
    /// <param name="what">What is wrong, and what is accepted.</param>
    /// <param name="cause">What failed; null when nothing was thrown.</param>
    public CheckpointException(string path, string? where, string what, Exception? cause = null)
        : base(where is null ? $"{path}: {what}" : $"{path}: {where}: {what}", cause)
    {
    }
}
