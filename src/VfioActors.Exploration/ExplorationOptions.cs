using System.Numerics;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration;

/// <summary>
/// How far an exploration goes. Without bounds an exhaustive strategy goes to its end, and a sampling one never ends. A
/// bound below zero, or a search without a worker, is an <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public sealed record ExplorationOptions
{
    /// <summary>How many runs at most; null for no bound.</summary>
    public long? Runs
    {
        get;
        init => field = NotNegative(value, nameof(Runs));
    }

    /// <summary>About how many deliveries at most, for each worker; null for no bound.</summary>
    public long? Deliveries
    {
        get;
        init => field = NotNegative(value, nameof(Deliveries));
    }

    /// <summary>How long at most; null for no bound, and nothing or less for none that is left.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>
    /// About how many bytes the process may hold at most, as the garbage collector counts them; null for no bound.
    /// </summary>
    public long? Memory
    {
        get;
        init => field = NotNegative(value, nameof(Memory));
    }

    /// <summary>
    /// How many bytes of the states from which a search of breadth has not gone on yet are held in memory, about: the
    /// others are on disk. Null for an eighth of <see cref="Memory"/>, and without a bound on that for 256 MiB, which
    /// is 33 million states.
    /// </summary>
    public long? QueueMemory
    {
        get;
        init => field = NotNegative(value, nameof(QueueMemory));
    }

    /// <summary>
    /// The folder for what a search keeps on disk while it goes on; null for the system's folder for temporary files.
    /// Nothing stays behind there, however the program ends.
    /// </summary>
    public string? Scratch { get; init; }

    /// <summary>
    /// What a search does when it holds that much. To go on takes a search that merges states, on one thread.
    /// </summary>
    public AtMemory AtMemory { get; init; }

    /// <summary>Where the random numbers of sampling strategies start.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// How many preemptions a run may have: switches to another operation while the one before could have gone on. Null
    /// for any number. Only some strategies can bound them:
    /// <see cref="Strategies.Catalogs.StrategyCatalog.Bounded"/>.
    /// </summary>
    public int? Preemptions
    {
        get;
        init => field = NotNegative(value, nameof(Preemptions));
    }

    /// <summary>
    /// Whether states that differ only in which of several interchangeable things is which are taken for one. The
    /// scenario says what is interchangeable; only merging of states can do it.
    /// </summary>
    public bool Symmetry { get; init; }

    /// <summary>
    /// How many threads explore, each with a world of its own: they share the runs of a sample, or one search of dpor,
    /// or of dfs or stateful without a bound on preemptions and without symmetry. Other exhaustive searches have one
    /// thread, and so has dpor within a search that chooses its strategies, and a sample whose runs learn from those
    /// before.
    /// </summary>
    public int Workers
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Workers));
            field = value;
        }
    } = 1;

    /// <summary>
    /// How many steps the workers remember together at a time, so that behaviours are not asked again what they said
    /// before; 0 asks them at every step. It changes the speed and nothing else, as long as behaviours are pure.
    /// </summary>
    public int Remembered { get; init; } = World.CachedMax / 8;

    /// <summary>
    /// Whether a run ends where it first breaks a property; otherwise it goes on to its end. What a run breaks behind
    /// that is not found then, and of witnesses that no other run reached nothing is said.
    /// </summary>
    public bool StopsRuns { get; init; }

    /// <summary>Whether everything ends with the first run that breaks a property.</summary>
    public bool StopsAtFirst { get; init; }

    /// <summary>
    /// Whether a search that is ended early can go on from a file: then no run is left half-way, and
    /// <see cref="ExplorationReport.Unfinished"/> is what to write.
    /// </summary>
    public bool Keeps { get; init; }

    /// <summary>
    /// From where the search goes on: it must be the very same search, and bounds count what was done before. Null to
    /// begin.
    /// </summary>
    public Checkpoint? From { get; init; }

    /// <summary>Opens the file for what goes to disk; null for one in the folder for it.</summary>
    internal Func<Stream>? OpensScratch { get; init; }

    /// <summary>Told now and then how far it is, on one of the exploring threads.</summary>
    public Action<ExplorationProgress>? Progress { get; init; }

    private static T? NotNegative<T>(T? value, string name)
        where T : struct, INumberBase<T>
    {
        if (value is { } bound) { ArgumentOutOfRangeException.ThrowIfNegative(bound, name); }
        return value;
    }
}
