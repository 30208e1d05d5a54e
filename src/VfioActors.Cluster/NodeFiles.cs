using VfioActors.Behaviors;
using VfioActors.Cluster.Recordings;
using VfioActors.Tracing.Files;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Cluster;

/// <summary>The recordings of the nodes of a storm, in a folder that is gone in the end.</summary>
internal sealed class NodeFiles : IDisposable
{
    /// <summary>A storm of an hour fits; a receipt takes two bytes of memory.</summary>
    private static readonly TraceLimits Limits = TraceLimits.Default with { Steps = 1_000_000_000, Bytes = 1L << 36 };

    private readonly string? _target;
    private readonly DirectoryInfo? _folder;
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    /// <param name="target">Where they go when they are put together; null when nothing is recorded.</param>
    internal NodeFiles(string? target)
    {
        _target = target;
        _folder = target is null ? null : Directory.CreateTempSubdirectory("vfioactors-storm-");
    }

    /// <summary>The file of a node; null when nothing is recorded.</summary>
    internal Func<int, string>? OfNode => _folder is null ? null : FileOf;

    /// <summary>Puts the recordings together.</summary>
    /// <returns>Why that could not be done; null when it is done, or when there are none.</returns>
    internal string? Merge(Topology topology)
    {
        if (_target is null) { return null; }
        try
        {
            List<Recording> parts =
                [.. _files.Where(File.Exists).Select(file => RecordingReader.ReadFile(file, Limits))];
            var whole = RecordingMerge.Of(topology, parts);
            RecordingMerge.WriteFile(_target, parts.Count == _files.Count ? whole : whole with { IsWhole = false });
            return null;
        }
        catch (Exception failure) when (failure is TraceWriteException or TraceFormatException or FormatException)
        {
            return failure.Message;
        }
    }

    public void Dispose()
    {
        if (_folder is null) { return; }
        _folder.Refresh();
        if (_folder.Exists) { _folder.Delete(recursive: true); }
    }

    private string FileOf(int node)
    {
        var file = Path.Combine(_folder!.FullName, FormattableString.Invariant($"node{node}.vtrace"));
        lock (_files) { _files.Add(file); }
        return file;
    }
}
