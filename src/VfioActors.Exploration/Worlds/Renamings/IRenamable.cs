using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>A part of a world that can say what it would be if things had other numbers.</summary>
internal interface IRenamable
{
    /// <summary>Its fingerprint as it is.</summary>
    ulong Fingerprint { get; }

    /// <summary>The fingerprint that it would have.</summary>
    ulong Renamed(Renaming renaming);
}
