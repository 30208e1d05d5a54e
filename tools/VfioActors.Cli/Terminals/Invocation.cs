using VfioActors.Cluster.Fleets;

namespace VfioActors.Cli.Terminals;

/// <summary>How this program is called again from the current folder, in words for a shell.</summary>
public static class Invocation
{
    private const string DotNet = "dotnet";

    /// <summary>The words, such as <c>vfioactors</c>.</summary>
    public static string Again { get; } =
        Run(Parent(), [.. Environment.GetCommandLineArgs().Skip(1)])
        ?? Of(
            Environment.ProcessPath,
            Path.Combine(AppContext.BaseDirectory, Product.Name + ".dll"),
            Environment.GetEnvironmentVariable("PATH") ?? "",
            Folder());

    /// <summary>This program, to be started beside itself.</summary>
    /// <param name="words">What the other one is told.</param>
    internal static NodeProgram Itself(params IEnumerable<string> words)
    {
        var process = Environment.ProcessPath;
        var name = process is null ? "" : Path.GetFileNameWithoutExtension(process);
        if (name == Product.Name) { return new(process!, [.. words]); }
        var host = name == DotNet ? process! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? DotNet;
        return new(host, ["exec", Path.Combine(AppContext.BaseDirectory, Product.Name + ".dll"), .. words]);
    }

    /// <summary>The words of <c>dotnet run</c>, or of a tool that a folder has, as they were said.</summary>
    /// <param name="parent">The words of the program that started this one.</param>
    /// <param name="words">The words that this one was given, which the other was given last.</param>
    /// <returns>Null when it was another program.</returns>
    public static string? Run(IReadOnlyList<string> parent, IReadOnlyList<string> words)
    {
        List<string> own = [.. parent.Take(Math.Max(0, parent.Count - words.Count))];
        var isOurs = own.Count > 1 && Path.GetFileNameWithoutExtension(own[0]) == DotNet
            && parent.Skip(own.Count).SequenceEqual(words);
        if (!isOurs || !(own[1] == "run" || IsTool(own))) { return null; }
        if (own[1] == "run" && own[^1] != "--") { own.Add("--"); }
        return string.Join(' ', own.Select(ShellQuotes.Quoted));
    }

    /// <summary>Whether it was started as a tool that a folder has.</summary>
    private static bool IsTool(List<string> own) =>
        own[1] == Product.Name || (own.Count > 3 && own[1] == "tool" && own[2] == "run" && own[3] == Product.Name);

    /// <summary>The program's name where the shell finds it, its path otherwise.</summary>
    /// <param name="process">The program that runs: the tool's own, or dotnet.</param>
    /// <param name="assembly">The tool's assembly.</param>
    /// <param name="search">Where a shell looks for programs.</param>
    /// <param name="folder">The current folder.</param>
    public static string Of(string? process, string assembly, string search, string folder)
    {
        if (process is null || Path.GetFileNameWithoutExtension(process) != Product.Name)
        {
            return $"{DotNet} {ShellQuotes.Quoted(From(folder, assembly))}";
        }

        var name = Path.GetFileName(process);
        var found = search.Split(Path.PathSeparator).Where(Path.IsPathRooted)
            .Select(place => Path.GetFullPath(Path.Combine(place, name))).FirstOrDefault(File.Exists);
        if (found == process) { return name; }
        var path = From(folder, process);
        return ShellQuotes.Quoted(path == name ? Path.Combine(".", name) : path);
    }

    /// <summary>The shorter one of a path and the way to it from a folder.</summary>
    private static string From(string folder, string path)
    {
        var way = Path.GetRelativePath(folder, path);
        return way.Length < path.Length ? way : path;
    }

    /// <summary>The current folder; where it is there no more, every path is told from the root.</summary>
    private static string Folder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return "/";
        }
    }

    /// <summary>The words of the program that started this one, where the system tells them.</summary>
    private static string[] Parent()
    {
        const string Label = "PPid:";
        try
        {
            var line = File.ReadLines("/proc/self/status")
                .First(one => one.StartsWith(Label, StringComparison.Ordinal));
            return File.ReadAllText($"/proc/{line[Label.Length..].Trim()}/cmdline").TrimEnd('\0').Split('\0');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException
            or InvalidOperationException)
        {
            return [];
        }
    }
}
