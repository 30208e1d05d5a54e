namespace VfioActors.Vfio.Containers.Mappings;

/// <summary>A link to another mapping in the tree of a container, or to none.</summary>
/// <param name="Key">The other; nothing when there is none.</param>
/// <param name="There">1 when there is one, else 0.</param>
public readonly record struct TreeLink(MappingKey Key, long There)
{
    /// <summary>Whether there is one.</summary>
    internal bool IsThere => There != 0;

    /// <summary>The link to a mapping.</summary>
    internal static TreeLink To(MappingKey key) => new(key, 1);
}
