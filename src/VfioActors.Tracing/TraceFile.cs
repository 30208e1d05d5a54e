namespace VfioActors.Tracing;

/// <summary>
/// A trace file while it is written: beside its name until <see cref="Complete"/>, which renames it. Without that
/// nothing stays behind, and an older file of that name is left as it was.
/// </summary>
public sealed class TraceFile : IDisposable
{
    /// <summary>How the names of trace files end.</summary>
    public const string Extension = ".vtrace";

    private const string CompressedExtension = ".gz";
    private readonly string _path;
    private readonly string _beside;
    private readonly FileStream _output;
    private readonly TraceWriter _writer;
    private bool _completed;

    /// <summary>Starts a file with its header.</summary>
    /// <param name="path">Compressed when it ends in <c>.gz</c>.</param>
    /// <exception cref="TraceWriteException">The folder is missing, or the like.</exception>
    public TraceFile(string path, TraceHeader header)
    {
        _path = path;
        _beside = $"{path}.{Path.GetRandomFileName()}.tmp";
        if (Directory.Exists(path)) { throw new TraceWriteException(path, "is a directory, and a file is expected"); }
        try
        {
            _output = new(_beside, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException || IsOfTheSystem(failure))
        {
            throw Failed(failure);
        }

        try
        {
            _writer = new(_output, path, header);
        }
        catch (Exception failure)
        {
            Dispose();
            if (IsOfTheSystem(failure)) { throw Failed(failure); }
            throw;
        }
    }

    /// <summary>Whether a file of this name is compressed.</summary>
    public static bool IsCompressed(string name) => name.EndsWith(CompressedExtension, StringComparison.Ordinal);

    /// <summary>Writes the next step.</summary>
    /// <exception cref="TraceWriteException">The disk is full, or the like.</exception>
    public void Write(TraceStep step)
    {
        try
        {
            _writer.Write(step);
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            throw Failed(failure);
        }
    }

    /// <summary>Ends the file and gives it its name.</summary>
    /// <exception cref="TraceWriteException">The disk is full, or the like.</exception>
    public void Complete()
    {
        try
        {
            _writer.Dispose();
            _output.Flush(flushToDisk: true);
            _output.Dispose();
            File.Move(_beside, _path, overwrite: true);
            _completed = true;
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            throw Failed(failure);
        }
    }

    /// <summary>Removes what was written, unless it was completed.</summary>
    public void Dispose()
    {
        if (_completed) { return; }
        try
        {
            _output.Dispose();
        }
        catch (IOException)
        {
            // A full disk was reported when it was written to; what is closed here is thrown away.
        }

        File.Delete(_beside);
    }

    private static bool IsOfTheSystem(Exception failure) => failure is IOException or UnauthorizedAccessException;

    private TraceWriteException Failed(Exception failure) => failure is DirectoryNotFoundException
        ? new(_path, "its folder does not exist", failure)
        : new(_path, $"cannot be written: {Plain.Ascii(failure.Message)}", failure);
}
