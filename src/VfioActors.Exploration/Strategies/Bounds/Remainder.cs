namespace VfioActors.Exploration.Strategies.Bounds;

/// <summary>What a search left out that was ended before its end, in numbers. Null is not known.</summary>
/// <param name="ShareDone">
/// An estimate of the share of the search tree that is done, above 0 and below 1. For reduction by partial order it is
/// about the branches known so far: more may turn up, so that it is rather too large than too small.
/// </param>
/// <param name="RunsInAll">The runs that the whole tree has if the rest is like what is done: an estimate too.</param>
/// <param name="UntriedSteps">
/// Steps that are known and were not taken yet, for a search that merges states: at least so many are left.
/// </param>
/// <param name="OneRunIn">
/// For sampling that broke nothing: a defect met by one run in so many, or by more, would have shown with a chance of
/// 95 %. Runs are those of this strategy; of defects that it meets more rarely nothing is said.
/// </param>
public sealed record Remainder(
    double? ShareDone = null,
    double? RunsInAll = null,
    long? UntriedSteps = null,
    long? OneRunIn = null)
{
    /// <summary>With which chance a defect of the rate of <see cref="OneRunIn"/> would have shown.</summary>
    public const double Confidence = 0.95;

    /// <summary>What follows from runs that are independent of each other and of which none broke anything.</summary>
    /// <remarks>
    /// A defect met by a share p of the runs stays hidden in all n with a chance of (1 - p)^n; that is 1 - 0.95 for
    /// p = 1 - 0.05^(1/n), about 3/n. Where strategies take turns p is their mean, which hides no better.
    /// </remarks>
    internal static Remainder OfSample(long runs)
    {
        if (runs <= 0) { return new(); }

        // 1 / (1 - e^-x), in a form that loses no digits where x is small.
        var hidden = -Math.Log(1 - Confidence) / runs;
        var oneIn = (long)((1 + (1 / Math.Tanh(hidden / 2))) / 2);
        return oneIn >= 2 ? new(OneRunIn: oneIn) : new();
    }

    /// <summary>What is left of two parts of one search: of that only steps that were not taken add up.</summary>
    internal Remainder And(Remainder other) => new(UntriedSteps: UntriedSteps + other.UntriedSteps);

    /// <summary>The same, with the runs that follow from the share that is done.</summary>
    internal Remainder After(long runs) =>
        ShareDone is > 0 and < 1 and var share && runs > 0 ? this with { RunsInAll = runs / share } : this;
}
