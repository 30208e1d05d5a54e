using System.Reflection;
using System.Runtime.Loader;

namespace VfioActors.Cli.Inputs;

/// <summary>
/// Loads somebody's assembly beside the program: what it needs is looked for beside it, but the assemblies of the house
/// are the ones that are loaded already, so that its scenarios are scenarios here.
/// </summary>
/// <param name="path">The assembly's full path.</param>
internal sealed class UserAssemblyLoader(string path) : AssemblyLoadContext(name: path)
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        IsShared(assemblyName) ? null
        : _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found)
        : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;

    private static bool IsShared(AssemblyName name)
    {
        var home = GetLoadContext(typeof(UserAssemblyLoader).Assembly) ?? Default;
        return name.Name?.StartsWith("VfioActors.", StringComparison.Ordinal) == true
            && (home.Assemblies.Any(loaded => loaded.GetName().Name == name.Name) || CanLoad(home, name));
    }

    private static bool CanLoad(AssemblyLoadContext home, AssemblyName name)
    {
        try
        {
            return home.LoadFromAssemblyName(new AssemblyName(name.Name!)) is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
