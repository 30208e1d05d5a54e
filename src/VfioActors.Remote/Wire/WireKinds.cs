using System.Collections.Frozen;
using System.Reflection;
using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Remote.Wire;

/// <summary>
/// All kinds of messages that travel, by their names and types. No name that comes in is looked up elsewhere.
/// </summary>
internal sealed class WireKinds
{
    private readonly FrozenDictionary<string, WireKind> _byName;
    private readonly FrozenDictionary<Type, WireKind> _byType;

    /// <param name="others">Assemblies with messages beside those of VfioActors.</param>
    /// <exception cref="ArgumentException">
    /// Two kinds have one name, or a message is of something else than numbers.
    /// </exception>
    internal WireKinds(IEnumerable<Assembly> others)
    {
        Dictionary<string, WireKind> byName = new(StringComparer.Ordinal);
        Dictionary<Type, WireKind> byType = [];
        Assembly[] assemblies = [typeof(Chosen).Assembly, typeof(ContainerMessage).Assembly, .. others];
        foreach (var type in assemblies.Distinct().SelectMany(MessagesOf))
        {
            var kind = (WireKind)Activator.CreateInstance(typeof(WireKindOf<>).MakeGenericType(type), nonPublic: true)!;
            byType.Add(type, kind);
            if (!byName.TryAdd(kind.Name, kind)) { throw new ArgumentException($"two messages are named {kind.Name}"); }
        }

        (_byName, _byType) = (byName.ToFrozenDictionary(StringComparer.Ordinal), byType.ToFrozenDictionary());
    }

    /// <summary>All of them, in the order of their names.</summary>
    internal IEnumerable<WireKind> All => _byName.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The types, in the order of the names.</summary>
    internal IEnumerable<Type> Types =>
        _byType.OrderBy(one => one.Value.Name, StringComparer.Ordinal).Select(one => one.Key);

    /// <summary>The kind of a type; null when its messages do not travel.</summary>
    internal WireKind? Find(Type type) => _byType.GetValueOrDefault(type);

    /// <summary>The kind of a name; null when nobody here knows it.</summary>
    internal WireKind? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The kind of a message.</summary>
    /// <exception cref="WireException">Messages of its type do not travel.</exception>
    internal WireKind Of(object message) =>
        Find(message.GetType()) ?? throw new WireException(
            $"{message.GetType().FullName} does not travel; accepted: messages of the protocols, and those of the "
            + "assemblies in vfio-actors.remote.assemblies");

    private static IEnumerable<Type> MessagesOf(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsValueType && typeof(IMessage).IsAssignableFrom(type));
}
