namespace VfioActors.Exploration;

/// <summary>What a worker counted.</summary>
/// <param name="Runs">Runs that came to their end.</param>
/// <param name="Left">Runs that were left on the way, since what follows had been seen.</param>
/// <param name="Broken">Runs that broke something.</param>
/// <param name="FirstBroken">
/// The first of these, from 1; 0 when there is none, or when runs of several threads or nodes come in no order.
/// </param>
/// <param name="Deliveries">Steps that were taken, each branch of the search once.</param>
/// <param name="Cut">Runs that were cut.</param>
internal readonly record struct WorkerTotals(
    long Runs, long Left, long Broken, long FirstBroken, long Deliveries, long Cut)
{
    /// <summary>What two workers counted together.</summary>
    internal WorkerTotals And(WorkerTotals other) => new(
        Runs + other.Runs,
        Left + other.Left,
        Broken + other.Broken,
        FirstBroken == 0 || other.FirstBroken == 0 ? FirstBroken + other.FirstBroken
            : Math.Min(FirstBroken, other.FirstBroken),
        Deliveries + other.Deliveries,
        Cut + other.Cut);
}
