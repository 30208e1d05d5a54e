using VfioActors.Behaviors;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// The red-black tree in which Linux keeps the mappings of a container: which of several mappings is found first
/// depends on its shape, and so on the order in which they came and went. The reference does without.
/// </summary>
/// <remarks>Source: lib/rbtree.c and vfio_link_dma, drivers/vfio/vfio_iommu_type1.c, Linux 6.1.</remarks>
/// <param name="nodes">The part of the state that holds the links, by first address.</param>
/// <param name="root">The part of the state that names the root.</param>
public sealed class MappingTree(SortedMap<ulong, TreeLinks> nodes, Variable<ulong> root)
{
    /// <summary>Walks down from the root.</summary>
    /// <param name="turn">
    /// For a mapping's first address: below 0 to go left, above 0 to go right, 0 to stop there.
    /// </param>
    /// <returns>
    /// The first address of the mapping where the walk stopped, or null when it fell out of the tree.
    /// </returns>
    public ulong? Walk(Func<ulong, int> turn)
    {
        for (var link = root.Value; link != 0;)
        {
            var side = turn(link - 1);
            if (side == 0) { return link - 1; }
            link = nodes[link - 1].Below(side < 0);
        }

        return null;
    }

    /// <summary>Adds a mapping; it has no size yet when it is linked.</summary>
    public void Insert(ulong start)
    {
        var link = start + 1;
        var parent = 0UL;
        for (var next = root.Value; next != 0; next = nodes[next - 1].Below(link <= next)) { parent = next; }
        nodes[start] = new(0, 0, 0, 1);
        Hang(link, parent, link <= parent);
        RepairInsert(link);
    }

    /// <summary>Removes a mapping, if it is in the tree.</summary>
    public void Remove(ulong start)
    {
        if (!nodes.Contains(start)) { return; }
        var (black, child, parent) = Unhang(start + 1);
        nodes.Remove(start);
        if (black) { RepairRemove(child, parent); }
    }

    private TreeLinks At(ulong link) => nodes[link - 1];

    private bool IsRed(ulong link) => link != 0 && At(link).Red != 0;

    private void Paint(ulong link, bool red) => nodes[link - 1] = At(link) with { Red = red ? 1UL : 0 };

    private void Hang(ulong link, ulong parent, bool left)
    {
        if (link != 0) { nodes[link - 1] = At(link) with { Parent = parent }; }
        if (parent == 0) { root.Value = link; }
        else { nodes[parent - 1] = At(parent).With(left, link); }
    }

    private void Replace(ulong link, ulong by)
    {
        var parent = At(link).Parent;
        Hang(by, parent, parent != 0 && At(parent).Left == link);
    }

    /// <summary>Turns so that the one below on the other side comes up.</summary>
    private void Rotate(ulong link, bool left)
    {
        var up = At(link).Below(!left);
        Replace(link, up);
        Hang(At(up).Below(left), link, !left);
        Hang(link, up, left);
    }

    private void RepairInsert(ulong link)
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

    private (bool Black, ulong Child, ulong Parent) Unhang(ulong link)
    {
        var node = At(link);
        if (node.Left == 0 || node.Right == 0)
        {
            var child = node.Left != 0 ? node.Left : node.Right;
            Replace(link, child);
            return (node.Red == 0, child, node.Parent);
        }

        var next = node.Right;
        while (At(next).Left != 0) { next = At(next).Left; }
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

    private void RepairRemove(ulong link, ulong parent)
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

        if (link != 0) { Paint(link, red: false); }
    }

    private void LiftSibling(ulong parent, ulong sibling, bool onLeft)
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
