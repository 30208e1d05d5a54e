using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Tests;

/// <summary>The recordings that lie beside the tests.</summary>
public static class RecordingsAtHand
{
    public static IEnumerable<string> Names => Directory
        .EnumerateFiles(Folder, "*.gz", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path))
        .Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Recordings");

    public static Recording Read(string name) => RecordingReader.Read(Path.Combine(Folder, name));
}
