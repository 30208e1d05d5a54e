using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>The profiles of a subsystem, each of which is written once and entered as it is made.</summary>
internal sealed class ProfileTable
{
    private readonly List<Profile> _rows = [];

    /// <summary>All of them, in the order in which they were entered.</summary>
    internal IReadOnlyList<Profile> All => _rows;

    /// <summary>Enters a profile.</summary>
    /// <param name="name">The name in capitals.</param>
    /// <param name="summary">What it stands for, in one line.</param>
    /// <param name="defects">The ids of the defects that are on.</param>
    internal Profile Add(string name, string summary, IReadOnlyList<string> defects)
    {
        Profile profile = new(name, summary, defects);
        _rows.Add(profile);
        return profile;
    }
}
