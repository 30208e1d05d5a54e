namespace VfioActors.Exploration.Units.Work;

/// <summary>
/// What is left of a search, and what came of the rest: units go out, and results come in, each once.
/// </summary>
internal abstract class UnitBook
{
    /// <summary>After so many runs that were cut an exhaustive search gives up: more would be cut.</summary>
    protected const int CutRunsMax = 16;

    /// <summary>How many workers there are: each gets its share.</summary>
    internal int Workers { get; set; }

    /// <summary>Whether nothing can be given away: all is done, or in somebody's hands.</summary>
    internal abstract bool IsEmpty { get; }

    /// <summary>Whether nothing more is wanted, whatever is left.</summary>
    internal virtual bool IsOver => false;

    /// <summary>Whether, once nothing is left and nobody has anything in hands, all is done.</summary>
    internal virtual bool IsWhole => true;

    /// <summary>What was counted.</summary>
    internal abstract WorkerTotals Totals { get; }

    /// <summary>How many runs, or states where these are what is counted, are done.</summary>
    internal abstract long Done { get; }

    /// <summary>How many states were told apart; null when they are not.</summary>
    internal abstract long? States { get; }

    /// <summary>How many steps, at least, are known and were not taken.</summary>
    internal abstract long Untried { get; }

    /// <summary>How many states were gone on from more than once, for nothing.</summary>
    internal virtual long Repeated => 0;

    /// <summary>Whether some way leads round, once all is done.</summary>
    internal virtual bool HasCircle => false;

    /// <summary>What broke, each failure with how often.</summary>
    internal virtual UnitFailures Failures { get; } = new();

    /// <summary>What broke in runs that are not counted, since all begin again: it broke all the same.</summary>
    internal UnitFailures Earlier { get; } = new();

    /// <summary>The next unit of a worker; null when there is none for it now.</summary>
    internal abstract WorkUnit? Take(UnitRequest request);

    /// <summary>A result.</summary>
    /// <exception cref="InvalidDataException">It cannot be one of this unit.</exception>
    internal abstract void Accept(WorkUnit unit, UnitResult result);

    /// <summary>A worker has nothing left of a unit whose result was accepted.</summary>
    internal virtual void End(WorkUnit unit)
    {
    }

    /// <summary>A unit whose result never comes, or of which a worker that is lost had something left.</summary>
    internal abstract void TakeBack(WorkUnit unit);

    /// <summary>A worker is lost, after what it had in hands was taken back.</summary>
    /// <returns>How much has to be done again that it had done.</returns>
    internal virtual int Lose(int session) => 0;

    /// <summary>The search has come to its end, or is ended: what waits for others is counted now.</summary>
    internal virtual void Close()
    {
    }
}
