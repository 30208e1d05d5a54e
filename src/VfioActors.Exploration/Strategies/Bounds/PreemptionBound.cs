using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Bounds;

/// <summary>
/// Counts along the path of a search how often it left an operation that could have gone on, and leaves out the steps
/// that would do so once too often.
/// </summary>
/// <remarks>
/// Musuvathi, Qadeer, "Iterative Context Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007.
/// Departs: operations stand for threads. Of steps that serve no operation the actor that takes them stands for one. An
/// operation could have gone on when one of its steps is enabled. Leaving one that waits costs nothing.
/// </remarks>
/// <param name="most">How many preemptions a run may have.</param>
internal sealed class PreemptionBound(int most)
{
    private const long Nobody = 0;

    private long[] _last = new long[64];
    private int[] _used = new int[64];

    internal int Most => most;

    /// <summary>Whether a step was left out since the search began.</summary>
    internal bool LeftOut { get; set; }

    /// <summary>How many preemptions led to a depth.</summary>
    internal int UsedAt(int depth) => depth == 0 ? 0 : _used[depth];

    /// <summary>What a bounded search tells apart beside the state, without the preemptions.</summary>
    internal ulong Key(RunView run, ulong fingerprint) =>
        Fingerprint.Mix(fingerprint, unchecked((ulong)LastAt(run.Depth)));

    /// <summary>The first step that may be taken, from a place in the list on; its length when there is none.</summary>
    internal int Next(RunView run, int from)
    {
        var enabled = run.Enabled;
        if (UsedAt(run.Depth) < most || !GoesOn(run)) { return from; }
        var last = LastAt(run.Depth);
        while (from < enabled.Length && OperationOf(run, enabled[from]) != last)
        {
            LeftOut = true;
            from++;
        }

        return from;
    }

    /// <summary>How many steps may be taken.</summary>
    internal int Count(RunView run)
    {
        var count = 0;
        for (var at = Next(run, 0); at < run.Enabled.Length; at = Next(run, at + 1)) { count++; }
        return count;
    }

    /// <summary>A step is going to be taken.</summary>
    internal void Take(RunView run, Choice choice)
    {
        var depth = run.Depth + 1;
        if (depth >= _last.Length)
        {
            Array.Resize(ref _last, depth * 2);
            Array.Resize(ref _used, depth * 2);
        }

        var operation = OperationOf(run, choice);
        var leaves = operation != LastAt(run.Depth) && GoesOn(run);
        _used[depth] = UsedAt(run.Depth) + (leaves ? 1 : 0);
        _last[depth] = operation;
    }

    /// <summary>Whether the operation of the last step has an enabled one.</summary>
    private bool GoesOn(RunView run)
    {
        var last = LastAt(run.Depth);
        if (last == Nobody) { return false; }
        foreach (var candidate in run.Enabled)
        {
            if (OperationOf(run, candidate) == last) { return true; }
        }

        return false;
    }

    private long LastAt(int depth) => depth == 0 ? Nobody : _last[depth];

    private static long OperationOf(RunView run, Choice choice)
    {
        var operation = run.KeyOf(choice).Operation;
        return operation == OperationId.None ? -(long)choice.Receiver.Value : operation.Value;
    }
}
