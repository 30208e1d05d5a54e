using VfioActors.Behaviors.Values;

namespace VfioActors.Races.Packing;

/// <summary>A line of the file and the thread that was there, as one number.</summary>
/// <param name="Packed">The number; 0 for nothing.</param>
internal readonly record struct Occasion(int Packed) : IRenamed<Occasion>
{
    private const int ThreadShift = 20;

    /// <summary>The line; 0 for none.</summary>
    internal int Line => Packed & ((1 << ThreadShift) - 1);

    /// <summary>The thread; -1 for none.</summary>
    internal int Thread => (Packed >> ThreadShift) - 1;

    /// <summary>Whether it was.</summary>
    internal bool IsSome => Packed != 0;

    /// <summary>Of a line and a thread.</summary>
    internal static Occasion Of(int line, int thread) => new(line | ((thread + 1) << ThreadShift));

    /// <inheritdoc/>
    public Occasion Renamed(Renaming renaming)
    {
        var thread = Thread < 0 ? Thread : renaming.Of(typeof(ThreadNumber), Thread);
        var line = renaming.Of(typeof(LineNumber), Line);
        return thread < LockWord.ThreadsMax && line < 1 << ThreadShift
            ? Of(line, thread)
            : new(unchecked((int)Fingerprint.Mix((ulong)(thread + 1), (ulong)line)));
    }
}
