namespace VfioActors.Tracing.Files;

/// <summary>
/// A file while it is written: beside its name until <see cref="Complete"/>, which renames it. Without that nothing
/// stays behind, and an older file of that name is left as it was.
/// </summary>
/// <remarks>
/// A link stays a link: what it leads to is replaced. What is no file at all, a terminal or a pipe below <c>/dev</c>,
/// cannot be renamed to and is written to as it is.
/// </remarks>
public sealed class FileBeside : IDisposable
{
    private static readonly string[] Devices = ["/dev/", "/proc/"];

    private readonly string _path;
    private readonly string _target;
    private readonly string? _beside;
    private readonly FileStream _output;
    private bool _completed;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Its name.</param>
    /// <exception cref="TraceWriteException">The folder is missing, the file is read-only, or the like.</exception>
    public FileBeside(string path)
    {
        _path = path;
        if (path.Length == 0) { throw new TraceWriteException("''", "is no name of a file"); }
        try
        {
            _target = TargetOf(path);
            if (IsDevice(_target))
            {
                _output = new(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                return;
            }

            Check();
            _beside = Path.Combine(Path.GetDirectoryName(_target)!, $".{Path.GetRandomFileName()}.tmp");
            _output = new(_beside, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException || IsOfTheSystem(failure))
        {
            throw Failed(failure);
        }
    }

    /// <summary>Where the bytes go.</summary>
    public Stream Output => _output;

    /// <summary>
    /// Where a path leads: the file behind a link, whether it is there or not. A pipe below <c>/dev</c>, as
    /// <c>/dev/stdout</c> may be one, has no name that could be opened, and stays what it is.
    /// </summary>
    /// <exception cref="IOException">Links lead in a circle, or the like.</exception>
    public static string TargetOf(string path)
    {
        FileInfo named = new(path);
        if (named.LinkTarget is null) { return named.FullName; }
        var target = named.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? named.FullName;
        return IsDevice(named.FullName) && !Path.Exists(target) ? named.FullName : target;
    }

    /// <summary>Whether a path leads to a device, which is no file that could be replaced.</summary>
    public static bool IsDevice(string path) =>
        Devices.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) && !Directory.Exists(path)
        && Path.Exists(path);

    /// <summary>What the system said, without the file: it may be one beside, which nobody asked for.</summary>
    public static string WhyOf(Exception failure) => failure switch
    {
        UnauthorizedAccessException => "access is denied",
        DirectoryNotFoundException => "its folder does not exist",
        FileNotFoundException => "no file can be made there",
        _ => failure.Message.Split(" : '")[0],
    };

    /// <summary>Writes bytes.</summary>
    /// <exception cref="TraceWriteException">The disk is full, or the like.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _output.Write(bytes);
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            throw Failed(failure);
        }
    }

    /// <summary>Gives the file its name; an older one of that name is replaced.</summary>
    /// <exception cref="TraceWriteException">The disk is full, or the like.</exception>
    public void Complete() => TryComplete(replaces: true);

    /// <summary>Gives the file its name unless there is one of that name already.</summary>
    /// <returns>False when there is; nothing was written then.</returns>
    /// <exception cref="TraceWriteException">The disk is full, or the like.</exception>
    public bool TryCompleteNew() => TryComplete(replaces: false);

    /// <summary>Removes what was written, unless it has its name.</summary>
    public void Dispose()
    {
        try
        {
            _output.Dispose();
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            // A full disk was reported when it was written to; what is closed here is thrown away.
        }

        if (!_completed && _beside is not null) { File.Delete(_beside); }
    }

    /// <summary>
    /// Whether it is the system that refuses: a full disk, a missing right, or a limit on the length of files, which
    /// .NET calls an argument out of range.
    /// </summary>
    internal static bool IsOfTheSystem(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>What is wrong, for whoever named the file.</summary>
    internal TraceWriteException Failed(Exception failure) => failure switch
    {
        TraceWriteException known => known,
        DirectoryNotFoundException => new(_path, "its folder does not exist", failure),
        FileNotFoundException => new(_path, "cannot be written: no file can be made there", failure),
        _ => new(_path, $"cannot be written: {Plain.Ascii(Named(failure.Message))}", failure),
    };

    /// <summary>The name that a file has meanwhile is nobody's business.</summary>
    private string Named(string message) =>
        _beside is null ? message.Split(" : '")[0] : message.Replace(_beside, _path, StringComparison.Ordinal);

    /// <summary>Renaming asks the folder alone, so that what stands in the way is looked for here.</summary>
    private void Check()
    {
        if (Directory.Exists(_target) || Path.EndsInDirectorySeparator(_path))
        {
            throw new TraceWriteException(_path, "is a directory, and a file is expected");
        }

        if (File.Exists(_target) && File.GetAttributes(_target).HasFlag(FileAttributes.ReadOnly))
        {
            throw new TraceWriteException(_path, "cannot be written: it is read-only");
        }
    }

    private bool TryComplete(bool replaces)
    {
        try
        {
            if (_beside is null)
            {
                _output.Flush();
                return true;
            }

            _output.Flush(flushToDisk: true);
            _output.Dispose();
            if (!replaces && File.Exists(_target)) { return false; }
            File.Move(_beside, _target, overwrite: replaces);
            _completed = true;
            return true;
        }
        catch (IOException) when (!replaces && File.Exists(_target))
        {
            return false;
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            throw Failed(failure);
        }
    }
}
