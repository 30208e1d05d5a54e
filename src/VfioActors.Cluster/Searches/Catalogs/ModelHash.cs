using System.Security.Cryptography;
using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios;
using VfioActors.Vfio.Values;

namespace VfioActors.Cluster.Searches.Catalogs;

/// <summary>
/// Tells builds of the model apart: totals of several processes are those of one only if all of them run the same code.
/// </summary>
public static class ModelHash
{
    /// <summary>Of the assemblies of the house that runs depend on, as they were compiled.</summary>
    public static string Own { get; } = Of(
        [typeof(IMessage), typeof(Iova), typeof(Setup), typeof(ScenarioCatalog)]);

    /// <summary>Of somebody's own assembly: the bytes of its file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string OfFile(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Of(IEnumerable<Type> types)
    {
        byte[] ids = [.. types.SelectMany(type => type.Module.ModuleVersionId.ToByteArray())];
        return Convert.ToHexStringLower(SHA256.HashData(ids));
    }
}
