namespace VfioActors.Races.Packing;

/// <summary>What a word that is kept says of threads, objects and lines.</summary>
internal enum WordKind
{
    /// <summary>A number, a pointer or a thread that is to be begun: the number itself says which.</summary>
    Plain,

    /// <summary>Who holds a lock, see <see cref="LockWord"/>.</summary>
    Lock,

    /// <summary>Threads as bits; from <see cref="LockWord.ThreadsMax"/> on bits that say something else.</summary>
    Threads,

    /// <summary>A thread that waits, see <see cref="Packing.Waiter"/>.</summary>
    Waiter,

    /// <summary>A line of the file.</summary>
    Line,

    /// <summary>Two locks, see <see cref="Packing.LockPair"/>.</summary>
    LockPair,

    /// <summary>The lines at which those were taken.</summary>
    LinePair,
}
