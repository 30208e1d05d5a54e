using System.Numerics;
using System.Runtime.InteropServices;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Strategies.Queues;

/// <summary>
/// States in the order in which a search met them: of each, from which other it comes, and by which of the steps that
/// could be next there. What is more than may be held in memory is on disk.
/// </summary>
/// <remarks>
/// Nobody is taken out: the way to a state leads along those before it. Eight bytes each stand in blocks, the first in
/// memory and the others, when they are full, in a file in their order. A search reads forwards, and so do the ways:
/// who comes later in the queue comes from where its predecessor comes from, or from further on. So a few blocks of
/// those on disk, the last that were read, are enough.
/// </remarks>
internal sealed class StateQueue
{
    /// <summary>The largest number of a step.</summary>
    internal const int StepsMax = (1 << StepBits) - 1;

    /// <summary>Of the eight bytes so many bits say which step: there are never a million that could be next.</summary>
    private const int StepBits = 20;

    /// <summary>A block has at most so many states: 4 KiB.</summary>
    private const int BlockMax = 1 << 9;

    /// <summary>At most so many blocks of those on disk are held in memory: 4 MiB.</summary>
    private const int ReadMax = 1 << 10;

    /// <summary>The memory holds at least so many blocks, however small they have to be.</summary>
    private const int BlocksMin = 16;

    private readonly QueuePlan _plan;
    private readonly int _shift;
    private readonly long _firstOnDisk;

    /// <summary>All that are full; null for one on disk.</summary>
    private readonly List<ulong[]?> _blocks = [];

    /// <summary>Of each that was written a digest: a disk that gives back something else is noticed.</summary>
    private readonly List<ulong> _digests = [];
    private readonly (int Number, ulong[]? Block)[] _read;
    private ulong[] _last;
    private int _inLast;
    private Stream? _file;

    internal StateQueue(QueuePlan plan)
    {
        _plan = plan;
        var states = Math.Clamp(plan.Memory / sizeof(ulong) / BlocksMin, 1, BlockMax);
        _shift = BitOperations.Log2((ulong)states);
        _last = new ulong[1 << _shift];
        var blocks = plan.Memory / (sizeof(ulong) << _shift);
        _read = new (int, ulong[]?)[Math.Clamp(blocks / 4, 1, ReadMax)];
        _firstOnDisk = Math.Max(0, blocks - _read.Length - 1);
    }

    /// <summary>How many there are.</summary>
    internal long Count { get; private set; }

    /// <summary>How many bytes are on disk.</summary>
    internal long BytesOnDisk => (long)_digests.Count * BlockBytes;

    /// <summary>Why nothing more can be written, in one line; null as long as it can.</summary>
    internal string? Obstacle { get; private set; }

    private long BlockBytes => sizeof(ulong) << _shift;

    /// <summary>From where a state comes, and by which step.</summary>
    /// <exception cref="IOException">It cannot be read again, or is not what was written.</exception>
    internal (long From, int Step) this[long number]
    {
        get
        {
            var word = BlockOf((int)(number >> _shift))[number & ((1 << _shift) - 1)];
            return ((long)(word >> StepBits), (int)(word & StepsMax));
        }
    }

    /// <summary>Adds a state.</summary>
    /// <param name="from">From which it comes.</param>
    /// <param name="step">By which step there.</param>
    internal void Add(long from, int step)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, StepsMax);
        if (_inLast == _last.Length) { PutLast(); }
        _last[_inLast++] = ((ulong)from << StepBits) | (uint)step;
        Count++;
    }

    /// <summary>Takes all out. What is on disk is written over.</summary>
    internal void Clear()
    {
        _blocks.Clear();
        _digests.Clear();
        Array.Clear(_read);
        (_inLast, Count) = (0, 0);
    }

    /// <summary>Gives back what is on disk.</summary>
    internal void LetGo()
    {
        _file?.Dispose();
        Clear();
    }

    private void PutLast()
    {
        if (_blocks.Count >= _firstOnDisk && Obstacle is null && IsWritten())
        {
            _blocks.Add(null);
        }
        else
        {
            _blocks.Add(_last);
            _last = new ulong[_last.Length];
        }

        _inLast = 0;
    }

    /// <summary>Writes the last block.</summary>
    /// <returns>False when it could not be: then the search is told to end.</returns>
    private bool IsWritten()
    {
        try
        {
            _file ??= _plan.Open();
            _file.Position = BytesOnDisk;
            _file.Write(MemoryMarshal.AsBytes(_last.AsSpan()));
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            Obstacle = $"the states that wait to be gone on from could not be kept on disk: {failure.Message}";
            _plan.Ends(Obstacle);
            return false;
        }

        _digests.Add(DigestOf(_last));
        return true;
    }

    private ulong[] BlockOf(int number)
    {
        if (number == _blocks.Count) { return _last; }
        if (_blocks[number] is { } held) { return held; }
        ref var place = ref _read[number % _read.Length];
        if (place.Number != number || place.Block is null)
        {
            place = (number, Read(place.Block ?? new ulong[1 << _shift], number - (int)_firstOnDisk));
        }

        return place.Block!;
    }

    /// <summary>Reads a block.</summary>
    /// <param name="block">Where it goes.</param>
    /// <param name="number">Which one of those on disk.</param>
    private ulong[] Read(ulong[] block, int number)
    {
        try
        {
            _file!.Position = number * BlockBytes;
            _file.ReadExactly(MemoryMarshal.AsBytes(block.AsSpan()));
        }
        catch (Exception failure) when (IsOfTheSystem(failure))
        {
            throw new IOException($"the states that wait could not be read again: {failure.Message}", failure);
        }

        return DigestOf(block) == _digests[number]
            ? block
            : throw new IOException("the states that wait are on disk, and what was read is not what was written");
    }

    private static ulong DigestOf(ulong[] block)
    {
        var digest = 0UL;
        foreach (var word in block) { digest = Fingerprint.Mix(digest, word); }
        return digest;
    }

    /// <summary>A full disk, a missing right, or a limit on files, which .NET calls an argument out of range.</summary>
    private static bool IsOfTheSystem(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;
}
