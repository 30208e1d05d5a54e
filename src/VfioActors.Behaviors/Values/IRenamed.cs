namespace VfioActors.Behaviors.Values;

/// <summary>
/// A value whose ids cannot be seen from its fields, as where several are packed into one number: it renames itself.
/// </summary>
/// <typeparam name="TSelf">The type, without padding.</typeparam>
public interface IRenamed<TSelf>
    where TSelf : unmanaged
{
    /// <summary>The same with other numbers.</summary>
    /// <param name="renaming">The numbers; those from 2^30 on are marks, which need not fit into a packing.</param>
    TSelf Renamed(Renaming renaming);
}
