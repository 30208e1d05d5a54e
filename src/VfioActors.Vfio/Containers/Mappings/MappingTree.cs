using VfioActors.Behaviors;

namespace VfioActors.Vfio.Containers.Mappings;

/// <summary>
/// The red-black tree in which Linux keeps the mappings of a container: which of several mappings is found first
/// depends on its shape, and so on the order in which they came and went. The reference does without.
/// </summary>
/// <remarks>Source: lib/rbtree.c and vfio_link_dma, drivers/vfio/vfio_iommu_type1.c, Linux 6.1.</remarks>
/// <param name="nodes">The part of the state that holds the links, by mapping.</param>
/// <param name="root">The part of the state that names the root.</param>
public sealed class MappingTree(SortedMap<MappingKey, TreeLinks> nodes, Variable<TreeLink> root)
{
    /// <summary>Walks down from the root.</summary>
    /// <param name="turn">
    /// For a mapping: below 0 to go left, above 0 to go right, 0 to stop there.
    /// </param>
    /// <returns>
    /// The mapping where the walk stopped, or null when it fell out of the tree.
    /// </returns>
    public MappingKey? Walk(Func<MappingKey, int> turn)
    {
        for (var link = root.Value; link.IsThere;)
        {
            var side = turn(link.Key);
            if (side == 0) { return link.Key; }
            link = At(link).Below(side < 0);
        }

        return null;
    }

    /// <summary>
    /// Adds a mapping; it has no size yet when it is linked, and so goes to the left of what starts where it does.
    /// </summary>
    public void Insert(MappingKey key)
    {
        var link = TreeLink.To(key);
        var parent = default(TreeLink);
        for (var next = root.Value; next.IsThere; next = At(next).Below(key < next.Key)) { parent = next; }
        nodes[key] = new(default, default, default, 1);
        Hang(link, parent, key < parent.Key);
        RepairInsert(link);
    }

    /// <summary>Removes a mapping, if it is in the tree.</summary>
    public void Remove(MappingKey key)
    {
        if (!nodes.Contains(key)) { return; }
        var (black, child, parent) = Unhang(TreeLink.To(key));
        nodes.Remove(key);
        if (black) { RepairRemove(child, parent); }
    }

    private TreeLinks At(TreeLink link) => nodes[link.Key];

    private bool IsRed(TreeLink link) => link.IsThere && At(link).Red != 0;

    private void Paint(TreeLink link, bool red) => nodes[link.Key] = At(link) with { Red = red ? 1 : 0 };

    private void Hang(TreeLink link, TreeLink parent, bool left)
    {
        if (link.IsThere) { nodes[link.Key] = At(link) with { Parent = parent }; }
        if (!parent.IsThere) { root.Value = link; }
        else { nodes[parent.Key] = At(parent).With(left, link); }
    }

    private void Replace(TreeLink link, TreeLink by)
    {
        var parent = At(link).Parent;
        Hang(by, parent, parent.IsThere && At(parent).Left == link);
    }

    /// <summary>Turns so that the one below on the other side comes up.</summary>
    private void Rotate(TreeLink link, bool left)
    {
        var up = At(link).Below(!left);
        Replace(link, up);
        Hang(At(up).Below(left), link, !left);
        Hang(link, up, left);
    }

    private void RepairInsert(TreeLink link)
    {
        while (IsRed(At(link).Parent))
        {
            var parent = At(link).Parent;
            var grand = At(parent).Parent;
            var onLeft = At(grand).Left == parent;
            var uncle = At(grand).Below(!onLeft);
            if (IsRed(uncle))
            {
                Paint(parent, red: false);
                Paint(uncle, red: false);
                Paint(grand, red: true);
                link = grand;
                continue;
            }

            if (link == At(parent).Below(!onLeft))
            {
                Rotate(parent, onLeft);
                (link, parent) = (parent, link);
            }

            Paint(parent, red: false);
            Paint(grand, red: true);
            Rotate(grand, !onLeft);
        }

        Paint(root.Value, red: false);
    }

    private (bool Black, TreeLink Child, TreeLink Parent) Unhang(TreeLink link)
    {
        var node = At(link);
        if (!node.Left.IsThere || !node.Right.IsThere)
        {
            var child = node.Left.IsThere ? node.Left : node.Right;
            Replace(link, child);
            return (node.Red == 0, child, node.Parent);
        }

        var next = node.Right;
        while (At(next).Left.IsThere) { next = At(next).Left; }
        var (black, orphan) = (At(next).Red == 0, At(next).Right);
        var parent = next;
        if (At(next).Parent != link)
        {
            parent = At(next).Parent;
            Replace(next, orphan);
            Hang(At(link).Right, next, left: false);
        }

        Replace(link, next);
        Hang(At(link).Left, next, left: true);
        Paint(next, At(link).Red != 0);
        return (black, orphan, parent);
    }

    private void RepairRemove(TreeLink link, TreeLink parent)
    {
        while (link != root.Value && !IsRed(link))
        {
            var onLeft = At(parent).Left == link;
            var sibling = At(parent).Below(!onLeft);
            if (IsRed(sibling))
            {
                Paint(sibling, red: false);
                Paint(parent, red: true);
                Rotate(parent, onLeft);
                sibling = At(parent).Below(!onLeft);
            }

            if (!IsRed(At(sibling).Left) && !IsRed(At(sibling).Right))
            {
                Paint(sibling, red: true);
                (link, parent) = (parent, At(parent).Parent);
                continue;
            }

            LiftSibling(parent, sibling, onLeft);
            link = root.Value;
        }

        if (link.IsThere) { Paint(link, red: false); }
    }

    private void LiftSibling(TreeLink parent, TreeLink sibling, bool onLeft)
    {
        if (!IsRed(At(sibling).Below(!onLeft)))
        {
            Paint(At(sibling).Below(onLeft), red: false);
            Paint(sibling, red: true);
            Rotate(sibling, !onLeft);
            sibling = At(parent).Below(!onLeft);
        }

        Paint(sibling, At(parent).Red != 0);
        Paint(parent, red: false);
        Paint(At(sibling).Below(!onLeft), red: false);
        Rotate(parent, onLeft);
    }
}
