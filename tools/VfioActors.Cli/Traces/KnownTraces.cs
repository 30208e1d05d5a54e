using VfioActors.Cli.Terminals;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;

namespace VfioActors.Cli.Traces;

/// <summary>Traces of bugs that were seen before, by the names of the bugs.</summary>
internal sealed class KnownTraces
{
    private static readonly string[] Endings = [TraceFile.Extension, TraceFile.Extension + ".gz"];

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    private KnownTraces()
    {
    }

    /// <summary>None.</summary>
    public static KnownTraces None { get; } = new();

    /// <summary>Reads files, and all traces of folders.</summary>
    /// <exception cref="UsageException">There is nothing of a name.</exception>
    /// <exception cref="TraceFormatException">A file is no trace.</exception>
    public static KnownTraces Read(IReadOnlyList<string> paths)
    {
        KnownTraces known = new();
        foreach (var file in paths.SelectMany(FilesOf))
        {
            var trace = TraceReader.ReadFile(file);
            if (trace.Header.Violation is not null) { known._files.TryAdd(TraceName.Of(trace), file); }
        }

        return known;
    }

    /// <summary>The first trace of a bug; null when it was never seen.</summary>
    /// <param name="name">The bug's name; null for one that has none.</param>
    public string? Find(string? name) => name is null ? null : _files.GetValueOrDefault(name);

    private static IEnumerable<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw new UsageException($"--known: there is no file or folder {path}");
        }

        return Directory.EnumerateFiles(path)
            .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
    }
}
