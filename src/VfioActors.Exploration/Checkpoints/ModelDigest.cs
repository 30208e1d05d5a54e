using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;

namespace VfioActors.Exploration.Checkpoints;

/// <summary>
/// What a scenario was compiled to, with all that it refers to but the platform: the same as long as nobody compiled
/// anything else. Compilers give equal input the same id, and any other input another.
/// </summary>
internal static class ModelDigest
{
    private const int Shown = 16;

    private static readonly string[] Platform = ["System", "Microsoft", "mscorlib", "netstandard", "WindowsBase"];

    /// <summary>The digest of some assemblies and of what they refer to, in sixteen hexadecimal digits.</summary>
    internal static string Of(params IEnumerable<Assembly> assemblies)
    {
        SortedDictionary<string, string> ids = new(StringComparer.Ordinal);
        Stack<Assembly> open = new(assemblies);
        while (open.TryPop(out var assembly))
        {
            if (!ids.TryAdd(assembly.GetName().Name ?? "", $"{assembly.ManifestModule.ModuleVersionId}")) { continue; }
            foreach (var name in assembly.GetReferencedAssemblies())
            {
                if (IsOfThePlatform(name) || ids.ContainsKey(name.Name ?? "")) { continue; }
                if (Found(assembly, name) is { } found) { open.Push(found); }
                else { ids[name.Name ?? ""] = "is not there"; }
            }
        }

        var text = string.Concat(ids.Select(one => $"{one.Key} {one.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Shown];
    }

    private static bool IsOfThePlatform(AssemblyName name) => Platform.Any(word =>
        name.Name == word || name.Name?.StartsWith(word + ".", StringComparison.Ordinal) == true);

    /// <summary>What is referred to and never needed need not be there.</summary>
    private static Assembly? Found(Assembly by, AssemblyName name)
    {
        try
        {
            return (AssemblyLoadContext.GetLoadContext(by) ?? AssemblyLoadContext.Default).LoadFromAssemblyName(name);
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException)
        {
            return null;
        }
    }
}
