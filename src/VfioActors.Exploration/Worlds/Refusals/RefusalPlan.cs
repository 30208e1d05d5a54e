namespace VfioActors.Exploration.Worlds.Refusals;

/// <summary>
/// How the host of a world answers where it may refuse: at one point it does, whenever it is asked there, and nowhere
/// else. So a whole search can be made of the runs in which exactly that is refused.
/// </summary>
public sealed class RefusalPlan
{
    private RefusalPlan(RefusalPoint? refused) => Refused = refused;

    /// <summary>Nothing is refused.</summary>
    public static RefusalPlan Nothing { get; } = new(null);

    /// <summary>The point that is refused; null for none.</summary>
    public RefusalPoint? Refused { get; }

    /// <summary>One point is refused.</summary>
    public static RefusalPlan Of(RefusalPoint point) => new(point);
}
