using VfioActors.Tracing.Files;

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
    private readonly FileBeside _file;
    private readonly TraceWriter _writer;

    /// <summary>Starts a file with its header.</summary>
    /// <param name="path">Compressed when it ends in <c>.gz</c>.</param>
    /// <exception cref="TraceWriteException">The folder is missing, or the like.</exception>
    public TraceFile(string path, TraceHeader header)
    {
        _file = new(path);
        try
        {
            _writer = new(_file.Output, path, header);
        }
        catch (Exception failure)
        {
            Dispose();
            if (FileBeside.IsOfTheSystem(failure)) { throw _file.Failed(failure); }
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
        catch (Exception failure) when (FileBeside.IsOfTheSystem(failure))
        {
            throw _file.Failed(failure);
        }
    }

    /// <summary>Ends the file and gives it its name.</summary>
    /// <exception cref="TraceWriteException">The disk is full, or the like.</exception>
    public void Complete()
    {
        try
        {
            _writer.Dispose();
        }
        catch (Exception failure) when (FileBeside.IsOfTheSystem(failure))
        {
            throw _file.Failed(failure);
        }

        _file.Complete();
    }

    /// <summary>Removes what was written, unless it was completed.</summary>
    public void Dispose() => _file.Dispose();
}
