namespace VfioActors.Behaviors.Values;

/// <summary>A value whose ids cannot be seen from its fields: it renames itself.</summary>
/// <typeparam name="TSelf">The type.</typeparam>
internal interface IRenamed<TSelf>
    where TSelf : unmanaged
{
    /// <summary>The same with other numbers.</summary>
    TSelf Renamed(Renaming renaming);
}
