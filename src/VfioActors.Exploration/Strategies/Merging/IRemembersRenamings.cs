using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Strategies.Merging;

/// <summary>A strategy that asks what states would be, and need not find out what was found out before.</summary>
internal interface IRemembersRenamings
{
    /// <summary>It begins with what is known.</summary>
    void Use(RenamedMemory memory);
}
