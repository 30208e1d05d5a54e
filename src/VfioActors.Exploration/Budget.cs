using System.Diagnostics;

namespace VfioActors.Exploration;

/// <summary>What the workers of one exploration share: how far they may go.</summary>
internal sealed class Budget(ExplorationOptions options, int workers, CancellationToken cancellation)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private volatile bool _over;

    internal ExplorationOptions Options => options;

    /// <summary>How many workers share the runs: worker w takes the runs w, w + workers, and so on.</summary>
    internal int Workers => workers;

    internal double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Whether everybody is to stop, as seen at the last look at the clock.</summary>
    internal bool IsOver => _over;

    internal bool Allows(long run) => options.Runs is not { } runs || run < runs;

    /// <summary>Looks at the clock.</summary>
    internal bool LookUp()
    {
        if (cancellation.IsCancellationRequested || (options.Time is { } time && Seconds >= time.TotalSeconds)) { _over = true; }
        return _over;
    }

    internal void Stop() => _over = true;
}
