namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>The red-black tree of the mappings of a container: which is found first depends on its shape.</summary>
/// <remarks>Source: lib/rbtree.c and vfio_link_dma, vfio_find_dma of drivers/vfio/vfio_iommu_type1.c.</remarks>
public sealed class MappingTree
{
    private readonly Dictionary<Mapping, TreeNode> _nodes = [];
    private TreeNode? _root;

    public int Count => _nodes.Count;

    public IEnumerable<Mapping> InOrder()
    {
        List<Mapping> found = [];
        Collect(_root, found);
        return found;
    }

    /// <summary>The mapping nearest to the root that has a byte of a range; one that wraps finds none.</summary>
    public Mapping? Find(ulong start, ulong size)
    {
        var node = _root;
        while (node is not null)
        {
            var mapping = node.Mapping;
            if (unchecked(start + size) <= mapping.Iova)
            {
                node = node.Left;
            }
            else if (start >= mapping.End)
            {
                node = node.Right;
            }
            else
            {
                return mapping;
            }
        }

        return null;
    }

    /// <summary>The mappings from the lowest that shares a byte with a range on.</summary>
    /// <remarks>A mapping that ends with the address space ends at 0 here, and hides those left of it.</remarks>
    public IEnumerable<Mapping> From(ulong start, ulong size)
    {
        Mapping? first = null;
        for (var node = _root; node is not null;)
        {
            if (start >= node.Mapping.End)
            {
                node = node.Right;
                continue;
            }

            first = node.Mapping;
            if (start >= first.Iova) { break; }
            node = node.Left;
        }

        return first is null || first.Iova >= unchecked(start + size) ? [] : InOrder().SkipWhile(each => each != first);
    }

    public void Insert(Mapping mapping)
    {
        TreeNode node = new(mapping);
        _nodes[mapping] = node;
        TreeNode? parent = null;
        for (var next = _root; next is not null;)
        {
            parent = next;
            next = mapping.End <= next.Mapping.Iova ? next.Left : next.Right;
        }

        Hang(node, parent, parent is not null && mapping.End <= parent.Mapping.Iova);
        RepairInsert(node);
    }

    public void Remove(Mapping mapping)
    {
        _nodes.Remove(mapping, out var node);
        var (black, child, parent) = Unhang(node!);
        if (black) { RepairRemove(child, parent); }
    }

    private static void Collect(TreeNode? node, List<Mapping> found)
    {
        if (node is null) { return; }
        Collect(node.Left, found);
        found.Add(node.Mapping);
        Collect(node.Right, found);
    }

    private static bool IsRed(TreeNode? node) => node is { IsRed: true };

    private void Hang(TreeNode? node, TreeNode? parent, bool left)
    {
        if (node is not null) { node.Parent = parent; }
        if (parent is null)
        {
            _root = node;
        }
        else if (left)
        {
            parent.Left = node;
        }
        else
        {
            parent.Right = node;
        }
    }

    private void Replace(TreeNode node, TreeNode? by) => Hang(by, node.Parent, node.Parent?.Left == node);

    /// <summary>Turns so that the child on the given side comes up.</summary>
    private void Rotate(TreeNode node, bool left)
    {
        var up = (left ? node.Right : node.Left)!;
        Replace(node, up);
        Hang(left ? up.Left : up.Right, node, !left);
        Hang(node, up, left);
    }

    private void RepairInsert(TreeNode node)
    {
        while (node.Parent is { IsRed: true, Parent: { } grand } parent)
        {
            var onLeft = grand.Left == parent;
            var uncle = onLeft ? grand.Right : grand.Left;
            if (uncle is { IsRed: true })
            {
                (parent.IsRed, uncle.IsRed, grand.IsRed) = (false, false, true);
                node = grand;
                continue;
            }

            if (node == (onLeft ? parent.Right : parent.Left))
            {
                Rotate(parent, onLeft);
                (node, parent) = (parent, node);
            }

            (parent.IsRed, grand.IsRed) = (false, true);
            Rotate(grand, !onLeft);
        }

        _root!.IsRed = false;
    }

    private (bool Black, TreeNode? Child, TreeNode? Parent) Unhang(TreeNode node)
    {
        if (node.Left is null || node.Right is null)
        {
            var child = node.Left ?? node.Right;
            Replace(node, child);
            return (!node.IsRed, child, node.Parent);
        }

        var next = node.Right;
        while (next.Left is not null) { next = next.Left; }
        var (black, orphan) = (!next.IsRed, next.Right);
        var parent = next;
        if (next.Parent != node)
        {
            parent = next.Parent;
            Replace(next, next.Right);
            Hang(node.Right, next, left: false);
        }

        Replace(node, next);
        Hang(node.Left, next, left: true);
        next.IsRed = node.IsRed;
        return (black, orphan, parent);
    }

    private void RepairRemove(TreeNode? node, TreeNode? parent)
    {
        while (node != _root && !IsRed(node))
        {
            var onLeft = parent!.Left == node;
            var sibling = (onLeft ? parent.Right : parent.Left)!;
            if (sibling.IsRed)
            {
                (sibling.IsRed, parent.IsRed) = (false, true);
                Rotate(parent, onLeft);
                sibling = (onLeft ? parent.Right : parent.Left)!;
            }

            if (!IsRed(sibling.Left) && !IsRed(sibling.Right))
            {
                sibling.IsRed = true;
                (node, parent) = (parent, parent.Parent);
                continue;
            }

            LiftSibling(parent, sibling, onLeft);
            node = _root;
        }

        if (node is not null) { node.IsRed = false; }
    }

    private void LiftSibling(TreeNode parent, TreeNode sibling, bool onLeft)
    {
        if (!IsRed(onLeft ? sibling.Right : sibling.Left))
        {
            (onLeft ? sibling.Left : sibling.Right)!.IsRed = false;
            sibling.IsRed = true;
            Rotate(sibling, !onLeft);
            sibling = (onLeft ? parent.Right : parent.Left)!;
        }

        (sibling.IsRed, parent.IsRed) = (parent.IsRed, false);
        (onLeft ? sibling.Right : sibling.Left)!.IsRed = false;
        Rotate(parent, onLeft);
    }
}
