using VfioActors.Exploration.Strategies.Branches;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>A branch that one thread gives to another.</summary>
/// <param name="Branch">Which.</param>
/// <param name="State">
/// The state where it begins, which is finished only when the branch is too; null for the whole tree, and where states
/// are not merged.
/// </param>
internal sealed record SharedBranch(Branch Branch, UnfinishedState? State)
{
    /// <summary>The whole tree.</summary>
    internal static SharedBranch Root { get; } = new(Branch.Root, null);
}
