namespace VfioActors.Races.Programs;

/// <summary>A race file, compiled: who takes steps, and on what.</summary>
internal sealed record RaceProgram
{
    /// <summary>The shared objects; a pointer names one by its place here.</summary>
    internal required IReadOnlyList<ObjectPlan> Objects { get; init; }

    /// <summary>The threads.</summary>
    internal required IReadOnlyList<ThreadPlan> Threads { get; init; }

    /// <summary>The claims of the file, in its order.</summary>
    internal required IReadOnlyList<ClaimPlan> Claims { get; init; }

    /// <summary>Whether a thread waits so that a signal ends that, or asks for one.</summary>
    internal bool AwaitsSignals { get; init; }

    /// <summary>Added to the word of delayed work it is where its timer is.</summary>
    internal const int TimerOf = 1 << 14;

    /// <summary>How the words begin that say that a loop was cut.</summary>
    internal const string LoopLeft = "the loop of line";

    /// <summary>The worker of each work, and the timer of delayed work, by the object and the word.</summary>
    internal required IReadOnlyDictionary<(int Object, int Offset), int> Workers { get; init; }

    /// <summary>The names of the functions that are called by pointer, by their numbers.</summary>
    internal required IReadOnlyList<string> Functions { get; init; }
}
