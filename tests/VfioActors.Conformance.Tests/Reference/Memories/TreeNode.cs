namespace VfioActors.Conformance.Tests.Reference.Memories;

public sealed class TreeNode(Mapping mapping)
{
    public Mapping Mapping { get; } = mapping;

    public TreeNode? Left { get; set; }

    public TreeNode? Right { get; set; }

    public TreeNode? Parent { get; set; }

    public bool IsRed { get; set; } = true;
}
