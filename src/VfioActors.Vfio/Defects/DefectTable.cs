using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Defects;

/// <summary>
/// The catalogue of one subsystem while its rows are declared: a defect is listed because it is declared, and is
/// written nowhere else.
/// </summary>
/// <param name="subsystem">The name of the subsystem, which every row gets.</param>
internal sealed class DefectTable(string subsystem)
{
    private readonly List<Defect> _rows = [];

    /// <summary>The rows so far: all of them for everybody but the rows themselves.</summary>
    internal IReadOnlyList<Defect> All => _rows;

    /// <summary>Adds a row that has a switch.</summary>
    /// <param name="violates">The property that it violates.</param>
    /// <param name="caughtBy">The ordering rule that would have prevented it.</param>
    /// <param name="source">Who raised it.</param>
    /// <returns>The defect.</returns>
    internal Defect Add(string id, string title, string violates, string caughtBy, string source) =>
        Add(new(id, title) { Violates = violates, CaughtBy = caughtBy, Source = source });

    /// <summary>Adds a row.</summary>
    /// <param name="row">All but the subsystem.</param>
    /// <returns>The defect.</returns>
    internal Defect Add(Defect row)
    {
        var isNext = _rows.Count == 0 || string.CompareOrdinal(_rows[^1].Id, row.Id) < 0;
        Ensure.That(isNext, "rows stand in the order of their ids, each once");
        var defect = row with { Subsystem = subsystem };
        _rows.Add(defect);
        return defect;
    }
}
