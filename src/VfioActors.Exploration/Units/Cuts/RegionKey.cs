namespace VfioActors.Exploration.Units.Cuts;

/// <summary>An actor whose place says in which regions states are.</summary>
/// <param name="Actor">Its number.</param>
/// <param name="LastPlace">The last place that it has.</param>
/// <param name="Cuts">The places at which a part begins, but for the first part; they grow.</param>
/// <param name="Weight">How many regions lie between one part and the next.</param>
internal sealed record RegionKey(int Actor, int LastPlace, IReadOnlyList<int> Cuts, int Weight)
{
    /// <summary>Into how many parts its places are cut.</summary>
    internal int Parts { get; } = Cuts.Count + 1;

    /// <summary>Which part a place is in, from 0.</summary>
    internal int PartOf(int place) => Cuts.Count(cut => place >= cut);

    /// <summary>The part of a region.</summary>
    internal int PartIn(int region) => region / Weight % Parts;
}
