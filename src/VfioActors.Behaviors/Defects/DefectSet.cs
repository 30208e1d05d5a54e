namespace VfioActors.Behaviors.Defects;

/// <summary>Which defects are switched on. The empty set is the reference.</summary>
public sealed class DefectSet
{
    private readonly SortedSet<string> _ids;

    /// <param name="ids">The ids of the defects that are on.</param>
    public DefectSet(params IEnumerable<string> ids) => _ids = new(ids, StringComparer.Ordinal);

    /// <summary>The reference: nothing is on.</summary>
    public static DefectSet None => new();

    /// <summary>The ids in ordinal order.</summary>
    public IReadOnlyCollection<string> Ids => _ids;

    /// <summary>Whether the defect is on. Ask once, when a behaviour is made: it is a search.</summary>
    public bool Has(Defect defect) => _ids.Contains(defect.Id);

    /// <summary>The ids with commas between, or "none".</summary>
    public override string ToString() => _ids.Count == 0 ? "none" : string.Join(", ", _ids);
}
