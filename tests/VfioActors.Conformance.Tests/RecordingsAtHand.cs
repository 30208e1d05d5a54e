using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Tests;

/// <summary>The recordings that lie beside the tests.</summary>
public static class RecordingsAtHand
{
    /// <summary>Those of type1.</summary>
    public static IEnumerable<string> Names => All.Where(name => !IsSpapr(name));

    /// <summary>Those of sPAPR.</summary>
    public static IEnumerable<string> SpaprNames => All.Where(IsSpapr);

    private static IEnumerable<string> All => Directory
        .EnumerateFiles(Folder, "*.gz", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path))
        .Order(StringComparer.Ordinal);

    private static bool IsSpapr(string name) => name.StartsWith("spapr", StringComparison.Ordinal);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Recordings");

    public static KernelRecording Read(string name) => KernelRecordingReader.Read(Path.Combine(Folder, name));
}
