namespace VfioActors.Vfio.Containers.Mappings;

/// <summary>How a mapping hangs in the tree of its container.</summary>
/// <param name="Parent">The one above.</param>
/// <param name="Left">The one below that is before it.</param>
/// <param name="Right">The one below that is behind it.</param>
/// <param name="Red">1 for red, 0 for black.</param>
public readonly record struct TreeLinks(TreeLink Parent, TreeLink Left, TreeLink Right, long Red)
{
    /// <summary>The one below on a side.</summary>
    internal TreeLink Below(bool left) => left ? Left : Right;

    /// <summary>The same with another one below on a side.</summary>
    internal TreeLinks With(bool left, TreeLink link) => left ? this with { Left = link } : this with { Right = link };
}
