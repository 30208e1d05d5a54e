using System.Diagnostics;
using System.Runtime.ExceptionServices;
using VfioActors.Exploration.Strategies.Bounds;

namespace VfioActors.Exploration;

/// <summary>What the workers of one exploration share: how far they may go.</summary>
internal sealed class Budget(ExplorationOptions options, CancellationToken cancellation)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private ExceptionDispatchInfo? _failure;
    private volatile bool _over;
    private long _runs;
    private long _runsInAll;
    private long _deliveriesInAll;

    internal ExplorationOptions Options => options;

    /// <summary>Who goes on when there is no more memory; null when the search ends then.</summary>
    internal IGoesOnInBits? GoesOn { get; set; }

    /// <summary>How many workers share the runs: worker w takes the runs w, w + workers, and so on.</summary>
    internal int Workers { get; set; } = 1;

    internal double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>How long the search took before it went on here.</summary>
    internal double Earlier { get; set; }

    /// <summary>How long the search took, here and before.</summary>
    internal double TotalSeconds => Earlier + Seconds;

    /// <summary>Whether the time, the memory or somebody ended it.</summary>
    internal bool IsInterrupted { get; private set; }

    /// <summary>Whether everybody is to stop, as seen at the last look at the clock.</summary>
    internal bool IsOver => _over;

    /// <summary>How many runs of an exhaustive search came to their end, on all threads.</summary>
    internal long Runs => Interlocked.Read(ref _runs);

    /// <summary>Some more runs came to their end.</summary>
    internal void Count(long runs) => Interlocked.Add(ref _runs, runs);

    /// <summary>Runs that came to their end on all threads, as far as they said.</summary>
    internal long RunsInAll => Interlocked.Read(ref _runsInAll);

    /// <summary>Steps that were taken on all threads, as far as they said.</summary>
    internal long DeliveriesInAll => Interlocked.Read(ref _deliveriesInAll);

    /// <summary>A thread says what it did since it said so last.</summary>
    internal void Add(long runs, long deliveries)
    {
        Interlocked.Add(ref _runsInAll, runs);
        Interlocked.Add(ref _deliveriesInAll, deliveries);
    }

    internal bool Allows(long run) => options.Runs is not { } runs || run < runs;

    /// <summary>Looks at the clock.</summary>
    internal bool LookUp()
    {
        if (cancellation.IsCancellationRequested || (options.Time is { } time && Seconds >= time.TotalSeconds))
        {
            (_over, IsInterrupted) = (true, true);
        }

        if (!_over && GoesOn is not { IsInBits: true } && options.Memory is { } bytes && IsBeyond(bytes))
        {
            if (GoesOn is { } bits) { bits.GoOnInBits(); }
            else { (_over, IsOutOfMemory, IsInterrupted) = (true, true, true); }
        }

        return _over;
    }

    /// <summary>Why the search cannot go on although there is something left, in one line; null when it can.</summary>
    internal string? Obstacle { get; private set; }

    /// <summary>The search cannot go on: it ends with what is known so far.</summary>
    internal void End(string obstacle) => (_over, IsInterrupted, Obstacle) = (true, true, obstacle);

    /// <summary>Whether everybody stops because there is no more memory.</summary>
    internal bool IsOutOfMemory { get; private set; }

    /// <summary>What is garbage does not count, but to find that out takes time.</summary>
    private static bool IsBeyond(long bytes) =>
        GC.GetTotalMemory(forceFullCollection: false) > bytes && GC.GetTotalMemory(forceFullCollection: true) > bytes;

    internal void Stop() => _over = true;

    /// <summary>A worker cannot go on: nobody shall. The first to say so is the one that is heard.</summary>
    internal void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        Stop();
    }

    /// <summary>What a worker failed with; null when none did.</summary>
    internal Exception? Failure => _failure?.SourceException;

    /// <summary>Throws what a worker failed with, if one did.</summary>
    internal void Rethrow() => _failure?.Throw();
}
