using VfioActors.Tracing.Files;

namespace VfioActors.Runtime.Recordings;

/// <summary>
/// Where a recording goes: beside its name until its beginning is on the disk, then under it, while it is still
/// written.
/// </summary>
/// <remarks>
/// Whoever records holds its file open, which keeps others from opening it for themselves alone: that is how a second
/// recording to the same name finds out.
/// </remarks>
internal sealed class RecordingPlace : IDisposable
{
    private readonly string _target;
    private readonly string? _beside;
    private readonly bool _isNew;
    private readonly FileStream? _claim;
    private bool _taken;

    /// <summary>Claims a name, and starts a file beside it.</summary>
    /// <exception cref="IOException">Another recording goes there, the folder is missing, or the like.</exception>
    internal RecordingPlace(string path)
    {
        _target = FileBeside.TargetOf(path);
        if (IsDevice)
        {
            Output = new(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return;
        }

        _isNew = !File.Exists(_target);
        _claim = Claimed(_target);
        _beside = Path.Combine(Path.GetDirectoryName(_target)!, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            Output = new(_beside, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether it is no file, which would have to be there to be read again.</summary>
    internal bool IsDevice => FileBeside.IsDevice(_target);

    /// <summary>Where the recording is written to; stays open.</summary>
    internal FileStream Output { get; }

    /// <summary>Gives the file its name.</summary>
    internal void Take()
    {
        if (_beside is not null) { File.Move(_beside, _target, overwrite: true); }
        _taken = true;
    }

    /// <summary>Gives the claim up, and removes what did not get as far as its name.</summary>
    public void Dispose()
    {
        if (!_taken) { GiveUp(); }
        _claim?.Dispose();
    }

    private static FileStream Claimed(string target)
    {
        try
        {
            return new(target, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException(File.Exists(target) ? "another program uses it" : failure.Message, failure);
        }
    }

    private void GiveUp()
    {
        try
        {
            Output?.Dispose();
        }
        catch (IOException)
        {
            // A full disk was reported when it was written to; what is closed here is thrown away.
        }

        if (_beside is not null) { File.Delete(_beside); }
        if (_isNew && _claim is not null) { File.Delete(_target); }
    }
}
