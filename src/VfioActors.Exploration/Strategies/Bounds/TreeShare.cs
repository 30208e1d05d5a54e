namespace VfioActors.Exploration.Strategies.Bounds;

/// <summary>
/// Estimates from the place of a depth-first search in its tree which share of the tree is done.
/// </summary>
/// <remarks>
/// Knuth, "Estimating the Efficiency of Backtrack Programs", Mathematics of Computation 29, 1975, weighs a leaf by the
/// chance that a path that draws each branch alike ends there. The share is the weight of what is done: as in Kilby,
/// Slaney, Thiébaux, Walsh, "Estimating Search Tree Size", AAAI 2006, who take it from the search itself instead of
/// paths at random. It is no bound: branches need not be alike.
/// </remarks>
internal struct TreeShare()
{
    private double _weight = 1;

    /// <summary>The share that is done, from 0 to 1.</summary>
    internal double Done { get; private set; }

    /// <summary>Goes one node down the path, the root first.</summary>
    /// <param name="gone">How many branches are done, without the one that the path goes.</param>
    /// <param name="width">How many branches there are.</param>
    internal void Descend(int gone, int width)
    {
        if (width <= 0) { return; }
        Done += _weight * gone / width;
        _weight /= width;
    }

    /// <summary>The path has come to its end: what it leads to is done too.</summary>
    internal void End() => Done += _weight;
}
