using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>A plain number that has a reason to be one.</summary>
/// <param name="Path">The file, from the project of the rules of VFIO.</param>
/// <param name="Name">What is declared.</param>
/// <param name="Reason">Why no unit fits.</param>
public sealed record UnitException(string Path, string Name, string Reason)
{
    /// <summary>Whether it is for a declaration of a file.</summary>
    public bool Covers(SourceFile file, string name) =>
        file.Path == "src/VfioActors.Vfio/" + Path && name == Name;
}
