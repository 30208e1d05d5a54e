using System.Collections.Frozen;
using Hyperion;
using VfioActors.Hosting.Doors;

namespace VfioActors.Remote.Wire;

/// <summary>The only types that Hyperion makes: messages, what their fields are of, calls and answers.</summary>
internal sealed class AllowedTypes : ITypeFilter
{
    private readonly FrozenSet<string> _names;

    internal AllowedTypes(WireKinds kinds)
    {
        HashSet<Type> types =
        [
            typeof(WholeCall), typeof(UnknownCall), typeof(WholeAnswer), typeof(List<object>), typeof(object[]),
            typeof(object),
        ];
        foreach (var type in kinds.Types) { Add(type, types); }
        _names = types.Select(NameOf).ToFrozenSet(StringComparer.Ordinal);
    }

    public bool IsAllowed(string typeName) => _names.Contains(WithoutVersions(typeName));

    private static void Add(Type type, HashSet<Type> types)
    {
        if (!types.Add(type) || type.IsPrimitive || type.IsEnum) { return; }
        foreach (var field in type.GetFields(
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public
            | System.Reflection.BindingFlags.NonPublic))
        {
            Add(field.FieldType, types);
        }
    }

    private static string NameOf(Type type) => WithoutVersions(type.AssemblyQualifiedName!);

    /// <summary>The name of a type and of its assembly alone, as different runtimes write them.</summary>
    private static string WithoutVersions(string name)
    {
        var parts = name.Replace(",%core%", "", StringComparison.Ordinal).Split(", ");
        return string.Join(", ", parts.Where(part => !part.Contains('=')));
    }
}
