using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Races.Files;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;

namespace VfioActors.Cli.Traces;

/// <summary>Writes a file beside its name and renames it: it is never there by half.</summary>
internal static class WholeFile
{
    /// <summary>Writes text.</summary>
    /// <exception cref="UsageException">It cannot be written there, or would replace what took work.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        Check(path);
        try
        {
            using FileBeside file = new(path);
            using (StreamWriter output = new(file.Output, leaveOpen: true)) { write(output); }
            file.Complete();
        }
        catch (TraceWriteException failure)
        {
            throw new UsageException(failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be written: {FileBeside.WhyOf(failure)}");
        }
    }

    /// <summary>Complains before any work is done.</summary>
    /// <exception cref="UsageException">
    /// It cannot be written there, or would replace what took work: a trace, a search that is kept, a question.
    /// </exception>
    public static void Check(string path)
    {
        CheckPlace(path);
        if (Prized(path) is { } what)
        {
            throw new UsageException($"{path} is {what}, which would be lost: choose another name, or remove it");
        }
    }

    /// <summary>Complains where no file can be; what is there may be replaced.</summary>
    /// <exception cref="UsageException">
    /// It is a directory or a pipe, or is in no directory, or in one that nothing can be written to.
    /// </exception>
    public static void CheckPlace(string path)
    {
        if (Directory.Exists(path)) { throw new UsageException($"{path} is a directory, and a file is expected"); }
        if (FileAbove(path) is { } file) { throw new UsageException($"{path} cannot be written: {file} is a file"); }
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new UsageException($"{path} cannot be written: its folder does not exist");
        }

        if (IsPipe(path)) { throw new UsageException($"{path} is a pipe, and a file is expected"); }
        if (IsDevice(path)) { return; }
        try
        {
            using FileBeside probe = new(path);
        }
        catch (TraceWriteException failure)
        {
            throw new UsageException(failure.Message);
        }
    }

    /// <summary>Complains where no folder with files can be, whether it is there by now or is to be made.</summary>
    /// <exception cref="UsageException">Nothing can be written to it, or to the one above it.</exception>
    public static void CheckFolder(string folder)
    {
        var above = Path.GetFullPath(folder);
        while (!Directory.Exists(above))
        {
            if (Path.GetDirectoryName(above) is not { } next) { return; }
            above = next;
        }

        if (WhyNotIn(above) is not { } why) { return; }
        throw new UsageException(Directory.Exists(folder)
            ? $"nothing can be written to the folder {folder}: {why}"
            : $"the folder {folder} cannot be made: nothing can be written to {above}: {why}");
    }

    /// <summary>Why no file can be made in a folder; null when one can.</summary>
    public static string? WhyNotIn(string folder)
    {
        try
        {
            using FileBeside probe = new(Path.Combine(folder, Path.GetRandomFileName()));
            return null;
        }
        catch (TraceWriteException failure)
        {
            return FileBeside.WhyOf(failure.InnerException ?? failure);
        }
    }

    /// <summary>What is no folder in a path, and would have to be one; null for nothing.</summary>
    public static string? FileAbove(string path)
    {
        var above = Path.GetDirectoryName(path);
        while (!string.IsNullOrEmpty(above))
        {
            if (File.Exists(above)) { return above; }
            above = Path.GetDirectoryName(above);
        }

        return null;
    }

    /// <summary>Whether what is written there goes to a device, or to a pipe below <c>/dev</c>.</summary>
    public static bool IsDevice(string path) => FileBeside.IsDevice(FileBeside.TargetOf(path));

    /// <summary>
    /// Whether a path is a pipe: what is looked for at the beginning of a file would be waited for there, and the file
    /// would take its place. One that is opened for both waits for nobody.
    /// </summary>
    private static bool IsPipe(string path)
    {
        if (!File.Exists(path) || IsDevice(path)) { return false; }
        try
        {
            using FileStream both = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return !both.CanSeek;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Prized(string path) =>
        !File.Exists(path) || IsDevice(path) ? null
        : TraceReader.IsTrace(path) ? "a trace"
        : Checkpoint.IsOne(path) ? "a search that is kept"
        : path.EndsWith(RaceFile.Extension, StringComparison.Ordinal) ? "a race file"
        : path.EndsWith(RaceFile.LitmusExtension, StringComparison.Ordinal) ? "a litmus file"
        : null;
}
