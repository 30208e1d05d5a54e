using VfioActors.Conformance.Recordings;

namespace VfioActors.Cli.Conformities;

/// <summary>
/// The recordings to judge: each is looked into at once, and opened again when its turn comes unless it is a pipe.
/// </summary>
internal sealed class RecordingStore : IDisposable
{
    private readonly Dictionary<string, RecordingStream> _open = new(StringComparer.Ordinal);

    /// <param name="files">Their names.</param>
    /// <exception cref="RecordingException">One of them is no recording, as far as its first line says.</exception>
    public RecordingStore(IEnumerable<string> files)
    {
        foreach (var file in files.Distinct(StringComparer.Ordinal))
        {
            var stream = RecordingStream.Open(file);
            if (stream.CanReopen) { stream.Dispose(); }
            else { _open[file] = stream; }
        }
    }

    /// <summary>Opens one of the recordings; whoever takes it closes it.</summary>
    public RecordingStream Take(string file) =>
        _open.Remove(file, out var stream) ? stream : RecordingStream.Open(file);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stream in _open.Values) { stream.Dispose(); }
    }
}
