using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Inputs;

/// <summary>
/// Which versions of what it shares with the program somebody's assembly was built with, itself and by what lies beside
/// it.
/// </summary>
internal static class References
{
    /// <summary>Checks that the program's own assemblies can stand in for those.</summary>
    /// <param name="file">The assembly as the user named it.</param>
    /// <exception cref="UsageException">One of them cannot.</exception>
    public static void Check(string file, string path, UserAssemblyLoader loader)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> left = new([path]);
        while (left.TryPop(out var next))
        {
            if (!seen.Add(next)) { continue; }
            foreach (var name in Of(next))
            {
                if (UserAssemblyLoader.SharedFor(name) is { } shared) { Check(file, next, name, shared.GetName()); }
                else if (loader.PathBeside(name) is { } beside) { left.Push(beside); }
            }
        }
    }

    /// <summary>A later minor version may have what an earlier one has not; another major version is another thing.
    /// </summary>
    private static void Check(string file, string path, AssemblyName asked, AssemblyName here)
    {
        var (theirs, ours) = (asked.Version ?? new(0, 0), here.Version ?? new(0, 0));
        if (theirs.Major == ours.Major && theirs.Minor <= ours.Minor) { return; }
        var who = Path.GetFileName(path) == Path.GetFileName(file) ? file : $"{file}: {Path.GetFileName(path)}";
        throw new UsageException($"{who} is built with {asked.Name} {theirs}, and this program has {ours}; accepted "
            + $"are versions {ours.Major}.0 to {ours.Major}.{ours.Minor}");
    }

    private static List<AssemblyName> Of(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        if (!file.HasMetadata) { return []; }
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName()),
        ];
    }
}
