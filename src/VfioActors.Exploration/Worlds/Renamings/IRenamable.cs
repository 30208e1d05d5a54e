using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>A part of a world that can say what it would be if things had other numbers.</summary>
internal interface IRenamable
{
    /// <summary>Its fingerprint as it is.</summary>
    ulong Fingerprint { get; }

    /// <summary>
    /// Tells it from all that has the same words and means something else by them; what can change places is told by
    /// the same.
    /// </summary>
    ulong Key { get; }

    /// <summary>The fingerprint that it would have.</summary>
    ulong Renamed(Renaming renaming);
}
