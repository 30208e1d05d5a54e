namespace VfioActors.Hosting.Tests;

/// <summary>Files of this repository, as they lie on the disk above what was built.</summary>
internal static class RepositoryFile
{
    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "VfioActors.sln"))) { folder = Path.GetDirectoryName(folder)!; }
        return folder;
    }
}
