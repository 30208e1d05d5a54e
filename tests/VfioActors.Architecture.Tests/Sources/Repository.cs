using System.Reflection;
using System.Text.RegularExpressions;

namespace VfioActors.Architecture.Tests.Sources;

/// <summary>The files of this repository as they lie on the disk, without what a build makes.</summary>
public static class Repository
{
    private static readonly string Root = FindRoot();
    private static readonly string[] Made = ["bin", "obj", "TestResults", "artifacts"];

    /// <summary>Every C# file under src, tools and tests.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. new[] { "src", "tools", "tests" }.SelectMany(area => Files(area, "*.cs"))
            .Select(path => new SourceFile(path, Read(path)))];

    /// <summary>What is delivered: every C# file under src and tools.</summary>
    public static IReadOnlyList<SourceFile> Delivered { get; } =
        [.. Sources.Where(source => !source.Path.StartsWith("tests/", StringComparison.Ordinal))];

    /// <summary>Every C# file under src.</summary>
    public static IReadOnlyList<SourceFile> Library { get; } =
        [.. Sources.Where(source => source.Path.StartsWith("src/", StringComparison.Ordinal))];

    /// <summary>Every Markdown file.</summary>
    public static IReadOnlyList<Document> Documents { get; } =
        [.. Files(".", "*.md").Select(path => new Document(path, Read(path)))];

    /// <summary>Every word of the C# files.</summary>
    public static Lazy<IReadOnlySet<string>> Words { get; } = new(() =>
        Sources.SelectMany(source => Regex.Matches(source.Text, @"\w+")).Select(match => match.Value)
            .ToHashSet(StringComparer.Ordinal));

    /// <summary>Every project under src, tools and tests.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. new[] { "src", "tools", "tests" }.SelectMany(area => Files(area, "*.csproj"))
            .Select(path => new ProjectFile(path, Read(path)))];

    /// <summary>Every project, and the props and targets that they import.</summary>
    public static IReadOnlyList<ProjectFile> BuildFiles { get; } =
        [.. Projects, .. Files(".", "*.props").Concat(Files(".", "*.targets"))
            .Select(path => new ProjectFile(path, Read(path)))];

    /// <summary>The assemblies of the projects under src that were built beside this test.</summary>
    public static IEnumerable<Assembly> Assemblies =>
        Projects.Where(project => project.Area == "src").Where(IsBuilt).Select(project => Assembly.Load(project.Name));

    public static bool IsBuilt(ProjectFile project) => File.Exists(BuiltPath(project));

    /// <summary>Whether there is a file or a folder of a path from the root.</summary>
    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string BuiltPath(ProjectFile project) =>
        Path.Combine(AppContext.BaseDirectory, project.Name + ".dll");

    private static IEnumerable<string> Files(string area, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, area), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Made.Contains))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "VfioActors.sln"))) { return folder.FullName; }
        }

        throw new FileNotFoundException($"no VfioActors.sln above {AppContext.BaseDirectory}");
    }
}
