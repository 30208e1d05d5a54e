using System.Runtime.CompilerServices;
using VfioActors.Exploration.Fingerprints;

namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>What one thread adds to a set with, and marks: no other may use it.</summary>
/// <param name="set">The set, which others have hands in too.</param>
internal sealed class SharedFingerprintHand(SharedFingerprintSet set)
{
    /// <summary>As many numbers as fit on two lines of a processor's cache: nobody else writes so near to it.</summary>
    private const int Apart = 32;

    /// <summary>Where the number of the table stands that it writes to, plus one; 0 when to none.</summary>
    private const int At = Apart;

    /// <summary>From here on: how much room it has in each table.</summary>
    private const int Rooms = At + 1;

    private readonly int[] _own = new int[Rooms + FingerprintTable.Tables + Apart];

    /// <summary>For how many it has taken room that it did not use.</summary>
    internal int Room => Enumerable.Range(0, FingerprintTable.Tables).Sum(RoomIn);

    /// <summary>For how many it has taken room in a table that it did not use.</summary>
    internal int RoomIn(int number) => Volatile.Read(ref _own[Rooms + number]);

    /// <summary>Adds a fingerprint.</summary>
    /// <param name="isFinished">Whether it was there, and finished.</param>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint, out bool isFinished)
    {
        var isNew = Add(fingerprint, mark: 0, out var found);
        isFinished = ((FingerprintMarks)found & FingerprintMarks.Finished) != 0;
        return isNew;
    }

    /// <summary>Adds a fingerprint with a mark.</summary>
    /// <param name="mark">From 0 to <see cref="FingerprintTable.MarkMax"/>.</param>
    /// <param name="found">
    /// The mark that it has now; when it was there, one that it had, which may lack what was added to it since.
    /// </param>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint, int mark, out int found)
    {
        var number = FingerprintTable.NumberOf(fingerprint);
        found = FingerprintTable.MarkOf(set.SlotsOf(number), fingerprint);
        return found < 0 && AddNew(number, fingerprint, mark, out found);
    }

    /// <summary>A fingerprint will be looked for: what stands where that begins is fetched meanwhile.</summary>
    internal void Prefetch(ulong fingerprint) =>
        FingerprintTable.Prefetch(set.SlotsOf(FingerprintTable.NumberOf(fingerprint)), fingerprint);

    /// <summary>Adds to the mark of a fingerprint that is there.</summary>
    /// <returns>The mark that it had before.</returns>
    internal int Mark(ulong fingerprint, int mark) => TryMark(fingerprint, wanted: 0, FingerprintTable.MarkMax, mark);

    /// <summary>Adds to the mark of a fingerprint that is there, if that is as it should be.</summary>
    /// <param name="wanted">What the mark must be.</param>
    /// <param name="free">The bits that are not looked at, and which alone may be set.</param>
    /// <param name="mark">Which of those bits to set.</param>
    /// <returns>The mark that it had before; -1 when that is another one.</returns>
    internal int TryMark(ulong fingerprint, int wanted, int free, int mark)
    {
        var slots = Enter(FingerprintTable.NumberOf(fingerprint));
        var before = FingerprintTable.TryMarkShared(slots, fingerprint, wanted, free, mark);
        Leave();
        return before;
    }

    /// <summary>Begins to write to a table, which does not grow before it leaves.</summary>
    /// <remarks>Who lets it grow sees to it that one of the two sees the other.</remarks>
    /// <returns>The slots of the table.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong[] Enter(int number)
    {
        Volatile.Write(ref _own[At], number + 1);
        return set.Grows(number) ? EnterLater(number) : set.SlotsOf(number)!;
    }

    /// <summary>It does not write to any table.</summary>
    internal void Leave() => Volatile.Write(ref _own[At], 0);

    /// <summary>Gives back the room that it took; the set is empty.</summary>
    internal void Clear() => Array.Clear(_own);

    /// <summary>Waits until it does not write to a table.</summary>
    internal void AwaitLeft(int number)
    {
        SpinWait wait = default;
        while (Volatile.Read(ref _own[At]) == number + 1) { wait.SpinOnce(); }
    }

    /// <summary>Others may have added it since it was looked for.</summary>
    private bool AddNew(int number, ulong fingerprint, int mark, out int found)
    {
        ref var room = ref _own[Rooms + number];
        if (room == 0) { Volatile.Write(ref room, set.TakeRoom(number)); }
        var isNew = FingerprintTable.TryAddShared(Enter(number), fingerprint, mark, out found);
        Leave();
        if (isNew) { Volatile.Write(ref room, room - 1); }
        return isNew;
    }

    private ulong[] EnterLater(int number)
    {
        do
        {
            Leave();
            set.Await(number);
            Volatile.Write(ref _own[At], number + 1);
        }
        while (set.Grows(number));
        return set.SlotsOf(number)!;
    }
}
