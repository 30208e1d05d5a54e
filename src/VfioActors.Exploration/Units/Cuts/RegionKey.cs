namespace VfioActors.Exploration.Units.Cuts;

/// <summary>An actor whose place says in which regions states are.</summary>
/// <param name="Actor">Its number.</param>
/// <param name="LastPlace">The last place that it has.</param>
/// <param name="Parts">Into how many parts its places are cut.</param>
/// <param name="Weight">How many regions lie between one part and the next.</param>
internal readonly record struct RegionKey(int Actor, int LastPlace, int Parts, int Weight)
{
    /// <summary>Which part a place is in, from 0.</summary>
    internal int PartOf(int place) => (int)((long)place * Parts / (LastPlace + 1));

    /// <summary>The part of a region.</summary>
    internal int PartIn(int region) => region / Weight % Parts;
}
