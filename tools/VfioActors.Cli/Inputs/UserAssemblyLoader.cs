using System.Reflection;
using System.Runtime.Loader;

namespace VfioActors.Cli.Inputs;

/// <summary>
/// Loads somebody's assembly beside the program: what it needs is looked for beside it, but the assemblies of the house
/// and Akka.NET are the ones that the program has, so that its scenarios are scenarios here and its actors are actors.
/// </summary>
/// <param name="path">The assembly's full path.</param>
internal sealed class UserAssemblyLoader(string path) : AssemblyLoadContext(name: path)
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>The program's own assembly in place of the one that is asked for; null where it has none.</summary>
    public static Assembly? SharedFor(AssemblyName name)
    {
        var isOfBoth = name.Name is { } asked && (asked == "Akka" || asked.StartsWith("Akka.", StringComparison.Ordinal)
            || asked.StartsWith("VfioActors.", StringComparison.Ordinal));
        var home = GetLoadContext(typeof(UserAssemblyLoader).Assembly) ?? Default;
        return isOfBoth
            ? home.Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == name.Name) ?? Loaded(home, name.Name!)
            : null;
    }

    /// <summary>Where the assembly that is asked for lies beside the user's; null where it does not.</summary>
    public string? PathBeside(AssemblyName name) => _resolver.ResolveAssemblyToPath(name);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        SharedFor(assemblyName) is { } shared ? shared
        : PathBeside(assemblyName) is { } found ? LoadFromAssemblyPath(found)
        : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;

    private static Assembly? Loaded(AssemblyLoadContext home, string name)
    {
        try
        {
            return home.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
